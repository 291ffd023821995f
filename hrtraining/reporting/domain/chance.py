"""From when on a change is said to be beyond chance: one number for the five readings, the flags and the modules."""

CHANCE = 0.05
"""A p adjusted by Holm over all items of the test below this is beyond chance (rule 8, `definitions` D2)."""

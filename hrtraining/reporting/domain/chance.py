"""How chance is allowed for: when a change is beyond it, and from how many workshops its reach is printed."""

CHANCE = 0.05
"""A p adjusted by Holm over all items of the test below this is beyond chance (rule 8, `definitions` D2)."""
WORKSHOPS_FOR_SCORES = 6
WORKSHOPS_FOR_ITEMS = 10
"""From how many workshops an interval with workshops as units is printed (rule 23)."""

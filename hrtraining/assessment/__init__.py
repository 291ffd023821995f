"""Instruments given to groups before and after: administrations, attempts under pseudonyms, answers.

Its pages mix with lessons and stand in `web/learner`; it has commands of its own.
"""

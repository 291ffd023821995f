"""Enrolment, lesson progress, knowledge checks and scenes: when a module is complete.

Its pages mix with tests and certificates and stand in `web/learner`.
"""

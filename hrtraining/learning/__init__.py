"""Enrolment, lesson progress, knowledge checks and scenes: when a module is complete.

Its pages mix with tests and certificates and stand in `web/learner`.
"""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The routes of this capability: none, its pages stand in `web/learner`."""
    return []


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    from hrtraining.learning.commands import learning

    return [learning]

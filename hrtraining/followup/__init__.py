"""Follow-up 3, 6 and 12 months after a course: panels drawn by lot, sealed slips, the same test, work since then."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability."""
    from hrtraining.followup.views import blueprint

    return [blueprint]


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    from hrtraining.followup.commands import followup

    return [followup]

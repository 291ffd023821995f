"""The report of change before and after: measured by the conventions, shown through one disclosure gate."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability, which all belong to one blueprint."""
    from hrtraining.reporting import (
        evaluation_views,
        followup_views,
        overview_views,
        question_views,
        research_views,
    )

    together = (question_views, overview_views, research_views, followup_views, evaluation_views)
    return list({views.blueprint for views in together})


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    from hrtraining.reporting.commands import reporting

    return [reporting]

"""The report of change before and after: measured by the conventions, shown through one disclosure gate."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability, which all belong to one blueprint."""
    from hrtraining.reporting import views
    from hrtraining.reporting.background import views as background
    from hrtraining.reporting.evaluation import views as evaluation
    from hrtraining.reporting.followup import views as followup
    from hrtraining.reporting.overview import views as overview
    from hrtraining.reporting.questions import views as questions
    from hrtraining.reporting.research import views as research

    parts = (views, questions, overview, background, research, followup, evaluation)
    return list({part.blueprint for part in parts})


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    from hrtraining.reporting.commands import reporting

    return [reporting]

"""Instruments given to groups before and after: administrations, attempts under pseudonyms, answers."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability."""
    from hrtraining.assessment.views import blueprint

    return [blueprint]


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    from hrtraining.assessment.commands import group

    return [group]

"""Workshops from roster to closing: who takes part, which tests are open, who was there."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability."""
    from hrtraining.workshops.views import blueprint

    return [blueprint]


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    return []

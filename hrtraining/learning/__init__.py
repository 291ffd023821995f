"""Enrolment, lesson progress, knowledge checks and scenes: when a module is complete."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability."""
    from hrtraining.learning.views import blueprint

    return [blueprint]


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    return []

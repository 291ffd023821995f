"""Answers that come as files: tests on paper, and workshops held before or outside the platform."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability."""
    from hrtraining.exchange.views import blueprint

    return [blueprint]


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    from hrtraining.exchange.commands import exchange

    return [exchange]

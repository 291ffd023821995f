"""Certificates: who has earned one, what is printed on it, whether it is genuine, and what became of it."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability."""
    from hrtraining.certificates.views import blueprint

    return [blueprint]


def command_groups() -> list[AppGroup]:
    """This capability has no commands."""
    return []

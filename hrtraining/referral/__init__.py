"""Services an officer can refer a person to, by province: kept by editors, shown to everybody, printed for the pocket."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability."""
    from hrtraining.referral.views import blueprint

    return [blueprint]


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    from hrtraining.referral.commands import referral

    return [referral]

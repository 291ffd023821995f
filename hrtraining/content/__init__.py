"""The words of the course: read from `curriculum/`, checked, frozen into editions, shown with sources."""

from __future__ import annotations

from flask import Blueprint
from flask.cli import AppGroup


def blueprints() -> list[Blueprint]:
    """The pages of this capability."""
    from hrtraining.content.views import blueprint

    return [blueprint]


def command_groups() -> list[AppGroup]:
    """The commands of this capability."""
    from hrtraining.content.book.commands import book
    from hrtraining.content.commands import group

    group.add_command(book)
    return [group]

"""The learner's own pages: they mix tests, modules and certificates, so they are put together here."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("learner", __name__)

from hrtraining.web.learner import checks, evaluation, follow_up, home, lessons, papers, scenes, tests  # noqa: E402,F401 — they hang their views into it

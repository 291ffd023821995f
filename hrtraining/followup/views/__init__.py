"""The pages of the follow-up: panels for the Secretariat, slips for the academy."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("followup", __name__)

from hrtraining.followup.views import academy, secretariat  # noqa: E402,F401 — they hang their views into it

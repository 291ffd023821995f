"""The trainer's pages: planning, roster, the day, attendance, prints; and the Secretariat's page of designs."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("workshops", __name__)

from hrtraining.workshops.views import attendance, day, designs, planning, prints, roster  # noqa: E402,F401 — they hang their views into it

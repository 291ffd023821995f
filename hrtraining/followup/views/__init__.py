"""The pages of the follow-up: panels for the Secretariat, slips for the academy."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("followup", __name__)

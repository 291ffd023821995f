"""The one blueprint of the pages of the course."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("content", __name__)

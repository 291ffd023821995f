"""Puts the capabilities together into one application."""

from __future__ import annotations

from hrtraining.web.factory import create_app

__all__ = ["create_app"]

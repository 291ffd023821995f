"""Chooses the language of a request before anything else happens: the cookie, then the person, then Khmer."""

from __future__ import annotations

from flask import Flask, g, request

from hrtraining.core.i18n import DEFAULT_LANGUAGE, LANGUAGES, language

COOKIE = "language"


def chosen() -> str:
    """The language for Flask-Babel."""
    return language()


def _choose() -> None:
    asked = request.cookies.get(COOKIE)
    g.language = asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def init_app(app: Flask) -> None:
    """Choose the language first of all steps of a request."""
    app.before_request(_choose)

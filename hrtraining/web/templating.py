"""What every template may use: the filters that follow the language, and the facts of the page's frame."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, request, session, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import pass_context
from jinja2.runtime import Context

from hrtraining.accounts.domain import IDLE_LEARNER, Role
from hrtraining.accounts.guards import signed_in_or_none
from hrtraining.content import queries as content_queries
from hrtraining.core import clock
from hrtraining.core.extensions import db
from hrtraining.core.i18n import LANGUAGE_NAMES, gettext, language, ngettext, other_language, pgettext
from hrtraining.core.khmer import dates, digits
from hrtraining.core.settings import current
from hrtraining.web.navigation import navigation

# The filters take the context only to keep Jinja from working them out when it compiles a template: a literal would
# freeze in the digits of the first reader.


def _written(text: str) -> str:
    return digits.to_khmer(text) if language() == "km" else text


@pass_context
def _number(_context: Context, value: float, decimals: int = 0) -> str:
    return digits.number(value, language(), decimals)


@pass_context
def _percent(_context: Context, value: float, decimals: int = 1) -> str:
    return digits.percent(value, language(), decimals)


@pass_context
def _digits(_context: Context, value: object) -> str:
    return _written(str(value))


@pass_context
def _date(_context: Context, value: date | datetime) -> str:
    day = clock.local_date(value) if isinstance(value, datetime) else value
    return dates.long_date(day, language())


@pass_context
def _short_date(_context: Context, value: date | datetime) -> str:
    day = clock.local_date(value) if isinstance(value, datetime) else value
    return dates.short_date(day, language())


@pass_context
def _time(_context: Context, value: datetime) -> str:
    return _written(value.astimezone(clock.PHNOM_PENH).strftime("%H:%M"))


@lru_cache(maxsize=1024)
def _signed(_of_session: str) -> str:
    return generate_csrf()


def form_token() -> str:
    """What `generate_csrf` gives, signed once for a browser session instead of once a page."""
    of_session = session.get("csrf_token")
    return _signed(of_session) if isinstance(of_session, str) else generate_csrf()


def _frame() -> dict[str, Any]:
    lang = language()
    settings = current()
    me = signed_in_or_none()
    is_learner = me is not None and me.role is Role.LEARNER
    return {
        "lang": lang,
        "other_lang": other_language(lang),
        "language_names": LANGUAGE_NAMES,
        "me": me,
        "reader_name": me.display_name(lang) if me is not None else "",
        "lock_url": url_for("accounts.lock") if is_learner else None,
        "alive_url": url_for("accounts.alive") if is_learner else None,
        "idle_seconds": int(IDLE_LEARNER.total_seconds()),
        "demo": settings.demonstration,
        "draft": not content_queries.current_is_approved(db.session()),
        "test_open": False,
        "lead": None,
        "title": "",
        "title_kind": None,
        "back_href": None,
        "back_label": None,
        "navigation": navigation,
        "csrf_token": form_token,
        "here": request.full_path.rstrip("?") if request.method == "GET" else url_for("web.home"),
    }


def init_app(app: Flask) -> None:
    """Register filters and the frame."""
    app.jinja_env.filters.update(
        number=_number, percent=_percent, digits=_digits, date=_date, short_date=_short_date, time=_time
    )
    app.jinja_env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext, pgettext=pgettext)
    app.context_processor(_frame)

"""Turns exceptions into pages, and nothing else does: the language is chosen first, the last resort needs nothing."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.settings import ROOT

log = logging.getLogger("hrtraining.errors")
LAST_RESORT = Path(ROOT / "templates" / "errors" / "failsafe.html")
PAGES = {400, 403, 404, 409, 413, 429, 500}


def _page(status: int, sentence: str | None = None, reference: str | None = None) -> ResponseReturnValue:
    """The page for a status; when even that fails, because the database is gone, the page that needs nothing."""
    try:
        db.session.rollback()
        if request.is_json:
            return jsonify(error=sentence or _("Something went wrong. Try again.")), status
        shown = status if status in PAGES else 400 if status < 500 else 500
        return render_template(f"errors/{shown}.html", sentence=sentence, reference=reference), status
    except Exception:
        log.exception("the error page for %s failed, reference %s", status, reference)
        return LAST_RESORT.read_text(encoding="utf-8"), status


def _domain_error(error: DomainError) -> ResponseReturnValue:
    return _page(error.status, error.sentence())


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error.get_response()
    return _page(error.code or 500)


def _csrf_error(_error: CSRFError) -> ResponseReturnValue:
    return _page(
        400, _("This page was open too long or in two places. Go back, load it again and send once more.")
    )


def _storage_error(error: OperationalError) -> ResponseReturnValue:
    log.exception("storage: %s", error.__class__.__name__)
    return _page(
        503, _("The server could not keep this just now. Nothing was changed. Try again in a moment.")
    )


def _refused_by_the_tables(error: IntegrityError) -> ResponseReturnValue:
    """Two requests wanted the same at the same moment, as by a double click: the tables let one of them through."""
    log.warning("refused by a constraint: %s", type(error.orig).__name__)  # its text may hold what was sent
    return _page(409, _("The same was sent twice at the same moment. Load the page again and look first."))


def _unexpected(error: Exception) -> ResponseReturnValue:
    reference = secrets.token_hex(4)
    log.exception("unexpected error %s", reference)
    return _page(500, reference=reference)


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _storage_error)
    app.register_error_handler(IntegrityError, _refused_by_the_tables)
    app.register_error_handler(Exception, _unexpected)

"""The public page on which anybody checks whether a paper is genuine."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import services as account_services
from hrtraining.accounts.guards import public
from hrtraining.certificates import queries
from hrtraining.certificates.domain import is_serial_number
from hrtraining.certificates.forms import (
    VerifyForm,
)
from hrtraining.certificates.pages import certificate_page
from hrtraining.certificates.views.frame import blueprint
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.extensions import db
from hrtraining.core.i18n import language

TRIES, WINDOW = 40, timedelta(minutes=10)
"""How many verifications one address may ask for in a window: enough for a desk, too few for guessing."""


def _count_try() -> None:
    """Count a verification, also when it finds nothing.

    Raises:
        TooManyTries: too many from this address.
    """
    session = db.session()
    begin_write(session)
    g.keep_writes = True
    account_services.count_try(
        session,
        what="certificates.verify",
        address=request.remote_addr or "",
        limit=TRIES,
        window=WINDOW,
        now=clock.utc_now(),
    )


def _unlisted(page: str, status: int = 200) -> Response:
    response = Response(page, status=status, mimetype="text/html")
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/verify")
@public
def ask() -> ResponseReturnValue:
    """Where a number and a code can be typed from paper."""
    if "serial" not in request.args:
        return _unlisted(
            render_template("certificates/ask.html", form=VerifyForm(formdata=None), nothing=False)
        )
    form = VerifyForm(formdata=request.args)
    if not form.validate():
        return _unlisted(render_template("certificates/ask.html", form=form, nothing=False), 422)
    return redirect(url_for("certificates.verify", serial=form.serial.data, code=form.code.data))


@blueprint.get("/verify/<serial>/<code>")
@public
def verify(serial: str, code: str) -> ResponseReturnValue:
    """Whether a paper is genuine: every printed field and what has become of the certificate.

    Raises:
        TooManyTries: too many from this address.
    """
    _count_try()
    found = (
        queries.verified(db.session(), serial=serial, code=code.upper()) if is_serial_number(serial) else None
    )
    if found is None:
        form = VerifyForm(formdata=None, serial=serial[:20], code=code[:40])
        return _unlisted(render_template("certificates/ask.html", form=form, nothing=True), 404)
    page = certificate_page(found, language(), clock.local_date(clock.utc_now()))
    return _unlisted(render_template("certificates/verify.html", page=page))

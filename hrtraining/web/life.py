"""The life of a request: who asks, may they, one transaction, and its end."""

from __future__ import annotations

from flask import Flask, Request, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import queries, services
from hrtraining.accounts.cookies import cookie_name
from hrtraining.accounts.domain import IDLE_LEARNER, IDLE_STAFF, TOUCH_EVERY, Role
from hrtraining.accounts.guards import signed_in_or_none
from hrtraining.accounts.queries import SignedIn
from hrtraining.core import clock
from hrtraining.core.db import begin_write, is_writing, set_writing
from hrtraining.core.errors import NotAllowed, NotFound
from hrtraining.core.extensions import db, login_manager
from hrtraining.core.i18n import LANGUAGES
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.web.language import COOKIE as LANGUAGE_COOKIE

READS = frozenset({"GET", "HEAD", "OPTIONS"})


def _begin() -> None:
    set_writing(False)


def _write() -> None:
    """From here on a request that is no reading one holds the lock to write; who asks was read without it."""
    if request.method in READS or request.endpoint is None:
        return
    if not getattr(current_app.view_functions[request.endpoint], "reads_first", False):
        begin_write(db.session())


def _who() -> None:
    g.signed_in = None
    token = request.cookies.get(cookie_name())
    if not token or request.endpoint == "static":
        return
    account = queries.signed_in(db.session(), token)
    now = clock.utc_now()
    if account is None or account.expires_at <= now:
        return
    idle = now - account.seen_at
    if account.role is not Role.LEARNER and idle > IDLE_STAFF:
        return
    g.signed_in = account
    g.must_unlock = account.is_locked or (account.role is Role.LEARNER and idle > IDLE_LEARNER)
    if request.cookies.get(LANGUAGE_COOKIE) not in LANGUAGES:
        g.language = account.language
    if not g.must_unlock and idle > TOUCH_EVERY:
        begin_write(db.session())
        services.touch_session(db.session(), session_id=account.session_id, now=now)


def _may() -> ResponseReturnValue | None:
    """Default deny: a view without a word about roles is closed, and so is everything not on its list."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "is_public", False):
        return None
    account = g.signed_in
    roles: frozenset[Role] = getattr(view, "allowed_roles", frozenset())
    if account is None:
        if request.method in READS:
            return redirect(url_for("web.join", next=request.full_path.rstrip("?")))
        return redirect(url_for("web.join"))
    if account.role not in roles:
        raise (
            NotFound(_l("There is no such page."))
            if request.method in READS
            else NotAllowed(_l("Your role may not do this."))
        )
    if getattr(view, "is_open_while_locked", False):
        return None
    if account.needs_second_factor:
        return redirect(url_for("accounts.second_factor"))
    if g.must_unlock:
        if request.is_json:
            raise NotAllowed(_l("Enter your PIN to go on. Your answers are kept on this device until then."))
        return redirect(url_for("accounts.unlock", next=request.full_path.rstrip("?")))
    return None


def _end(response: Response) -> Response:
    if not is_writing():
        return response  # there is nothing to keep; the transaction ends with the request
    session = db.session()
    if response.status_code < 400 or g.get("keep_writes", False):
        session.commit()
    else:
        session.rollback()
    return response


def _forget(_error: BaseException | None) -> None:
    set_writing(True)  # as outside requests, where commands write


def _user_of_request(_request: Request) -> SignedIn | None:
    """Flask-Login's `current_user` is whoever the server-side session names; it keeps nothing in cookies itself."""
    return signed_in_or_none()


def init_app(app: Flask) -> None:
    """Hang the steps into the application."""
    login_manager.request_loader(_user_of_request)
    app.before_request(_begin)
    app.before_request(_who)
    app.before_request(_may)
    app.before_request(_write)
    app.after_request(_end)
    app.teardown_request(_forget)

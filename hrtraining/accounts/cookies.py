"""The cookie that carries a session's token, and addresses one may be sent back to."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request, url_for
from werkzeug.wrappers import Response as BaseResponse

from hrtraining.accounts.services import NewSession
from hrtraining.core.settings import current


def cookie_name() -> str:
    """The name of the sign-in cookie; `__Host-` whenever people come over HTTPS (RULES.md 15)."""
    return "__Host-signin" if current().is_https else "signin"


def give_cookie(response: BaseResponse, opened: NewSession) -> BaseResponse:
    """Put the token of a new session into the answer; it ends with the browser."""
    response.set_cookie(
        cookie_name(), opened.token, httponly=True, samesite="Lax", secure=current().is_https, path="/"
    )
    return response


def drop_cookie(response: BaseResponse) -> BaseResponse:
    """Take the sign-in cookie away."""
    response.delete_cookie(cookie_name(), httponly=True, samesite="Lax", secure=current().is_https, path="/")
    return response


def safe_next(target: str | None) -> str:
    """An address of our own to go to, the home page for anything else."""
    home = url_for("web.home")
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return home
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc and parts.path != request.path else home

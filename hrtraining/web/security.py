"""Security headers and the strict content policy on every response, errors included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Response, request

from hrtraining.accounts.guards import signed_in_or_none
from hrtraining.core.settings import Settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)


ALWAYS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
)
HTTP = (*ALWAYS, ("Referrer-Policy", "no-referrer"))
HTTPS = (
    *ALWAYS,
    ("Referrer-Policy", "same-origin"),
    ("Strict-Transport-Security", "max-age=31536000"),
    ("Cross-Origin-Opener-Policy", "same-origin"),  # over HTTP browsers ignore it and complain
)


class _Always:
    """Adds the headers that never change, below Flask: also to a response that Flask did not make."""

    def __init__(self, inner: WSGIApplication, headers: Sequence[tuple[str, str]]) -> None:
        self.inner = inner
        self.headers = list(headers)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            return start_response(status, headers + self.headers, *rest)

        return self.inner(environ, cast("StartResponse", start))


def _freshness(response: Response) -> Response:
    if request.endpoint == "static":
        return response
    headers = response.headers
    headers["Vary"] = "Cookie"
    if signed_in_or_none() is not None or request.method != "GET" or "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response


def init_app(app: Flask, settings: Settings) -> None:
    """Set the headers on everything that leaves."""
    app.after_request(_freshness)
    app.wsgi_app = _Always(app.wsgi_app, HTTPS if settings.is_https else HTTP)  # type: ignore[method-assign]  # as Flask says

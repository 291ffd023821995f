"""Security headers and the strict content policy on every response, errors included."""

from __future__ import annotations

from flask import Flask, Response, request

from hrtraining.accounts.guards import signed_in_or_none
from hrtraining.core.settings import current

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


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.extend(HTTPS if current().is_https else HTTP)
    if request.endpoint == "static":
        return response
    headers["Vary"] = "Cookie"
    if signed_in_or_none() is not None or request.method != "GET" or "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response


def init_app(app: Flask) -> None:
    """Set the headers on everything that leaves."""
    app.after_request(_headers)

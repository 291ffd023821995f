"""Flask with a memory: addresses and the signer of cookies are made once instead of many times a page."""

from __future__ import annotations

import copy
from collections.abc import MutableMapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import Flask, Request, has_request_context, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.templating import Environment
from itsdangerous import BadSignature, URLSafeTimedSerializer

from hrtraining.core import clock


class _Environment(Environment):
    """Gives templates their globals in a plain dict, which Jinja compares ten times faster at every import."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of one template."""
        return {**self.globals, **(d or {})}


class _Sessions(SecureCookieSessionInterface):
    """Keeps the signer of session cookies, which depends on settings alone, and what it has read."""

    _signer: URLSafeTimedSerializer | None = None

    def __init__(self) -> None:
        self._read = lru_cache(maxsize=1024)(self._unsigned)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads session cookies."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request; a cookie that was read before is not unsigned again, only its age is asked."""
        value = request.cookies.get(self.get_cookie_name(app))
        signer = self.get_signing_serializer(app)
        if not value or signer is None:
            return super().open_session(app, request)
        try:
            kept, signed_at = self._read(signer, value)
        except BadSignature:
            return self.session_class()
        if clock.utc_now() - signed_at > app.permanent_session_lifetime:
            return self.session_class()
        is_flat = all(isinstance(one, str) for one in kept.values())
        return self.session_class(kept if is_flat else copy.deepcopy(kept))

    @staticmethod
    def _unsigned(signer: URLSafeTimedSerializer, value: str) -> tuple[dict[str, Any], datetime]:
        kept, signed_at = signer.loads(value, return_timestamp=True)
        return kept, signed_at


class Application(Flask):
    """Flask that remembers the paths `url_for` makes inside requests; they depend on nothing else."""

    jinja_environment = _Environment

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session_interface = _Sessions()
        self._remembered = lru_cache(maxsize=4096)(self._path)

    def url_for(
        self,
        /,
        endpoint: str,
        *,
        _anchor: str | None = None,
        _method: str | None = None,
        _scheme: str | None = None,
        _external: bool | None = None,
        **values: Any,
    ) -> str:
        """The address of an endpoint, as Flask makes it."""
        if has_request_context() and not (_method or _scheme or _external or endpoint.startswith(".")):
            return self._remembered(request.root_path, endpoint, _anchor, tuple(values.items()))
        return super().url_for(
            endpoint, _anchor=_anchor, _method=_method, _scheme=_scheme, _external=_external, **values
        )

    def _path(
        self, _root: str, endpoint: str, anchor: str | None, values: tuple[tuple[str, Any], ...]
    ) -> str:
        return super().url_for(endpoint, _anchor=anchor, **dict(values))

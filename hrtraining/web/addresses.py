"""Makes each address once: a page has a score of them, and most are the same on every page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, has_request_context, request
from werkzeug.routing import IntegerConverter, Map

HIGHEST_ROW = 2**31 - 1


class RowNumber(IntegerConverter):
    """The number of a row in an address; one that no database keeps is no page, instead of a fault."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=HIGHEST_ROW)


class Application(Flask):
    """Flask with row numbers of a bounded size, and a memory for the paths `url_for` makes inside a request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_map.converters["int"] = RowNumber
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

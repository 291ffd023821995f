"""Keeps pages that differ between their readers in nothing but the name and the form token."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import Any

from flask import current_app, render_template, request, session
from markupsafe import escape

from hrtraining.accounts.guards import current_account
from hrtraining.core.i18n import language
from hrtraining.web.templating import form_token

NAME, TOKEN = "\ue000", "\ue001"
"""What stands in a kept page where these two belong: characters for private use, which no text has."""

_PLACES = re.compile(f"([{NAME}{TOKEN}])")

ROOM = 512
"""Pages; a course of 45 lessons in two languages is 90, at about 12 kB each."""


def kept_page(template: str, key: Hashable, values: Callable[[], dict[str, Any]]) -> str | bytes:
    """The page of a template for the reader of this request.

    `key` says all that `values` and the template follow, language and application apart. A page with something to say
    to this reader alone (a message that waits, an address with a question mark) is made anew and not kept.
    """
    if request.query_string or "_flashes" in session:
        return render_template(template, **values())
    kept: dict[Hashable, tuple[bytes, ...]] = current_app.extensions.setdefault("kept_pages", {})
    lang = language()
    place = template, lang, key
    parts = kept.get(place)
    if parts is None:
        page = render_template(template, **values(), reader_name=NAME, csrf_token=lambda: TOKEN)
        parts = tuple(part.encode() for part in _PLACES.split(page))
        while len(kept) >= ROOM:
            kept.pop(next(iter(kept)), None)
        kept[place] = parts
    own = {
        NAME.encode(): str(escape(current_account().display_name(lang))).encode(),
        TOKEN.encode(): form_token().encode(),
    }
    return b"".join(own.get(part, part) for part in parts)

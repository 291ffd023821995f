"""Keeps pages that differ between their readers in nothing but the name and the form token."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from flask import current_app, render_template, request, session
from markupsafe import escape

from hrtraining.accounts.guards import current_account
from hrtraining.core.i18n import language
from hrtraining.web.templating import form_token

NAME, TOKEN = "\ue000", "\ue001"
"""What stands in a kept page where these two belong: characters for private use, which no text has."""

ROOM = 512
"""Pages; a course of 45 lessons in two languages is 90, at about 12 kB each."""


def kept_page(template: str, key: Hashable, values: Callable[[], dict[str, Any]]) -> str:
    """The page of a template for the reader of this request.

    `key` says all that `values` and the template follow, language and application apart. A page with something to say
    to this reader alone (a message that waits, an address with a question mark) is made anew and not kept.
    """
    if request.query_string or "_flashes" in session:
        return render_template(template, **values())
    kept: dict[Hashable, str] = current_app.extensions.setdefault("kept_pages", {})
    lang = language()
    place = template, lang, key
    page = kept.get(place)
    if page is None:
        page = render_template(template, **values(), reader_name=NAME, csrf_token=lambda: TOKEN)
        while len(kept) >= ROOM:
            kept.pop(next(iter(kept)), None)
        kept[place] = page
    return page.replace(TOKEN, form_token()).replace(NAME, str(escape(current_account().display_name(lang))))

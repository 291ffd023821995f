"""A command speaks both languages in one context: neither may keep the sentences of the other."""

from __future__ import annotations

from flask import Flask

from hrtraining.core import i18n
from hrtraining.core.i18n import gettext, language, ngettext, speaking


def said(lang: str) -> tuple[str, str, str]:
    """A sentence, a sentence that counts, and the language of digits."""
    with speaking(lang):
        return gettext("Overview"), ngettext("%(num)s question lags", "%(num)s questions lag", 2), language()


def test_languages_take_turns_in_one_context(app: Flask) -> None:
    i18n._catalogues.clear()
    with app.app_context():
        first = [said(lang) for lang in ("km", "en", "km")]
    assert first[1] == ("Overview", "2 questions lag", "en")
    assert first[0] == first[2]
    assert first[0][2] == "km"
    assert not first[0][0].isascii()
    assert not first[0][1].isascii()


def test_a_language_inside_another_leaves_it_as_it_was(app: Flask) -> None:
    with app.app_context(), speaking("en"):
        with speaking("km"):
            assert not gettext("Overview").isascii()
        assert gettext("Overview") == "Overview"
        assert language() == "en"

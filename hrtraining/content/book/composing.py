"""Writes the HTML of books and sheets: one environment, the words in the language of the paper, Khmer breakable."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hrtraining.content.book import blocks, words
from hrtraining.content.domain import Edition, LawStatement, Source, Text
from hrtraining.content.rendering import ARTICLE, STATUS_NAMES, source_label
from hrtraining.core import pdf
from hrtraining.core.khmer.breaks import BREAK, insert_breaks
from hrtraining.core.khmer.dates import short_date
from hrtraining.core.khmer.digits import number, percent, to_khmer

ABOUT_LAW = Text("សេចក្តីអំពីច្បាប់ ឬគោលនយោបាយ", "Statement on law or policy")


class Composer:
    """Renders templates of `templates/print` for one edition in one language."""

    def __init__(self, edition: Edition, lang: str, *, demonstration: bool) -> None:
        self.edition, self.lang = edition, lang
        self._breaks = breaker(tuple(term.km for term in edition.glossary))
        environment = Environment(
            loader=FileSystemLoader(pdf.THEMES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(
            t=self._say,
            b=self._broken,
            n=lambda value: number(value, lang, 0 if float(value).is_integer() else 1),
            percent=lambda value: percent(value, lang, 0),
            digits=lambda value: to_khmer(value) if lang == "km" else str(value),
            day=lambda value: short_date(value, lang),
            letter=lambda place: words.letter(place, lang),
            source=lambda source: self._broken(source_label(source, lang)),
            law_name=lambda statement: self._broken(law_name(statement, lang)),
            book=self._book,
            sheet=self._sheet,
        )
        environment.globals.update(
            lang=lang,
            edition=edition,
            fingerprint=edition.hash[:12],
            demonstration=words.DEMONSTRATION if demonstration else None,
            draft=None if edition.is_approved else words.DRAFT,
            awaits=words.APPROVED if edition.is_approved else words.AWAITS_REVIEW,
            course=words.COURSE,
            edition_word=words.EDITION,
            label=lambda name, **values: self._broken(words.say(name, lang, **values)),
        )
        self._environment = environment

    # The course's HTML went through the cleaner when it was frozen.
    def _book(self, html: Text, prefix: str) -> Markup:
        return Markup(blocks.for_book(html.in_(self.lang), self.lang, prefix))  # noqa: S704

    def _sheet(self, html: Text) -> Markup:
        return Markup(blocks.for_sheet(html.in_(self.lang)))  # noqa: S704

    def words(self, pair: Text) -> str:
        """A pair of wordings in the language of the paper."""
        return pair.in_(self.lang)

    def _say(self, pair: Text) -> str:
        return self._broken(pair.in_(self.lang))

    def _broken(self, text: str) -> str:
        return text if BREAK in text else self._breaks(text)

    def html(self, template: str, **values: Any) -> str:
        """A whole document from a template under templates/print."""
        return self._environment.get_template(template).render(**values)


def law_name(statement: LawStatement, lang: str) -> str:
    """How a line refers to a law statement: its article, where it has one, and its mark."""
    status = STATUS_NAMES[statement.status].in_(lang)
    if statement.article is None:
        return f"{ABOUT_LAW.in_(lang)} ({status})"
    article = to_khmer(statement.article) if lang == "km" else statement.article
    return f"{ARTICLE.in_(lang).format(number=article)} ({status})"


@lru_cache(maxsize=4)
def breaker(terms: tuple[str, ...]) -> Callable[[str], str]:
    """Puts places for line breaks into short Khmer texts that the edition keeps without, such as titles."""

    @lru_cache(maxsize=8192)
    def broken(text: str) -> str:
        return insert_breaks(text, terms)

    return broken


def reference(source: Source) -> str:
    """What the list of sources is sorted by."""
    return source.short.casefold()

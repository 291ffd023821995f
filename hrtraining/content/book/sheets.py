"""Single sheets of the course: the page to keep, the safety card and poster, a check and a scene on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from hrtraining.content.book import words
from hrtraining.content.book.blocks import label_style
from hrtraining.content.book.composing import Composer
from hrtraining.content.book.rows import law_html, moment_data, question_data
from hrtraining.content.book.scenes import on_paper, shuffled
from hrtraining.content.domain import Module, Question
from hrtraining.core import pdf

STYLESHEET = "book/theme.css"

HANDOUT = "handout"
CARD = "card"
POSTER = "poster"
CHECK = "check"
SCENE = "scene"

_SIZES = {
    HANDOUT: (11.0, 10.5, 10.0, 9.5, 9.0, 8.5),
    CARD: (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0),
    POSTER: (15.0, 14.0, 13.0, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5),
}
"""Sizes of type in points, the largest first: the first that fits is taken."""
_DRAWING = {HANDOUT: 7.0, CARD: 6.0, POSTER: 6.0}
"""Widths of a drawing in sizes of type, so that a smaller type leaves less room to drawings too."""
PAGES = {HANDOUT: 1, CARD: 2, POSTER: 1}


class DoesNotFit(Exception):
    """A text is too long for its sheet even in the smallest type; the message says which."""


def _style(composer: Composer, folder: str, size: float | None, drawing: float) -> Markup:
    theme = (pdf.THEMES / folder / "theme.css").read_text(encoding="utf-8")
    edition, lang = composer.edition, composer.lang
    foot = f"{edition.key} · {edition.hash[:12]}"
    if not edition.is_approved:
        foot = f"{words.DRAFT.in_(lang)} · {foot}"
    style = "khmer" if lang == "km" else "decimal"
    numbers = f"@page{{@bottom-left{{content:'{foot}'}}@bottom-right{{content:counter(page,{style})}}}}"
    type_size = f"html{{font-size:{size}pt}}" if size else ""
    return Markup(f"{numbers}{theme}{type_size}{label_style(drawing)}")  # noqa: S704  # our own style rules


def _fitted(kind: str, render: Callable[[float], str], name: str) -> bytes:
    """The sheet in the largest type in which it has as many pages as it should.

    Raises:
        DoesNotFit: it has more even in the smallest.
    """
    for size in _SIZES[kind]:
        document = pdf.lay_out(render(size), stylesheet=STYLESHEET)
        if len(document.pages) == PAGES[kind]:
            return pdf.bind(document.pages, like=document)
    raise DoesNotFit(f"{name}: {len(document.pages)}")


def handout(composer: Composer, module: Module) -> bytes:
    """The page of a module to keep, one A4 page.

    Raises:
        DoesNotFit: the text is too long for a page.
        ValueError: the module has no such page.
    """
    if module.handout is None:
        raise ValueError(f"{module.key} has no handout")
    title = f"{words.say('handout', composer.lang)} · {module.title.in_(composer.lang)}"

    def render(size: float) -> str:
        style = _style(composer, "handout", size, size * _DRAWING[HANDOUT])
        return composer.html("handout/template.html", module=module, title=title, page_style=style)

    return _fitted(HANDOUT, render, f"{module.key} {composer.lang}")


def safety(composer: Composer, module: Module, kind: str) -> bytes:
    """The wallet card (A6, two sides) or the wall poster (A4) of a module.

    Raises:
        DoesNotFit: the text is too long for the sheet.
        ValueError: the module has no such sheet.
    """
    if kind not in module.sheets:
        raise ValueError(f"{module.key} has no {kind}")
    folder = {CARD: "card", POSTER: "poster-safety"}[kind]

    def render(size: float) -> str:
        style = _style(composer, folder, size, size * _DRAWING[kind])
        return composer.html(
            f"{folder}/template.html",
            html=module.sheets[kind],
            title=words.say(kind, composer.lang),
            page_style=style,
        )

    return _fitted(kind, render, f"{module.key} {kind} {composer.lang}")


def drawn(module: Module, form: int = 1) -> list[Question]:
    """The questions of a paper form: as many as a try has, every objective at least once, in bank order.

    Args:
        module: whose bank.
        form: forms with other numbers hold other questions.
    """
    bank = module.check.scored
    mixed = shuffled(bank, [f"form {form} {question.id}" for question in bank])
    first = {question.objective: question for question in reversed(mixed)}
    chosen = list(first.values())
    chosen += [question for question in mixed if question not in chosen]
    size = max(module.check.draw, len(first))
    taken = {question.id for question in chosen[:size]}
    return [question for question in module.check.questions if question.id in taken or not question.is_scored]


def paper_check(composer: Composer, module: Module, form: int = 1) -> bytes:
    """A knowledge check for the day when the phones fail: the questions, and the key on pages of its own."""
    places = {objective.id: place for place, objective in enumerate(module.objectives, 1)}

    def asked(has_key: bool) -> Sequence[dict[str, Any]]:
        return [
            question_data(composer.edition, question, number, places[question.objective], has_key)
            for number, question in enumerate(drawn(module, form), 1)
        ]

    html = composer.html(
        "paper-check/template.html",
        module=module,
        title=f"{words.say('check', composer.lang)} · {module.title.in_(composer.lang)}",
        page_style=_style(composer, "paper-check", None, 100.0),
        questions=asked(False),
        keyed=asked(True),
        is_book=False,
    )
    return pdf.render_pdf(html, stylesheet=STYLESHEET)


def paper_scene(composer: Composer, module: Module) -> bytes:
    """A scene to play on paper, with the law statements its endings rest on at the end."""
    moments = on_paper(module.scene, module.key)
    laws = dict.fromkeys(name for moment in moments if moment.node.ending for name in moment.node.ending.law)
    html = composer.html(
        "paper-scene/template.html",
        module=module,
        title=f"{words.say('scene', composer.lang)} · {module.scene.title.in_(composer.lang)}",
        page_style=_style(composer, "paper-scene", None, 100.0),
        moments=[moment_data(composer.edition, moment, "scene") for moment in moments],
        law=law_html(composer.edition, tuple(laws)) if laws else None,
        is_book=False,
    )
    return pdf.render_pdf(html, stylesheet=STYLESHEET)

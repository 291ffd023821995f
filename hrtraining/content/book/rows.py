"""What stands in a book, as rows: the same rows in both languages, so that facing pages can be laid side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hrtraining.content.book.scenes import Moment, on_paper, shuffled
from hrtraining.content.book.words import KINDS, TRAINER
from hrtraining.content.cards import law_cards
from hrtraining.content.domain import MATCHING, ORDERING, Edition, Lesson, Module, Option, Question, Text
from hrtraining.content.domain.fragments import paired_blocks, top_blocks

BACK = "back"
"""The mark of rows that stand behind every book."""
_OPENS = re.compile(r"[៖:]\s*(?:</[a-z]+>\s*)*$")
"""A sentence that announces what follows: both belong on one page."""
_SECTION = re.compile(r'^<section id="([^"]+)">\s*<h2[^>]*>(.*?)</h2>\s*(.*)</section>$', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of a book that is not cut in two where it fits a page.

    `keeps_next` holds a heading and what follows on one page; `starts_page` begins a new one; `only` names the
    one kind of book that has the row.
    """

    id: str
    kind: str
    html: Text | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    keeps_next: bool = False
    starts_page: bool = False
    only: str | None = None


def every_row(edition: Edition) -> list[Row]:
    """The rows of the nine modules and of the law, for both kinds of books."""
    rows: list[Row] = []
    for module in edition.modules:
        rows.extend(_module(edition, module))
    rows.extend(_law(edition))
    return rows


def rows_for(rows: Iterable[Row], kind: str) -> list[Row]:
    """The rows of a cadet or a trainer book."""
    return [row for row in rows if row.only in (None, kind)]


def _module(edition: Edition, module: Module) -> Iterator[Row]:
    yield Row(module.key, "module", data={"module": module}, starts_page=True)
    for number, lesson in enumerate(module.lessons, 1):
        yield from _lesson(module, lesson, number)
    yield from (replace(row, only=TRAINER) for row in _guide(module))
    yield from _scene(edition, module)
    for kind in KINDS:
        yield from (replace(row, only=kind) for row in _check(edition, module, kind))


def _lesson(module: Module, lesson: Lesson, number: int) -> Iterator[Row]:
    head = f"{module.key}-{lesson.key}"
    objectives = [objective for objective in module.objectives if objective.id in lesson.objectives]
    yield Row(
        head,
        "lesson",
        data={"lesson": lesson, "number": number, "objectives": objectives},
        keeps_next=True,
    )
    for section in lesson.sections:
        name = f"{head}-{section.id}"
        yield Row(name, "section", html=section.heading, keeps_next=True)
        yield from _blocks(name, section.html)


def _blocks(name: str, html: Text) -> Iterator[Row]:
    for place, block in enumerate(paired_blocks(html)):
        yield Row(f"{name}--{place}", "block", html=block, keeps_next=bool(_OPENS.search(block.km)))


def _paired_sections(html: Text) -> list[tuple[str, Text, Text]]:
    """The sections of a text: id, heading and HTML in both languages.

    Raises:
        ValueError: the frozen text is not built of headed sections.
    """
    km, en = (_split(html.in_(lang)) for lang in ("km", "en"))
    return [
        (name, Text(heading, en[name][0]), Text(body, en[name][1])) for name, (heading, body) in km.items()
    ]


def _split(html: str) -> dict[str, tuple[str, str]]:
    found = {}
    for block in top_blocks(html):
        match = _SECTION.match(block)
        if match is None:
            raise ValueError("a text of headed sections has something beside them")
        found[match[1]] = (match[2], match[3])
    return found


def _guide(module: Module) -> Iterator[Row]:
    head = f"{module.key}-guide"
    yield Row(head, "guide", data={"module": module}, keeps_next=True, starts_page=True)
    for name, heading, html in _paired_sections(module.trainer):
        yield Row(f"{head}-{name}", "section", html=heading, keeps_next=True)
        yield from _blocks(f"{head}-{name}", html)


def _scene(edition: Edition, module: Module) -> Iterator[Row]:
    head = f"{module.key}-scene"
    moments = on_paper(module.scene, module.key)
    yield Row(head, "scene", data={"scene": module.scene}, keeps_next=True, starts_page=True)
    for moment in moments:
        yield Row(f"{head}-{moment.number}", "moment", data=moment_data(edition, moment, head))


def moment_data(edition: Edition, moment: Moment, head: str) -> dict[str, Any]:
    """What the page of a moment needs: the moment, the law statements and sources its ending rests on."""
    ending = moment.node.ending
    return {
        "moment": moment,
        "head": head,
        "law": [edition.law[name] for name in ending.law] if ending else [],
        "sources": [edition.sources[name] for name in ending.sources] if ending else [],
    }


def _check(edition: Edition, module: Module, kind: str) -> Iterator[Row]:
    head = f"{module.key}-{'key' if kind == TRAINER else 'check'}"
    yield Row(
        head,
        "check",
        data={"check": module.check, "has_key": kind == TRAINER},
        keeps_next=True,
        starts_page=True,
    )
    places = {objective.id: place for place, objective in enumerate(module.objectives, 1)}
    for number, question in enumerate(module.check.questions, 1):
        yield Row(
            f"{head}-{number}",
            "question",
            data=question_data(edition, question, number, places[question.objective], kind == TRAINER),
        )


def question_data(
    edition: Edition, question: Question, number: int, objective: int, has_key: bool
) -> dict[str, Any]:
    """What the paper form of a question needs; with its key for the trainer."""
    is_mixed = question.kind in (ORDERING, MATCHING)
    mixed = shuffled(question.options, [f"{question.id} {option.key}" for option in question.options])
    return {
        "question": question,
        "options": mixed if question.kind == ORDERING else question.options,
        "partners": mixed if question.kind == MATCHING else (),
        "answers": _answers(question, mixed) if is_mixed else {},
        "number": number,
        "objective": objective,
        "has_key": has_key,
        "law": [edition.law[name] for name in question.law],
        "sources": [edition.sources[name] for name in question.sources],
    }


def _answers(question: Question, mixed: Sequence[Option]) -> dict[str, int]:
    """What belongs into the box of each option: its place from 1, or the place of its partner from 0."""
    if question.kind == ORDERING:
        return {option.key: place for place, option in enumerate(question.options, 1)}
    return {option.key: mixed.index(option) for option in question.options}


def _law(edition: Edition) -> Iterator[Row]:
    yield Row("law", "chapter", data={"name": "law", "lead": "law_lead"}, keeps_next=True, starts_page=True)
    for statement in edition.law.values():
        yield Row(f"law-{statement.id}", "block", html=law_html(edition, (statement.id,)))


def back_rows(edition: Edition) -> list[Row]:
    """The glossary and the sources, in no order: each language has its own."""
    rows = [Row("glossary", "chapter", data={"name": "glossary", "lead": "proposed_note"}, starts_page=True)]
    rows += [Row(f"term-{term.id}", "term", data={"term": term}) for term in edition.glossary]
    rows.append(Row("sources", "chapter", data={"name": "sources", "lead": None}, starts_page=True))
    rows += [Row(f"source-{name}", "source", data={"source": one}) for name, one in edition.sources.items()]
    return [replace(row, only=BACK, keeps_next=row.kind == "chapter") for row in rows]


def law_html(edition: Edition, names: tuple[str, ...]) -> Text:
    """The cards of law statements with their marks, in both languages."""
    return Text(law_cards(edition, names, "km"), law_cards(edition, names, "en"))

"""Between an edition and the plain body in which it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hrtraining.content.domain.edition import (
    Check,
    Choice,
    Edition,
    Ending,
    Instrument,
    Item,
    LawStatement,
    Lesson,
    Module,
    Node,
    Objective,
    Option,
    Question,
    Scene,
    Section,
    Source,
    Term,
)
from hrtraining.content.domain.evaluation import evaluation_of
from hrtraining.core.i18n import Text

Body = Mapping[str, Any]


def _text(pair: Mapping[str, str]) -> Text:
    return Text(km=pair["km"], en=pair["en"])


def _maybe(pair: Mapping[str, str] | None) -> Text | None:
    return _text(pair) if pair is not None else None


def source_of(row: Body) -> Source:
    """A publication from its record."""
    return Source(
        id=row["id"],
        authors=row.get("authors"),
        title=row.get("title"),
        year=row.get("year"),
        publisher=row["publisher"],
        url=row.get("url"),
        kind=row["kind"],
        status=row["status"],
        note=_maybe(row.get("note")),
        short=row["short"],
    )


def statement_of(row: Body) -> LawStatement:
    """A law statement from its frozen record."""
    return LawStatement(
        id=row["id"],
        article=row["article"],
        text=_text(row["text"]),
        source=row["source"],
        status=row["status"],
        as_of=row["as_of"],
        note=_maybe(row["note"]),
        is_scored=row["is_scored"],
        text_hash=row["text_hash"],
        safe=_maybe(row.get("safe")),
        ask=_maybe(row.get("ask")),
    )


def term_of(row: Body) -> Term:
    """A term from its record."""
    return Term(
        id=row["id"],
        km=row["km"],
        en=row["en"],
        variants=tuple(row["variants"]),
        definition=_maybe(row.get("definition")),
        source=row["source"],
        status=row["status"],
    )


def _lesson(row: Body) -> Lesson:
    return Lesson(
        key=row["key"],
        slug=row["slug"],
        title=_text(row["title"]),
        minutes=row["minutes"],
        objectives=tuple(row["objectives"]),
        sections=tuple(
            Section(one["id"], _text(one["heading"]), _text(one["html"])) for one in row["sections"]
        ),
        sources=tuple(row["sources"]),
    )


def _question(row: Body) -> Question:
    return Question(
        id=row["id"],
        kind=row["kind"],
        objective=row["objective"],
        stem=_text(row["stem"]),
        options=tuple(
            Option(
                one["key"],
                _text(one["text"]),
                _text(one["feedback"]),
                one["is_correct"],
                _maybe(one.get("match")),
            )
            for one in row["options"]
        ),
        sources=tuple(row["sources"]),
        law=tuple(row["law"]),
        model=_maybe(row.get("model")),
    )


def _check(row: Body) -> Check:
    """A knowledge check; in an edition of before there were banks every question is asked."""
    questions = tuple(_question(one) for one in row["questions"])
    return Check(row["pass_percent"], questions, row.get("draw", len(questions)))


def _node(row: Body) -> Node:
    ending = row["ending"]
    return Node(
        id=row["id"],
        text=_text(row["text"]),
        choices=tuple(
            Choice(one["key"], _text(one["text"]), one["to"], _maybe(one["note"])) for one in row["choices"]
        ),
        ending=None
        if ending is None
        else Ending(
            kind=ending["kind"],
            health=_text(ending["health"]),
            legal=_text(ending["legal"]),
            community=_text(ending["community"]),
            law=tuple(ending["law"]),
            sources=tuple(ending["sources"]),
        ),
        objectives=tuple(row.get("objectives", ())),
    )


def _module(row: Body) -> Module:
    scene = row["scene"]
    return Module(
        key=row["key"],
        order=row["order"],
        slug=row["slug"],
        title=_text(row["title"]),
        summary=_text(row["summary"]),
        hours=float(row["hours"]),
        academy_hours=float(row.get("academy_hours", 2 * row["hours"])),
        screen_minutes=row["screen_minutes"],
        objectives=tuple(Objective(one["id"], _text(one)) for one in row["objectives"]),
        lessons=tuple(_lesson(one) for one in row["lessons"]),
        check=_check(row["check"]),
        scene=Scene(
            title=_text(scene["title"]),
            intro=_text(scene["intro"]),
            start=scene["start"],
            nodes={one["id"]: _node(one) for one in scene["nodes"]},
        ),
        trainer=_text(row["trainer"]),
        handout=_maybe(row["handout"]),
        sheets={name: _text(pair) for name, pair in row.get("sheets", {}).items()},
        sources=tuple(row["sources"]),
        law=tuple(row["law"]),
    )


def _instrument(row: Body) -> Instrument:
    return Instrument(
        key=row["key"],
        version=row["version"],
        title=_text(row["title"]),
        note=_text(row["note"]),
        threshold_share=float(row["threshold_share"]),
        items=tuple(
            Item(
                id=one["id"],
                blueprint=one["blueprint"],
                seq=one["seq"],
                kind=one["kind"],
                construct=one["construct"],
                scale=one["scale"],
                module=one["module"],
                stem=_text(one["stem"]),
                codes=tuple(one["codes"]),
                favourable=frozenset(one["favourable"]),
                law=tuple(one["law"]),
                sources=tuple(one["sources"]),
                rationale=_text(one["rationale"]),
                is_pending_legal_review=one["pending_legal_review"],
                stem_b=_text(one["stem_b"]) if "stem_b" in one else None,
            )
            for one in row["items"]
        ),
        scales={
            name: {code: _text(label) for code, label in codes.items()}
            for name, codes in row["scales"].items()
        },
        constructs={letter: _text(name) for letter, name in row["constructs"].items()},
    )


def edition_of(body: Body, *, edition_id: int, content_hash: str, is_approved: bool) -> Edition:
    """The edition that a stored body holds."""
    return Edition(
        id=edition_id,
        key=body["key"],
        hash=content_hash,
        title=_text(body["title"]),
        front=_text(body["front"]),
        is_approved=is_approved,
        modules=tuple(_module(row) for row in body["modules"]),
        instruments={row["key"]: _instrument(row) for row in body["instruments"]},
        law={row["id"]: statement_of(row) for row in body["law"]},
        sources={row["id"]: source_of(row) for row in body["sources"]},
        glossary=tuple(term_of(row) for row in body["glossary"]),
        evaluation=evaluation_of(body["evaluation"]) if body.get("evaluation") else None,
    )

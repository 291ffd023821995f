"""Draws the questions of one try from a bank, and mixes what must not stand in its right order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hrtraining.content.domain.edition import MATCHING, ORDERING, Check, Option, Question
from hrtraining.core.i18n import Text
from hrtraining.core.khmer.digits import to_khmer

LETTERS = Text("កខគឃងចឆជ", "abcdefgh")
"""What the lines of a printed question are called in each language."""


def _rank(seed: str) -> Callable[[str], str]:
    """An order that looks random, is the same for the same seed on every machine, and needs no state."""
    return lambda name: hashlib.sha256(f"{seed}|{name}".encode()).hexdigest()


def draw(check: Check, seed: str) -> tuple[Question, ...]:
    """The questions of one try in the order of the bank: `check.draw` that count, then the reflection.

    Every objective that the bank tests comes at least once, as long as `draw` is not below their number.
    """
    rank = _rank(seed)
    ranked = sorted(check.scored, key=lambda question: rank(question.id))
    first = {question.objective: question.id for question in reversed(ranked)}
    must = [question.id for question in ranked if first[question.objective] == question.id]
    rest = [question.id for question in ranked if question.id not in must]
    taken = set([*must, *rest][: check.draw])
    return (
        *(question for question in check.scored if question.id in taken),
        *(question for question in check.questions if not question.is_scored),
    )


def mixed(question: Question, seed: str) -> tuple[Option, ...]:
    """The options of a question as they are shown: an ordering and the partners of a matching are mixed."""
    options = question.options
    if question.kind not in (ORDERING, MATCHING):
        return options
    rank = _rank(f"{seed}|{question.id}")
    shown = tuple(sorted(options, key=lambda option: rank(option.key)))
    return shown if shown != options else (*shown[1:], shown[0])


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question as it goes on paper: `lines` to mark, number or join, `partners` on the other side.

    `answer` is what a marker looks for: letters of the right lines, letters in the right order, or pairs such
    as a3; for a reflection the good answer to compare with.
    """

    id: str
    kind: str
    stem: Text
    lines: tuple[tuple[Text, Text], ...]
    partners: tuple[tuple[int, Text], ...]
    answer: Text


def _letters(options: Sequence[Option], wanted: Sequence[str]) -> Text:
    places = [next(at for at, option in enumerate(options) if option.key == key) for key in wanted]
    return Text(" ".join(LETTERS.km[at] for at in places), " ".join(LETTERS.en[at] for at in places))


def on_paper(question: Question, seed: str) -> PaperQuestion:
    """One question with its lines lettered and its answer, mixed by the seed where it must be."""
    shown = mixed(question, seed)
    lines = question.options if question.kind == MATCHING else shown
    partners = (
        tuple((at, option.match) for at, option in enumerate(shown, 1) if option.match is not None)
        if question.kind == MATCHING
        else ()
    )
    if not question.is_scored:
        answer = question.model or Text("", "")
    elif question.kind == MATCHING:
        pairs = [
            (line, next(at for at, option in enumerate(shown, 1) if option.key == one.key))
            for line, one in enumerate(lines)
        ]
        answer = Text(
            " ".join(f"{LETTERS.km[line]}{to_khmer(at)}" for line, at in pairs),
            " ".join(f"{LETTERS.en[line]}{at}" for line, at in pairs),
        )
    else:
        wanted = [option.key for option in question.options if option.is_correct or question.kind == ORDERING]
        answer = _letters(lines, wanted)
    return PaperQuestion(
        id=question.id,
        kind=question.kind,
        stem=question.stem,
        lines=tuple((Text(LETTERS.km[at], LETTERS.en[at]), option.text) for at, option in enumerate(lines)),
        partners=partners,
        answer=answer,
    )

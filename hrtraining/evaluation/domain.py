"""What one learner says of a workshop, when it may be said, and how often each answer was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from hrtraining.content.domain import Evaluation

Opinion = Mapping[str, str]
"""What one learner says: codes by question; a question that was left out is absent."""
Counts = dict[str, dict[str, int]]
"""How often each answer was given, by question and code."""


class Standing(StrEnum):
    """What stands between a learner and the questions about the workshop."""

    READY = "ready"
    NOT_ASKED = "not_asked"
    POST_FIRST = "post_first"
    GIVEN = "given"
    CLOSED = "closed"


def standing(*, is_asked: bool, has_given: bool, is_closed: bool, post_submitted: bool) -> Standing:
    """Whether a learner may answer: once, after the own post-test, until the workshop is closed."""
    if not is_asked:
        return Standing.NOT_ASKED
    if has_given:
        return Standing.GIVEN
    if is_closed:
        return Standing.CLOSED
    return Standing.READY if post_submitted else Standing.POST_FIRST


def choices(asked: Evaluation, modules: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The codes that answer each question of a workshop with these modules, in the order of the page."""
    return {one.id: tuple(asked.scale) for one in asked.statements} | {
        one.id: asked.choices(one, tuple(modules)) for one in asked.module_questions
    }


def is_possible(opinion: Opinion, asked: Evaluation, modules: Sequence[str]) -> bool:
    """Whether every answer is one of the choices of its question."""
    known = choices(asked, modules)
    return all(code in known.get(question, ()) for question, code in opinion.items())


def counted(opinions: Iterable[Opinion], asked: Evaluation, modules: Sequence[str]) -> Counts:
    """How often each answer was given; who left a question out counts in none of its answers."""
    counts = {question: dict.fromkeys(codes, 0) for question, codes in choices(asked, modules).items()}
    for opinion in opinions:
        for question, code in opinion.items():
            counts[question][code] += 1
    return counts

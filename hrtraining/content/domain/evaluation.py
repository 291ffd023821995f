"""What learners are asked about their workshop: statements with one scale, and choices among the modules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrtraining.core.i18n import Text

SCALE = ("1", "2", "3", "4", "5")
"""The codes of the scale, from the most against to the most for; 3 takes no side."""
NO_MODULE = "none"
"""The code of the answer that names no module."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence about the workshop, answered with a code of the scale."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class ModuleQuestion:
    """A question answered with one of the modules; `none` is the word for no module where that is an answer."""

    id: str
    text: Text
    none: Text | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The questions about a workshop; `version` changes with every word or order and is never pooled."""

    version: str
    title: Text
    scale: Mapping[str, Text]
    statements: tuple[Statement, ...]
    module_questions: tuple[ModuleQuestion, ...]

    def choices(self, question: ModuleQuestion, modules: tuple[str, ...]) -> tuple[str, ...]:
        """The codes that answer a question about these modules."""
        return (*modules, NO_MODULE) if question.none is not None else modules


def evaluation_of(row: Mapping[str, Any]) -> Evaluation:
    """The questions from their frozen record."""

    def text(pair: Mapping[str, str]) -> Text:
        return Text(km=pair["km"], en=pair["en"])

    return Evaluation(
        version=row["version"],
        title=text(row["title"]),
        scale={code: text(pair) for code, pair in row["scale"].items()},
        statements=tuple(Statement(one["id"], text(one["text"])) for one in row["questions"]),
        module_questions=tuple(
            ModuleQuestion(one["id"], text(one["text"]), text(one["none"]) if one["none"] else None)
            for one in row["modules"]
        ),
    )

"""When a module is complete and how a knowledge check is marked, in plain Python (RULES.md 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ModuleShape:
    """What a module asks for: its lessons and the share of its check that passes."""

    key: str
    lessons: tuple[str, ...]
    pass_percent: int


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """What a learner has done of one module."""

    lessons_opened: frozenset[str] = frozenset()
    best_right: int = 0
    best_total: int = 0
    tries: int = 0
    endings: int = 0

    @property
    def best_share(self) -> Fraction:
        """The best share of right answers so far, 0 when the check was never tried."""
        return Fraction(self.best_right, self.best_total) if self.best_total else Fraction(0)


def lessons_done(shape: ModuleShape, progress: ModuleProgress) -> bool:
    """Whether every lesson was opened."""
    return set(shape.lessons) <= progress.lessons_opened


def check_passed(shape: ModuleShape, progress: ModuleProgress) -> bool:
    """Whether the best try reached the share that passes."""
    return progress.best_total > 0 and progress.best_share * 100 >= shape.pass_percent


def is_complete(shape: ModuleShape, progress: ModuleProgress) -> bool:
    """Every lesson opened, one ending of the scene reached, the check passed (RULES.md 7)."""
    return lessons_done(shape, progress) and progress.endings > 0 and check_passed(shape, progress)


def is_right(given: Sequence[str], right: Sequence[str]) -> bool:
    """Whether a question was answered right: exactly what is right, in the order in which both are written."""
    return bool(given) and tuple(given) == tuple(right)


def mark(answers: Mapping[str, Sequence[str]], key: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    """How many questions of a try were answered right, and how many there are."""
    right = sum(is_right(answers.get(question, ()), correct) for question, correct in key.items())
    return right, len(key)


def mark_again(
    answers: Mapping[str, Sequence[str]],
    keys: Mapping[str, Sequence[Sequence[str]]],
    *,
    right_so_far: int,
) -> int:
    """How many questions of a try are right when some key was wrong: what any of the keys calls right counts.

    Nobody loses by a mistake of the course, so the number never falls (F-47).

    Args:
        answers: what was answered, by question.
        keys: of each question the key it was answered under, and the corrected one where there is one.
        right_so_far: the number that stands now.
    """
    right = sum(
        any(is_right(given, key) for key in keys.get(question, ())) for question, given in answers.items()
    )
    return max(right, right_so_far)

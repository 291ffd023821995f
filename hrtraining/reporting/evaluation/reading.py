"""Reads what learners thought of closed workshops and lets it out through the gate, apart from the 33 items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.content import queries as content_queries
from hrtraining.content.domain import NO_MODULE, Edition, Evaluation
from hrtraining.core.i18n import Text
from hrtraining.evaluation import queries as evaluation_queries
from hrtraining.evaluation.queries import ResultRow
from hrtraining.reporting import queries, releases
from hrtraining.reporting.domain.evaluation_cells import FINEST
from hrtraining.reporting.domain.scope import ClosedWorkshop
from hrtraining.reporting.models import FrozenWorkshop

if TYPE_CHECKING:
    from hrtraining.reporting.domain.evaluation_release import GroupFigures, Heard, Opinions
    from hrtraining.reporting.domain.masking import Marks
    from hrtraining.reporting.domain.published import Shown

FOR, NEITHER, AGAINST = "for", "neither", "against"
SIDES = {"5": FOR, "4": FOR, "3": NEITHER, "2": AGAINST, "1": AGAINST}
"""What an answer on the scale counts as; the five codes are read as three sides, so that fewer are rare."""

_DECIDED: dict[str, Opinions] = {}
"""What the gate decided, by everything it was given; results never change, so it needs no other care."""
_KEPT = 8
"""So many states of the gate; the oldest goes first."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The opinions to one wording of the questions: the questions, and what may be read."""

    asked: Evaluation
    edition: Edition
    opinions: Opinions
    sent: int | None
    """How many people of the workshops behind the nation's figures sent the post-test, so that they could answer.

    None where that is not the number the report itself prints: less the flow of the academies that are shown, a number
    of other workshops would be that of a hidden one.
    """

    def module(self, code: str) -> Text:
        """The title of a module that was chosen, or the word for none."""
        module = self.edition.module(code)
        none = next((one.none for one in self.asked.module_questions if one.none is not None), None)
        return module.title if module else none if code == NO_MODULE and none else Text(code, code)


def _read(row: ResultRow, asked: Evaluation, academy_id: int, period: int) -> Heard:
    from hrtraining.reporting.domain.evaluation_release import Heard

    parts: dict[str, dict[str, int]] = {}
    statements = {one.id for one in asked.statements}
    for question, counts in row.counts.items():
        parts[question] = dict(counts)
        if question in statements:
            parts[question] = dict.fromkeys((FOR, NEITHER, AGAINST), 0)
            for code, n in counts.items():
                parts[question][SIDES[code]] += n
    code = queries.academy_code(academy_id)
    return Heard(ClosedWorkshop(row.workshop_id, code, period, row.opinions), parts)


def _questions(asked: Evaluation, edition: Edition, heard: Sequence[Heard]) -> dict[str, tuple[str, ...]]:
    """The parts of each question: three sides, or the modules that could be chosen anywhere, in teaching order."""
    found: dict[str, tuple[str, ...]] = {one.id: (FOR, NEITHER, AGAINST) for one in asked.statements}
    order = [*(module.key for module in edition.modules), NO_MODULE]
    for one in asked.module_questions:
        codes = {code for row in heard for code in row.parts.get(one.id, {})}
        found[one.id] = (*(code for code in order if code in codes), *sorted(codes - set(order)))
    return found


def _evaluated(
    session: Session,
    rows: Sequence[ResultRow],
    places: Mapping[int, tuple[int, int]],
    sent: Mapping[int, int],
    flows: Sequence[frozenset[int]] = (),
) -> Evaluated | None:
    """What was said, from results of one version; `places` are academy and period by workshop.

    `flows` are the sets of workshops whose flow the report prints as one.
    """
    from hrtraining.reporting.domain.evaluation_release import opinions

    edition = content_queries.edition_by_id(session, rows[-1].edition_id)
    asked = edition.evaluation
    if asked is None:
        return None
    heard = [_read(row, asked, *places[row.workshop_id]) for row in rows]
    questions = _questions(asked, edition, heard)
    state = sha256(repr((heard, questions)).encode()).hexdigest()
    found = _DECIDED.get(state)
    if found is None:
        found = opinions(heard, questions)
        while len(_DECIDED) >= _KEPT:
            _DECIDED.pop(next(iter(_DECIDED)), None)
        _DECIDED[state] = found
    able = _who_sent(found.scope.national, sent)
    is_printed = any(able == _who_sent(flow, sent) for flow in flows)
    return Evaluated(asked, edition, found, sum(sent[key] for key in able) if is_printed else None)


def _sent_post(flow: Mapping[str, int]) -> int:
    """How many people of a workshop sent the post-test, in time or late."""
    return flow.get("post", 0) + flow.get("late", 0)


def _who_sent(keys: Iterable[int], sent: Mapping[int, int]) -> frozenset[int]:
    """The workshops among these in which somebody sent the post-test."""
    return frozenset(key for key in keys if sent.get(key))


def _printed_flows(session: Session, last_period: int | None) -> list[frozenset[int]]:
    """The workshops behind the flow of the nation, for each version of the test."""
    return [
        releases.release(session, version).scope.national
        for version in queries.versions(session, last_period=last_period)
    ]


def published(
    session: Session, *, last_period: int | None = None, workshop_id: int | None = None
) -> Evaluated | None:
    """The opinions of published workshops to the wording used last, or to that of one workshop.

    With `last_period` as it was when that period was the last one. None when nothing was said.
    """
    given = evaluation_queries.results(session)
    if not given:
        return None
    frozen = session.execute(
        select(
            FrozenWorkshop.workshop_id,
            FrozenWorkshop.academy_id,
            FrozenWorkshop.period_id,
            FrozenWorkshop.flow,
        )
        .where(*queries.published_by(last_period))
        .order_by(FrozenWorkshop.closed_at, FrozenWorkshop.workshop_id)
    ).all()
    closed = {row.workshop_id for row in frozen}
    by_id = {row.workshop_id: row for row in given if row.workshop_id in closed}
    rows = [by_id[row.workshop_id] for row in frozen if row.workshop_id in by_id]
    if not rows or (workshop_id is not None and workshop_id not in by_id):
        return None
    version = by_id[workshop_id].version if workshop_id is not None else rows[-1].version
    places = {row.workshop_id: (row.academy_id, row.period_id or 0) for row in frozen}
    sent = {row.workshop_id: _sent_post(row.flow) for row in frozen}
    flows = _printed_flows(session, last_period) if workshop_id is None else ()
    return _evaluated(session, [row for row in rows if row.version == version], places, sent, flows)


def own(session: Session, workshop_id: int) -> Evaluated | None:
    """The opinions of a trainer's own closed workshop alone, published or not; None when nothing was said."""
    frozen = session.get(FrozenWorkshop, workshop_id)
    rows = evaluation_queries.results(session, [workshop_id])
    if frozen is None or not rows:
        return None
    sent = {workshop_id: _sent_post(frozen.flow)}
    return _evaluated(session, rows, {workshop_id: (frozen.academy_id, 0)}, sent)


def _sent(found: Evaluated) -> Shown:
    from hrtraining.reporting.domain import published as figures

    hidden = found.sent is None or found.opinions.nation is None
    return figures.Shown(None, mark=figures.HIDDEN) if hidden else figures.Shown(found.sent)


def as_json(found: Evaluated, *, keys: Mapping[str, str], marks: Marks) -> dict[str, Any]:
    """The figures for the report of the nation: a block of its own beside everything of the 33 items.

    `keys` are the printed keys of the academies by the codes of the gate. Shares are whole per cent.
    """
    path, gate = "workshop_evaluation", found.opinions

    def nest(here: str, group: GroupFigures) -> dict[str, Any]:
        return {
            "n_opinions": group.opinions,
            "n_workshops": group.workshops,
            "answered": {
                name: marks.put(f"{here}.answered.{name}", one.answered)
                for name, one in group.questions.items()
            },
            "percent": {
                name: {
                    part: marks.put(f"{here}.percent.{name}.{part}", shown)
                    for part, shown in one.shares.items()
                }
                for name, one in group.questions.items()
            },
        }

    states = {
        key: "shown" if code in gate.academies else "suppressed" if code in gate.scope.hidden else "none"
        for code, key in keys.items()
    }
    return {
        "kirkpatrick_level": 1,
        "questions_version": found.asked.version,
        "rounded_to_points": FINEST,
        "n_sent_post": marks.put(f"{path}.n_sent_post", _sent(found)),
        "national": nest(f"{path}.national", gate.nation) if gate.nation else None,
        "academies": {
            keys[code]: nest(f"{path}.academies.{keys[code]}", group)
            for code, group in gate.academies.items()
            if code in keys
        },
        "published": {"academies": states, "national": "shown" if gate.nation else "suppressed"},
    }

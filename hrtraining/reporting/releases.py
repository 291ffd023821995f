"""Reads what was published with the gate's verdict about it; answers only when a group is asked for, and only its own.

A state of publication is an instrument version up to a period. It never changes (CONVENTIONS.md 16 and 20), so its
verdict is kept in the database when a period closes, and what is computed of it is kept in the process.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Result, Row, Text, TextualSelect, bindparam, cast, delete, select
from sqlalchemy.orm import Session

from hrtraining.core.db import IN_BYTES, worded
from hrtraining.reporting import queries
from hrtraining.reporting.domain.scope import ClosedWorkshop
from hrtraining.reporting.models import KeptVerdict
from hrtraining.reporting.queries import FROZEN, Version
from hrtraining.reporting.software import gate_digest

if TYPE_CHECKING:
    from hrtraining.reporting.domain.behind import Behind
    from hrtraining.reporting.domain.instrument import Key
    from hrtraining.reporting.domain.release import Release, Verdict

    Frozen = Row[int, int, int | None, str, str, bytes]

_VERDICT = KeptVerdict.__table__.c
_THIS_VERDICT = (
    _VERDICT.instrument_version == bindparam("version"),
    _VERDICT.period_id == bindparam("period"),
)
_HASHES = select(_VERDICT.data_hash, _VERDICT.body_hash).where(
    *_THIS_VERDICT, _VERDICT.software == bindparam("software")
)
_KEPT = worded(_HASHES)
_KEPT_WHOLE = worded(_HASHES.add_columns(_VERDICT.body).execution_options(**IN_BYTES))

_PUBLISHED = (
    *queries.published_by(bindparam("period")),
    FROZEN.instrument_version == bindparam("version"),
)
_FINGERPRINTS = (
    select(
        FROZEN.workshop_id, FROZEN.academy_id, FROZEN.period_id, FROZEN.body_hash, FROZEN.flow, FROZEN.pairs
    )
    .where(*_PUBLISHED)
    .order_by(FROZEN.workshop_id)
)
_COLUMNS = select(
    FROZEN.workshop_id,
    FROZEN.academy_id,
    FROZEN.period_id,
    FROZEN.body_hash,
    # read as it is kept, to be understood for all workshops at once
    cast(FROZEN.flow, Text).label("flow"),
    FROZEN.body,
).execution_options(**IN_BYTES)


def _rows_of(*which: ColumnElement[bool]) -> TextualSelect:
    # SQLite sorts the numbers and takes the rows in their order; else it would sort the rows with all their answers
    wanted = select(FROZEN.workshop_id).where(*_PUBLISHED, *which).correlate(None)
    return worded(_COLUMNS.where(FROZEN.workshop_id.in_(wanted)).order_by(FROZEN.workshop_id))


_ROWS = {
    "nation": _rows_of(),
    "academy": _rows_of(FROZEN.academy_id == bindparam("number")),
    "workshop": _rows_of(FROZEN.workshop_id == bindparam("number")),
}
"""The published workshops behind a group of each kind."""

KEPT_STATES = 8
ROWS_AT_ONCE = 500
"""Rows that the connection holds at a time: all of them would be the answers once more, on PostgreSQL twice as long."""
GATE = gate_digest()
"""Of the files as they were when this process began; later they may be those of another program."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of publication: an instrument version with its key, up to a period."""

    version: str
    period: int
    key: Key

    @property
    def values(self) -> dict[str, object]:
        """What statements about it are asked with."""
        return {"version": self.version, "period": self.period}


@dataclass(frozen=True, slots=True)
class Known:
    """What a process knows of a state: the verdict, the fingerprint of its data, and what was computed of it."""

    verdict: Verdict
    data_hash: str
    computed: dict[object, Any]


RELEASES: dict[str, Known] = {}
"""What this process knows of states of publication, by their fingerprints; they never change."""


def release(session: Session, version: Version) -> Release:
    """Everything published under one instrument version, up to its last period."""
    from hrtraining.reporting.domain.release import released

    state = state_of(session, version)
    known = _known(session, state)

    def load(kind: str, name: str) -> Behind:
        found = rows(session, state, kind, name)
        return _behind(state.key, found, known.verdict, expected=known.verdict.expected(kind, name))

    return released(state.key, known.verdict, load, data_hash=known.data_hash, kept=known.computed)


def own_workshop(session: Session, workshop_id: int) -> Release | None:
    """A trainer's own closed workshop as a release of its own, or None while it is not frozen or has no test."""
    from hrtraining.reporting.domain.release import released, verdict

    line = queries.frozen_workshop(session, workshop_id)
    if line is None:
        return None
    row = session.execute(_COLUMNS.where(FROZEN.workshop_id == workshop_id)).one()
    key = queries.key_of(session, edition_id=line.edition_id, instrument_key=line.key)
    found = _behind(key, [row])
    return released(key, verdict(found), lambda _kind, _name: found, data_hash=row.body_hash)


def keep_verdicts(session: Session) -> None:
    """Keep the verdict of what is published now, of every instrument version, where it is not kept already."""
    from hrtraining.reporting.domain.keeping import packed

    for version in queries.versions(session):
        state = state_of(session, version)
        if _kept(session, state, _KEPT).one_or_none() is not None:
            continue
        known = _decided(session, state)
        body = packed(known.verdict)
        session.execute(delete(KeptVerdict).where(*_THIS_VERDICT), state.values)
        session.add(
            KeptVerdict(
                instrument_version=state.version,
                period_id=state.period,
                software=GATE,
                data_hash=known.data_hash,
                body=body,
                body_hash=sha256(body).hexdigest(),
            )
        )
        session.flush()


def state_of(session: Session, version: Version) -> State:
    """The state of publication of an instrument version up to its last period."""
    key = queries.key_of(session, edition_id=version.edition_id, instrument_key=version.key)
    return State(version.version, version.period, key)


def _known(session: Session, state: State) -> Known:
    # to a process that knows no state yet the body comes along, which is one statement less
    is_first = not RELEASES
    kept = _kept(session, state, _KEPT_WHOLE if is_first else _KEPT).one_or_none()
    if kept is None:
        return _decided(session, state)
    # different data can have the same verdict
    name = f"{state.version}.{kept.data_hash}.{kept.body_hash}"
    known = RELEASES.get(name)
    if known is None:
        whole = kept if is_first else _kept(session, state, _KEPT_WHOLE).one()
        known = _remember(name, _unpacked(whole))
    return known


def _kept(session: Session, state: State, query: TextualSelect) -> Result[Any]:
    return session.execute(query, {**state.values, "software": GATE})


def _unpacked(kept: Row[Any]) -> Known:
    from hrtraining.reporting.domain.keeping import unpacked

    if sha256(kept.body).hexdigest() != kept.body_hash:
        raise ValueError("a kept verdict was changed")
    return Known(unpacked(kept.body), kept.data_hash, {})


def _decided(session: Session, state: State) -> Known:
    """The verdict made anew from everything that was frozen."""
    from hrtraining.reporting.domain.release import verdict

    lines, expected = list[str](), 0
    for r in session.execute(_FINGERPRINTS, state.values):
        lines.append(f"{r.workshop_id}.{r.academy_id}.{r.period_id}.{r.body_hash}.{r.flow}")
        expected += r.pairs
    data_hash = sha256("|".join(lines).encode()).hexdigest()
    del lines
    name = f"{state.version}.{data_hash}"
    known = RELEASES.get(name)
    if known is not None:
        return known
    found = _behind(state.key, rows(session, state, "nation", ""), expected=expected)
    return _remember(name, Known(verdict(found), data_hash, {}))


def _remember(name: str, known: Known) -> Known:
    while len(RELEASES) >= KEPT_STATES:
        RELEASES.pop(next(iter(RELEASES)), None)
    RELEASES[name] = known
    return known


def rows(session: Session, state: State, kind: str, name: str) -> Iterator[Frozen]:
    """The published workshops of the nation, of an academy by its code, or one workshop, to be let go one by one."""
    values = {**state.values, "number": int(name or 0)}
    found = session.execute(_ROWS[kind], values, execution_options={"yield_per": ROWS_AT_ONCE})
    for some in found.partitions():
        yield from some


def _behind(key: Key, rows: Iterable[Frozen], decided: Verdict | None = None, *, expected: int = 0) -> Behind:
    """The scored pairs of frozen workshops, about `expected`; checked against the verdict that was made of them before.

    Raises:
        ValueError: what was published was changed since.
    """
    import numpy as np

    from hrtraining.reporting.domain.behind import behind, profiles
    from hrtraining.reporting.domain.gathering import gathered

    heads = _Heads()
    answers = gathered(heads.bodies(rows), queries.characters(key), expected=expected)
    pairs = np.bincount(answers.part, minlength=len(heads.found)).tolist()
    if decided is None:
        of_parts = profiles(answers.part, answers.tags, answers.names, parts=len(pairs))
    else:
        of_parts = [{}] * len(pairs)
        if [decided.pairs.get(workshop) for workshop, *_ in heads.found] != pairs:
            raise ValueError("what was published was changed after closing")
    flows = json.loads(f"[{','.join(heads.flows)}]")
    parts = [
        (ClosedWorkshop(*head, n, found), flow)
        for head, n, found, flow in zip(heads.found, pairs, of_parts, flows, strict=True)
    ]
    return behind(key, parts, answers)


class _Heads:
    """What the rows of frozen workshops say beside their answers: workshop, academy and period, and the flow."""

    def __init__(self) -> None:
        self.found, self.flows = list[tuple[int, str, int]](), list[str]()

    def bodies(self, rows: Iterable[Frozen]) -> Iterator[tuple[bytes, str]]:
        """The answers of each row with their hash; the row itself is let go."""
        codes: dict[int, str] = {}
        for workshop, academy, period, body_hash, flow, body in rows:
            code = codes.get(academy) or codes.setdefault(academy, queries.academy_code(academy))
            self.found.append((workshop, code, period or 0))
            self.flows.append(flow)
            yield body, body_hash

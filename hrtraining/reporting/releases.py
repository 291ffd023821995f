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

from sqlalchemy import ColumnElement, Row, Text, cast, delete, select
from sqlalchemy.orm import Session

from hrtraining.core.db import IN_BYTES
from hrtraining.reporting import queries
from hrtraining.reporting.models import KeptVerdict
from hrtraining.reporting.queries import FROZEN, Version
from hrtraining.reporting.software import gate_digest

if TYPE_CHECKING:
    from hrtraining.reporting.domain.behind import Behind
    from hrtraining.reporting.domain.instrument import Key
    from hrtraining.reporting.domain.release import Release, Verdict

    Frozen = Row[int, int, int | None, str, str, bytes]

_VERDICT = KeptVerdict.__table__.c

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
    def published(self) -> list[ColumnElement[bool]]:
        """The frozen workshops of it."""
        return [*queries.published_by(self.period), FROZEN.instrument_version == self.version]


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
        expected = sum(known.verdict.pairs.values()) if kind == "nation" else 0
        return _behind(state.key, _rows(session, state, kind, name), known.verdict, expected=expected)

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
        if _kept(session, state) is not None:
            continue
        known = _decided(session, state)
        body = packed(known.verdict)
        session.execute(delete(KeptVerdict).where(*_kept_of(state)))
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
    kept = _kept(session, state)
    if kept is None:
        return _decided(session, state)
    # different data can have the same verdict
    name = f"{state.version}.{kept.data_hash}.{kept.body_hash}"
    known = RELEASES.get(name)
    return known or _remember(name, _unpacked(session, state, kept.data_hash, kept.body_hash))


def _kept_of(state: State) -> list[ColumnElement[bool]]:
    return [_VERDICT.instrument_version == state.version, _VERDICT.period_id == state.period]


def _kept(session: Session, state: State) -> Row[str, str] | None:
    return session.execute(
        select(_VERDICT.data_hash, _VERDICT.body_hash).where(*_kept_of(state), _VERDICT.software == GATE)
    ).one_or_none()


def _unpacked(session: Session, state: State, data_hash: str, body_hash: str) -> Known:
    from hrtraining.reporting.domain.keeping import unpacked

    query = select(_VERDICT.body).where(*_kept_of(state)).execution_options(**IN_BYTES)
    body = session.execute(query).scalar_one()
    if sha256(body).hexdigest() != body_hash:
        raise ValueError("a kept verdict was changed")
    return Known(unpacked(body), data_hash, {})


def _decided(session: Session, state: State) -> Known:
    """The verdict made anew from everything that was frozen."""
    from hrtraining.reporting.domain.release import verdict

    lines, expected = list[str](), 0
    for r in session.execute(_FINGERPRINTS.where(*state.published).order_by(FROZEN.workshop_id)):
        lines.append(f"{r.workshop_id}.{r.academy_id}.{r.period_id}.{r.body_hash}.{r.flow}")
        expected += r.pairs
    data_hash = sha256("|".join(lines).encode()).hexdigest()
    del lines
    name = f"{state.version}.{data_hash}"
    known = RELEASES.get(name)
    if known is not None:
        return known
    found = _behind(state.key, _rows(session, state, "nation", ""), expected=expected)
    return _remember(name, Known(verdict(found), data_hash, {}))


def _remember(name: str, known: Known) -> Known:
    while len(RELEASES) >= KEPT_STATES:
        RELEASES.pop(next(iter(RELEASES)), None)
    RELEASES[name] = known
    return known


_FINGERPRINTS = select(
    FROZEN.workshop_id, FROZEN.academy_id, FROZEN.period_id, FROZEN.body_hash, FROZEN.flow, FROZEN.pairs
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


def _rows(session: Session, state: State, kind: str, name: str) -> Iterable[Frozen]:
    """The published workshops of the nation, of an academy by its code, or one workshop."""
    if kind == "workshop":
        return session.execute(_COLUMNS.where(*state.published, FROZEN.workshop_id == int(name)))
    wanted = select(FROZEN.workshop_id).where(*state.published)
    if kind == "academy":
        wanted = wanted.where(FROZEN.academy_id == int(name))
    # SQLite sorts the numbers and takes the rows in their order; else it would sort the rows with all their answers
    query = _COLUMNS.where(FROZEN.workshop_id.in_(wanted.correlate(None)))
    return session.execute(query.order_by(FROZEN.workshop_id).execution_options(yield_per=ROWS_AT_ONCE))


def _behind(key: Key, rows: Iterable[Frozen], decided: Verdict | None = None, *, expected: int = 0) -> Behind:
    """The scored pairs of frozen workshops, about `expected`; checked against the verdict that was made of them before.

    Raises:
        ValueError: what was published was changed since.
    """
    import numpy as np

    from hrtraining.reporting.domain.behind import behind, profiles
    from hrtraining.reporting.domain.gathering import gathered
    from hrtraining.reporting.domain.scope import ClosedWorkshop

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

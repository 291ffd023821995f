"""The dry run: where each sheet of a file belongs, what is known already, what would be new; writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.queries import AcademyRow
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import AdministrationState, Phase
from hrtraining.assessment.queries import AdministrationRow, SheetRow
from hrtraining.core.ids import clean_join_code, is_join_code
from hrtraining.core.khmer.shaping import line_fault
from hrtraining.exchange.domain import (
    MOST_FAULTS,
    Counts,
    Digests,
    Fault,
    Kind,
    Moment,
    Row,
    count_pairs,
    new_salt,
)
from hrtraining.exchange.models import Import, ImportedPerson, ImportedSheet, ImportedWorkshop, SetAside
from hrtraining.exchange.services.reading import Parsed, Version
from hrtraining.workshops import queries as workshop_queries


class Place(StrEnum):
    """Where a workshop of a file is."""

    NEW = "new"
    OUTSIDE = "outside"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Target:
    """The workshop behind a code of a file: held outside and new, known from an earlier file, or open here."""

    academy: AcademyRow
    code: str
    place: Place
    workshop_id: int | None
    title: str
    salt: str


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to keep: its row, the digests of its codes, and whose it is when that is known."""

    row: Row
    uid: str
    learner: str
    take: int


@dataclass(frozen=True, slots=True)
class Group:
    """What a file does to one workshop; `counts` are its typed sheets afterwards, without those of other senders."""

    target: Target
    new: tuple[NewSheet, ...]
    known: int
    set_aside: tuple[Row, ...]
    set_aside_before: int
    counts: Counts
    others: bool
    people: dict[str, UUID]
    closes: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a file would do; with faults it does nothing."""

    version: Version | None
    read: int
    replays: int
    shared_codes: int
    groups: tuple[Group, ...]
    faults: tuple[Fault, ...]
    fault_count: int

    @property
    def new(self) -> int:
        """Sheets that are not known yet."""
        return sum(len(group.new) for group in self.groups)

    @property
    def known(self) -> int:
        """Sheets that came before with the same answers."""
        return sum(group.known for group in self.groups)

    @property
    def set_aside(self) -> int:
        """Rows with the code of a sheet that says something else."""
        return sum(len(group.set_aside) + group.set_aside_before for group in self.groups)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the file came before."""
        return not self.faults and not any(group.new or group.set_aside for group in self.groups)


def make_plan(
    session: Session, *, parsed: Parsed, secret: str, close: bool, reader: int | None = None
) -> Plan:
    """What a file would do to the platform as it is now.

    `secret` is the site's; `close` closes workshops held outside that have a pair, so that they enter the report.
    `reader` is who will see the counts: the sheets that others sent are not among them, because the pairs of a small
    workshop are a hidden figure; None, for commands, counts everything.
    """
    by_workshop: dict[tuple[str, str], list[Row]] = defaultdict(list)
    aside: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in parsed.rows.standing:
        by_workshop[row.academy, row.workshop].append(row)
    for row in parsed.rows.set_aside:
        aside[row.academy, row.workshop].append(row)
    academies = {one.key: one for one in account_queries.academies(session)}
    faults = list(parsed.faults)
    count = parsed.fault_count
    groups: list[Group] = []
    for key, rows in sorted(by_workshop.items()):
        group, wrong = _group(
            session,
            version=parsed.version,
            academy=academies[key[0]],
            rows=rows,
            aside=aside[key],
            secret=secret,
            close=close,
            reader=reader,
        )
        count += len(wrong)
        faults += wrong[: max(MOST_FAULTS - len(faults), 0)]
        if group is not None:
            groups.append(group)
    return Plan(
        version=parsed.version,
        read=parsed.read,
        replays=parsed.rows.replays,
        shared_codes=_shared_codes(parsed.rows.standing),
        groups=tuple(groups),
        faults=tuple(sorted(faults, key=lambda fault: (fault.row, fault.column))),
        fault_count=count,
    )


def _shared_codes(rows: Sequence[Row]) -> int:
    """How many codes of people stand in several workshops; there they are different people."""
    homes: dict[str, tuple[str, str]] = {}
    shared = set()
    for row in rows:
        if homes.setdefault(row.learner, (row.academy, row.workshop)) != (row.academy, row.workshop):
            shared.add(row.learner)
    return len(shared)


def _group(
    session: Session,
    *,
    version: Version | None,
    academy: AcademyRow,
    rows: list[Row],
    aside: list[Row],
    secret: str,
    close: bool,
    reader: int | None,
) -> tuple[Group | None, list[Fault]]:
    target, barred = _target(session, version=version, academy=academy, rows=rows, secret=secret)
    if target is None:
        return None, barred
    digests = Digests.of(secret, target.salt)
    people, known_sheets, kept_aside = _known(session, target.workshop_id)
    takes: dict[tuple[object, Phase], int] = defaultdict(int)
    moments: list[Moment] = []
    of_others: list[Moment] = []
    foreign = _of_others(session, target.workshop_id, reader)
    for uid, sheet in known_sheets.items():
        takes[sheet.pseudonym, sheet.phase] = max(takes[sheet.pseudonym, sheet.phase], sheet.take)
        moment = Moment(sheet.pseudonym, sheet.phase, sheet.submitted_at)
        (of_others if uid in foreign else moments).append(moment)
    new: list[NewSheet] = []
    set_aside: list[Row] = []
    known = before = 0
    faults: list[Fault] = []
    for row in rows:
        learner, uid = digests.learner(row.learner), digests.uid(row.uid)
        who = people.get(learner, learner)
        present = known_sheets.get(uid)
        if present is None:
            takes[who, row.phase] += 1
            new.append(NewSheet(row, uid, learner, takes[who, row.phase]))
            moments.append(Moment(who, row.phase, row.moment))
        elif (present.pseudonym, present.phase) != (who, row.phase):
            faults.append(Fault(Kind.UID_OF_TWO, row.number, "attempt_uid", row.uid))
        elif present.codes == row.codes:
            known += 1
        else:
            aside.append(row)
    standing = {row.uid: row.codes for row in rows}
    for row in aside:
        present = known_sheets.get(digests.uid(row.uid))
        if (present.codes if present else standing[row.uid]) == row.codes:
            known += 1  # what came first in time stood here before, and this is that very sheet
        elif (row.uid, row.codes) in kept_aside:
            before += 1
        else:
            set_aside.append(row)
    if new or set_aside:
        faults += barred  # what came before needs no open door
    pairs = count_pairs([*moments, *of_others]).pairs
    closes = target.place is not Place.PLATFORM and close and pairs > 0
    counts, others = count_pairs(moments), bool(of_others)
    return Group(target, tuple(new), known, tuple(set_aside), before, counts, others, people, closes), faults


def _of_others(session: Session, workshop_id: int | None, reader: int | None) -> set[str]:
    """The digests of the sheets of a workshop that somebody else sent than the reader."""
    if workshop_id is None or reader is None:
        return set()
    return set(
        session.execute(
            select(ImportedSheet.digest)
            .join(Import, Import.id == ImportedSheet.import_id)
            .where(
                ImportedSheet.workshop_id == workshop_id,
                or_(Import.imported_by.is_(None), Import.imported_by != reader),
            )
        ).scalars()
    )


def _known(
    session: Session, workshop_id: int | None
) -> tuple[dict[str, UUID], dict[str, SheetRow], set[tuple[str, str]]]:
    """People, sheets and rows set aside of a workshop that came in earlier files, by their digests."""
    if workshop_id is None:
        return {}, {}, set()
    people = dict(
        session.execute(
            select(ImportedPerson.digest, ImportedPerson.pseudonym).where(
                ImportedPerson.workshop_id == workshop_id
            )
        ).all()
    )
    attempts = assessment_queries.sheets_of(session, workshop_id)
    sheets = {
        row.digest: attempts[row.attempt_id]
        for row in session.execute(
            select(ImportedSheet.digest, ImportedSheet.attempt_id).where(
                ImportedSheet.workshop_id == workshop_id
            )
        )
    }
    aside = {
        (row.uid, row.codes)
        for row in session.execute(
            select(SetAside.uid, SetAside.codes).where(SetAside.workshop_id == workshop_id)
        )
    }
    return people, sheets, aside


def _shut(given: Mapping[Phase, AdministrationRow], phases: Iterable[Phase]) -> Phase | None:
    """The last of these tests that is not open, if any."""
    shut = [
        phase for phase in phases if phase not in given or given[phase].state is not AdministrationState.OPEN
    ]
    return max(shut, default=None)


def _target(
    session: Session, *, version: Version | None, academy: AcademyRow, rows: list[Row], secret: str
) -> tuple[Target | None, list[Fault]]:
    """The workshop of some rows, and why it takes no new ones; without workshop why there is none."""
    first = min(rows, key=lambda row: row.number)

    def wrong(kind: Kind, column: str = "workshop", known: str = "") -> tuple[None, list[Fault]]:
        return None, [Fault(kind, first.number, column, first.workshop, known)]

    join_code = clean_join_code(first.workshop)
    here = workshop_queries.workshop_of_code(session, join_code) if is_join_code(join_code) else None
    if here is None and is_join_code(join_code):
        return wrong(Kind.CODE_UNKNOWN)
    if here is not None and here.academy_id != academy.id:
        return wrong(Kind.WORKSHOP_ELSEWHERE)
    code = first.workshop if here is None else here.join_code
    known = session.execute(
        select(ImportedWorkshop).where(
            ImportedWorkshop.academy_id == academy.id, ImportedWorkshop.code == code
        )
    ).scalar_one_or_none()
    if known is not None and here is None:
        here = workshop_queries.workshop(session, known.workshop_id)
    if here is None and line_fault(code) is not None:
        return wrong(Kind.NOT_PRINTED)  # its code is its title, which every report of its academy prints
    if here is None:
        return Target(academy, code, Place.NEW, None, code, new_salt()), []
    given = assessment_queries.administrations(session, here.id)
    if version is not None and any(
        one.instrument_version != version.instrument.version for one in given.values()
    ):
        return wrong(Kind.VERSION_OF_WORKSHOP)
    barred: list[Fault] = []
    if here.is_closed:
        barred = wrong(Kind.WORKSHOP_CLOSED)[1]
    elif not here.is_outside:
        shut = _shut(given, {row.phase for row in rows})
        barred = wrong(Kind.TEST_NOT_OPEN, "phase", shut.value)[1] if shut else []
    salt = known.salt if known is not None else new_salt()
    if salt is None or (known is not None and Digests.of(secret, salt).check != known.key_check):
        return (None, barred) if barred else wrong(Kind.KEY_GONE)
    place = Place.OUTSIDE if here.is_outside else Place.PLATFORM
    return Target(academy, code, place, here.id, here.title, salt), barred

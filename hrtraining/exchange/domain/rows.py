"""One row of a file of answers: what each cell may say, and every fault of the row at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from sys import intern

from hrtraining.accounts.domain import RankBand
from hrtraining.assessment.domain import COURSE, MISSING, PAPER, Phase, stored_character
from hrtraining.exchange.domain.faults import LONGEST_SEEN, Fault, Kind
from hrtraining.exchange.domain.header import NEEDED, Columns
from hrtraining.workshops.domain import Group

FIRST_YEAR = 2000
FIRST_BUDDHIST_YEAR = 2500
DEFAULTS = {"channel": PAPER, "form": "same"}
CATEGORIES: dict[str, tuple[str, ...]] = {
    "lang": ("km", "en"),
    "sex": ("female", "male"),
    "rank_band": tuple(band.value for band in RankBand),
    "participant_group": tuple(group.value for group in Group),
    "channel": (PAPER, "web"),
    "form": ("same",),
}
"""What may stand in the columns that say how somebody answered and, coarsely, who."""

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:-]*")
_WORD = re.compile(r"[A-Za-z]{5,}")
_RANDOM = re.compile(r"[0-9A-Fa-f-]{16,}")
_PHONE = re.compile(r"(\+?855|0)[1-9][0-9]{7,8}")
LONGEST_CODE = 64
LONGEST_WORKSHOP = 60
FORMULA_MARK = "="
VERSION = "instrument_version"
"""The column that names the version of the test."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the rows of a file may name: the items in order with their codes, and the keys of the academies."""

    version: str
    items: tuple[tuple[str, tuple[str, ...]], ...]
    academies: frozenset[str]

    @property
    def item_keys(self) -> tuple[str, ...]:
        """The columns of the answers."""
        return tuple(key for key, _codes in self.items)


@dataclass(frozen=True, slots=True)
class Row:
    """A sheet as a file gives it; `codes` has one stored character an item in item order."""

    number: int
    uid: str
    learner: str
    academy: str
    workshop: str
    phase: Phase
    lang: str
    moment: datetime
    codes: str
    sex: str | None
    rank_band: str | None
    participant_group: str | None
    channel: str
    form: str


class RowReader:
    """Reads the rows of one file; remembers the tables it looks cells up in."""

    def __init__(self, columns: Columns, codebook: Codebook, now: datetime, *, version: str) -> None:
        """With the version as the first row writes it, which every row must repeat."""
        self._width = columns.width
        self._codebook = codebook
        self._now = now
        self._version = version
        self._answers = [
            (columns.places[key], key, {"": MISSING, **{code: stored_character(code) for code in codes}})
            for key, codes in codebook.items
        ]
        answered = {key for key, _codes in codebook.items}
        self._others = [(name, place) for name, place in columns.places.items() if name not in answered]

    def read(self, number: int, cells: Sequence[str]) -> tuple[Row | None, list[Fault]]:
        """The row, or every fault in it."""
        if len(cells) < self._width or any(cells[self._width :]):
            return None, [Fault(Kind.ROW_WIDTH, number, value=str(len(cells)), known=str(self._width))]
        codes, faults = self._codes(number, cells)
        written = {name: cells[place] for name, place in self._others}
        for name, value in written.items():
            fault = self._fault_in(number, name, value)
            if fault is not None:
                faults.append(fault)
        at = written["submitted_at"]
        moment, unread = read_moment(at, self._now)
        if unread is not None and at and not at.startswith(FORMULA_MARK):
            faults.append(Fault(unread, number, "submitted_at", at[:LONGEST_SEEN]))
        if faults or moment is None:
            return None, faults
        return self._row(number, written, moment, codes), []

    def _codes(self, number: int, cells: Sequence[str]) -> tuple[str, list[Fault]]:
        """The stored characters of the answers that are codes, and a fault for each that is none."""
        codes, faults = [], []
        for place, key, known in self._answers:
            cell = cells[place]
            character = known.get(cell)
            if character is not None:
                codes.append(character)
            elif cell.startswith(FORMULA_MARK):
                faults.append(Fault(Kind.FORMULA, number, key))
            else:
                possible = ", ".join(code for code in known if code)
                faults.append(Fault(Kind.UNKNOWN, number, key, cell[:LONGEST_SEEN], possible))
        return "".join(codes), faults

    def _fault_in(self, number: int, name: str, value: str) -> Fault | None:
        """What is wrong with a cell beside the answers; of the moment only that it is missing or a formula."""
        seen = value[:LONGEST_SEEN]
        if name == VERSION:
            is_same = value == self._version
            known = self._version[:LONGEST_SEEN]
            return None if is_same else Fault(Kind.VERSIONS_MIXED, number, name, seen, known)
        if value.startswith(FORMULA_MARK):
            return Fault(Kind.FORMULA, number, name)
        if not value:
            return Fault(Kind.EMPTY, number, name) if name in _NEVER_EMPTY else None
        found = self._fault_of(name, value)
        return None if found is None else Fault(found[0], number, name, seen, found[1])

    def _fault_of(self, name: str, value: str) -> tuple[Kind, str] | None:
        if name in CATEGORIES:
            known = CATEGORIES[name]
            return None if value in known else (Kind.UNKNOWN, ", ".join(known))
        match name:
            case "attempt_uid":
                return None if _is_code(value) else (Kind.NO_CODE, "")
            case "learner_id":
                return _fault_of_learner(value)
            case "academy":
                known_keys = self._codebook.academies
                return None if value in known_keys else (Kind.UNKNOWN, ", ".join(sorted(known_keys)))
            case "workshop":
                return None if len(value) <= LONGEST_WORKSHOP else (Kind.NO_CODE, "")
            case "phase":
                if value in (Phase.FU3, Phase.FU6, Phase.FU12):
                    return Kind.FOLLOW_UP, ""
                return None if value in COURSE else (Kind.UNKNOWN, ", ".join(COURSE))
            case _:
                return None

    @staticmethod
    def _row(number: int, written: Mapping[str, str], moment: datetime, codes: str) -> Row:
        return Row(
            number=number,
            uid=written["attempt_uid"],
            learner=written["learner_id"],
            academy=intern(written["academy"]),
            workshop=intern(written["workshop"]),
            phase=_PHASES[written["phase"]],
            lang=intern(written["lang"]),
            moment=moment,
            codes=codes,
            sex=_kept(written, "sex"),
            rank_band=_kept(written, "rank_band"),
            participant_group=_kept(written, "participant_group"),
            channel=_kept(written, "channel") or DEFAULTS["channel"],
            form=_kept(written, "form") or DEFAULTS["form"],
        )


_NEVER_EMPTY = frozenset(NEEDED)
_PHASES = {phase.value: phase for phase in COURSE}


def _kept(written: Mapping[str, str], name: str) -> str | None:
    """A category, the same text for all rows, or None where nothing is said."""
    value = written.get(name)
    return intern(value) if value else None


def _is_code(value: str) -> bool:
    return (
        len(value) <= LONGEST_CODE
        and _CODE.fullmatch(value) is not None
        and any(letter.isdigit() for letter in value)
    )


def _fault_of_learner(value: str) -> tuple[Kind, str] | None:
    """A person's code is the number on a sticker: it has a digit, no space, and no word a name could be."""
    if _PHONE.fullmatch(value.replace("-", "")):
        return Kind.LOOKS_PERSONAL, ""
    if not _is_code(value):
        return Kind.NO_CODE, ""
    if _WORD.search(value) and not _RANDOM.fullmatch(value):
        return Kind.LOOKS_PERSONAL, ""
    return None


def read_moment(written: str, now: datetime) -> tuple[datetime | None, Kind | None]:
    """An aware moment in UTC from ISO 8601 with its offset, or what is wrong with it."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None, Kind.BUDDHIST_YEAR if re.match(r"2[5-9][0-9][0-9]\b", written) else Kind.NOT_A_MOMENT
    if moment.year >= FIRST_BUDDHIST_YEAR:
        return None, Kind.BUDDHIST_YEAR
    if moment.year < FIRST_YEAR:
        return None, Kind.TOO_OLD
    if moment.tzinfo is None or len(written) < len("2026-03-02T08:00"):
        return None, Kind.NO_OFFSET
    if moment > now:
        return None, Kind.FUTURE
    return moment.astimezone(UTC), None

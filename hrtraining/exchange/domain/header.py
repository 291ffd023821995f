"""The first row of a file of answers: the columns of `attempts.csv` (CONVENTIONS.md, Input) and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hrtraining.exchange.domain.faults import LONGEST_SEEN, Fault, Kind, Refused

NEEDED = ("attempt_uid", "learner_id", "academy", "workshop", "phase", "lang", "submitted_at")
OPTIONAL = ("instrument_version", "sex", "rank_band", "participant_group", "channel", "form")

PERSONAL_WORDS = (
    "name", "surname", "phone", "mobile", "telephone", "telegram", "email", "e-mail", "service", "address",
    "birth", "dob", "passport", "identity", "national", "photo", "ឈ្មោះ", "នាម", "ទូរស័ព្ទ", "អត្តលេខ", "អត្តសញ្ញាណ",
    "អាសយដ្ឋាន", "កំណើត", "អ៊ីមែល", "រូបថត",
)  # fmt: skip
"""A header with one of these words, or `tel`, names a column that says who somebody is."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which place of a row holds which column; `width` is the number of columns."""

    places: dict[str, int]
    width: int


def is_personal(header: str) -> bool:
    """Whether a column seems to say who somebody is: a name, a telephone, a service number."""
    folded = header.casefold()
    return any(word in folded for word in PERSONAL_WORDS) or folded.replace("_", " ").split()[0:1] == ["tel"]


def map_header(cells: Sequence[str], items: Sequence[str]) -> Columns:
    """The columns of a file, each named once.

    Columns that are not of the format are refused, because nobody knows what they carry.

    Raises:
        Refused: with every fault of the header.
    """
    names = [cell.strip().casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Refused([Fault(Kind.NO_ROWS)])
    allowed = {name.casefold(): name for name in (*NEEDED, *OPTIONAL, *items)}
    faults: list[Fault] = []
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        shown = cells[place].strip()[:LONGEST_SEEN] or str(place + 1)
        if name not in allowed:
            kind = Kind.COLUMN_PERSONAL if is_personal(name) else Kind.COLUMN_UNKNOWN
            faults.append(Fault(kind, 1, shown))
        elif allowed[name] in places:
            faults.append(Fault(Kind.COLUMN_TWICE, 1, shown))
        else:
            places[allowed[name]] = place
    faults += [Fault(Kind.COLUMN_MISSING, 1, name) for name in (*NEEDED, *items) if name not in places]
    if faults:
        raise Refused(faults)
    return Columns(places, len(names))

"""What a roster file means: its headers in two languages, its rows, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hrtraining.workshops.domain import Group


class Column(StrEnum):
    """The columns a roster may have; only the names are required (RULES.md 17)."""

    FAMILY = "family_km"
    GIVEN = "given_km"
    LATIN = "latin_name"
    RANK = "rank"
    SEX = "sex"
    GROUP = "group"
    INTAKE = "intake"
    SERVICE = "service_number"


REQUIRED = (Column.FAMILY, Column.GIVEN, Column.LATIN)

HEADERS_KM: dict[Column, str] = {
    Column.FAMILY: "នាមត្រកូល",
    Column.GIVEN: "នាមខ្លួន",
    Column.LATIN: "ឈ្មោះជាអក្សរឡាតាំង",
    Column.RANK: "ឋានន្តរស័ក្តិ",
    Column.SEX: "ភេទ",
    Column.GROUP: "ក្រុមសិក្ខាកាម",
    Column.INTAKE: "ជំនាន់",
    Column.SERVICE: "អត្តលេខមន្ត្រី",
}
HEADERS_EN: dict[Column, str] = {
    Column.FAMILY: "Family name (Khmer)",
    Column.GIVEN: "Given name (Khmer)",
    Column.LATIN: "Latin name",
    Column.RANK: "Rank",
    Column.SEX: "Sex",
    Column.GROUP: "Participant group",
    Column.INTAKE: "Intake",
    Column.SERVICE: "Service number",
}
OTHER_HEADERS: dict[str, Column] = {
    "គោត្តនាម": Column.FAMILY,
    "ត្រកូល": Column.FAMILY,
    "នាម": Column.GIVEN,
    "ឈ្មោះឡាតាំង": Column.LATIN,
    "អក្សរឡាតាំង": Column.LATIN,
    "ក្រុម": Column.GROUP,
    "លេខមន្ត្រី": Column.SERVICE,
    "អត្តលេខ": Column.SERVICE,
    "family name": Column.FAMILY,
    "given name": Column.GIVEN,
    "name in latin": Column.LATIN,
    "latin": Column.LATIN,
    "gender": Column.SEX,
    "group": Column.GROUP,
    "service no": Column.SERVICE,
    "service no.": Column.SERVICE,
}

SEXES = {
    "ស្រី": "female",
    "ស": "female",
    "f": "female",
    "female": "female",
    "ប្រុស": "male",
    "ប": "male",
    "m": "male",
    "male": "male",
}
GROUPS = {
    "នគរបាល": Group.POLICE,
    "police": Group.POLICE,
    "អាជ្ញាធរមូលដ្ឋាន": Group.LOCAL_AUTHORITY,
    "local authority": Group.LOCAL_AUTHORITY,
    "សង្គមស៊ីវិល": Group.CIVIL_SOCIETY,
    "អង្គការសង្គមស៊ីវិល": Group.CIVIL_SOCIETY,
    "civil society": Group.CIVIL_SOCIETY,
}


def header(written: str) -> Column | None:
    """The column a cleaned header means, in Khmer or English, or None."""
    folded = " ".join(written.casefold().split())
    for table in (HEADERS_KM, HEADERS_EN):
        for column, name in table.items():
            if name.casefold() == folded:
                return column
    return OTHER_HEADERS.get(folded)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person of a roster file after cleaning; `number` is the row as the person sees it in the file."""

    number: int
    family_km: str
    given_km: str
    latin_name: str
    rank: str
    sex: str | None
    group: Group
    intake: str
    service_number: str | None


class Fault(StrEnum):
    """What may be wrong with a row."""

    MISSING = "missing"
    SEX = "sex"
    GROUP = "group"
    LONG = "long"
    TWICE = "twice"
    SHAPE = "shape"
    AMBIGUOUS = "ambiguous"
    NAMESAKE = "namesake"
    LATIN = "latin"


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing wrong with one row: which row, which column, and what was written there."""

    number: int
    fault: Fault
    column: Column | None
    written: str = ""


LONGEST: dict[Column, int] = {
    Column.FAMILY: 80,
    Column.GIVEN: 80,
    Column.LATIN: 120,
    Column.RANK: 80,
    Column.INTAKE: 40,
    Column.SERVICE: 40,
}


def read_row(number: int, cells: dict[Column, str]) -> tuple[SheetRow | None, list[RowFault]]:
    """A person from the cleaned cells of a row, or what is wrong with it; an empty row gives neither."""
    if not any(cells.values()):
        return None, []
    faults = [RowFault(number, Fault.MISSING, column) for column in REQUIRED if not cells.get(column)]
    faults += [
        RowFault(number, Fault.LONG, column, cells[column][:40])
        for column, longest in LONGEST.items()
        if len(cells.get(column, "")) > longest
    ]
    sex, group = cells.get(Column.SEX, "").casefold(), cells.get(Column.GROUP, "").casefold()
    if sex and sex not in SEXES:
        faults.append(RowFault(number, Fault.SEX, Column.SEX, cells[Column.SEX]))
    if group and group not in GROUPS:
        faults.append(RowFault(number, Fault.GROUP, Column.GROUP, cells[Column.GROUP]))
    if faults:
        return None, faults
    return (
        SheetRow(
            number=number,
            family_km=cells[Column.FAMILY],
            given_km=cells[Column.GIVEN],
            latin_name=cells[Column.LATIN],
            rank=cells.get(Column.RANK, ""),
            sex=SEXES.get(sex),
            group=GROUPS.get(group, Group.POLICE),
            intake=cells.get(Column.INTAKE, ""),
            service_number=cells.get(Column.SERVICE) or None,
        ),
        [],
    )


def map_headers(cells: Sequence[str]) -> tuple[dict[int, Column], tuple[Column, ...]]:
    """Which place holds which column, and which required columns are missing."""
    places: dict[int, Column] = {}
    for place, written in enumerate(cells):
        column = header(written)
        if column is not None and column not in places.values():
            places[place] = column
    missing = tuple(column for column in REQUIRED if column not in places.values())
    return places, missing

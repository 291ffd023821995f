"""What a file of answers may say: its header, its cells, and which of its rows stand; every fault with its place."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hrtraining.assessment.domain import Phase
from hrtraining.exchange.domain import (
    NEEDED,
    Codebook,
    Digests,
    Fault,
    Kind,
    Moment,
    Refused,
    Row,
    RowReader,
    count_pairs,
    map_header,
    sort_rows,
)

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ITEMS = (("i01", ("1", "2", "3", "4", "5")), ("i02", ("T", "F", "DK")))
BOOK = Codebook("v" * 64, ITEMS, frozenset({"A1", "A2"}))
HEADER = [*NEEDED, "sex", "instrument_version", "i01", "i02"]
GOOD = {
    "attempt_uid": "k12-pre",
    "learner_id": "K012",
    "academy": "A1",
    "workshop": "OLD-1",
    "phase": "pre",
    "lang": "km",
    "submitted_at": "2026-03-02T08:00:00+07:00",
    "sex": "",
    "instrument_version": "vvvvvvvv",
    "i01": "4",
    "i02": "DK",
}


def read(**cells: str) -> tuple[Row | None, list[Fault]]:
    reader = RowReader(map_header(HEADER, BOOK.item_keys), BOOK, NOW, version="vvvvvvvv")
    return reader.read(7, [{**GOOD, **cells}[name] for name in HEADER])


def test_good_row_is_read_as_it_stands() -> None:
    row, faults = read(i01="", sex="female")
    assert not faults
    assert row is not None
    assert (row.codes, row.phase, row.sex, row.channel, row.form) == (
        "-D",
        Phase.PRE,
        "female",
        "paper",
        "same",
    )
    assert row.moment == datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("attempt_uid", "", Kind.EMPTY),
        ("attempt_uid", "no digit", Kind.NO_CODE),
        ("attempt_uid", "x1" * 33, Kind.NO_CODE),
        ("learner_id", "", Kind.EMPTY),
        ("learner_id", "Sok Dara", Kind.NO_CODE),
        ("learner_id", "សុខ ដារ៉ា", Kind.NO_CODE),
        ("learner_id", "SokDara1", Kind.LOOKS_PERSONAL),
        ("learner_id", "012345678", Kind.LOOKS_PERSONAL),
        ("learner_id", "012-345-678", Kind.LOOKS_PERSONAL),
        ("learner_id", "85512345678", Kind.LOOKS_PERSONAL),
        ("academy", "ZZ", Kind.UNKNOWN),
        ("workshop", "", Kind.EMPTY),
        ("workshop", "w" * 61, Kind.NO_CODE),
        ("phase", "before", Kind.UNKNOWN),
        ("phase", "fu3", Kind.FOLLOW_UP),
        ("lang", "fr", Kind.UNKNOWN),
        ("sex", "F", Kind.UNKNOWN),
        ("i01", "6", Kind.UNKNOWN),
        ("i02", "D", Kind.UNKNOWN),
        ("i01", "=B2", Kind.FORMULA),
        ("academy", "=B2", Kind.FORMULA),
        ("instrument_version", "wwwwwwww", Kind.VERSIONS_MIXED),
        ("instrument_version", "", Kind.VERSIONS_MIXED),
        ("submitted_at", "", Kind.EMPTY),
        ("submitted_at", "yesterday", Kind.NOT_A_MOMENT),
        ("submitted_at", "2026-02-30T08:00:00+07:00", Kind.NOT_A_MOMENT),
        ("submitted_at", "2026-03-02", Kind.NO_OFFSET),
        ("submitted_at", "2026-03-02T08:00:00", Kind.NO_OFFSET),
        ("submitted_at", "2026-11-23T08:31:00+07:00", Kind.FUTURE),
        ("submitted_at", "1999-12-31T08:00:00+07:00", Kind.TOO_OLD),
        ("submitted_at", "2569-03-02T08:00:00+07:00", Kind.BUDDHIST_YEAR),
        ("submitted_at", "2569-02-30T08:00:00+07:00", Kind.BUDDHIST_YEAR),
    ],
)
def test_fault_of_a_cell_names_row_and_column(column: str, value: str, kind: Kind) -> None:
    row, faults = read(**{column: value})
    assert row is None
    assert [(fault.kind, fault.row, fault.column) for fault in faults] == [(kind, 7, column)]


def test_every_fault_of_a_row_is_named_at_once() -> None:
    _row, faults = read(lang="fr", i01="9", learner_id="", submitted_at="x")
    assert {fault.column for fault in faults} == {"lang", "i01", "learner_id", "submitted_at"}


def test_unknown_code_says_what_is_possible() -> None:
    _row, (fault,) = read(i02="Y")
    assert fault.known == "T, F, DK"


@pytest.mark.parametrize(
    "code", ["K012", "1", "A1-014", "0b9f3c44-aa1d-4d52-9b1e-7f2e10c2abcd", "abcdefabcdef0123"]
)
def test_codes_of_stickers_and_random_ones_are_taken(code: str) -> None:
    assert read(learner_id=code)[0] is not None


@pytest.mark.parametrize("cells", [["x"] * 3, ["1"] * 12])
def test_row_of_another_width_is_a_fault(cells: list[str]) -> None:
    reader = RowReader(map_header(HEADER, BOOK.item_keys), BOOK, NOW, version="")
    assert [fault.kind for fault in reader.read(3, cells)[1]] == [Kind.ROW_WIDTH]


@pytest.mark.parametrize(
    ("header", "kind", "column"),
    [
        ([*HEADER, "name"], Kind.COLUMN_PERSONAL, "name"),
        ([*HEADER, "ឈ្មោះ"], Kind.COLUMN_PERSONAL, "ឈ្មោះ"),
        ([*HEADER, "លេខទូរស័ព្ទ"], Kind.COLUMN_PERSONAL, "លេខទូរស័ព្ទ"),
        ([*HEADER, "Tel"], Kind.COLUMN_PERSONAL, "Tel"),
        ([*HEADER, "Service number"], Kind.COLUMN_PERSONAL, "Service number"),
        ([*HEADER, "remarks"], Kind.COLUMN_UNKNOWN, "remarks"),
        ([*HEADER, ""], None, ""),
        ([*HEADER, "", "remarks"], Kind.COLUMN_UNKNOWN, "remarks"),
        ([*HEADER, "i01"], Kind.COLUMN_TWICE, "i01"),
        (HEADER[1:], Kind.COLUMN_MISSING, "attempt_uid"),
        (HEADER[:-1], Kind.COLUMN_MISSING, "i02"),
    ],
)
def test_header_has_the_columns_of_the_format_and_no_others(
    header: list[str], kind: Kind | None, column: str
) -> None:
    if kind is None:
        assert map_header(header, BOOK.item_keys).width == len(HEADER)
        return
    with pytest.raises(Refused) as refused:
        map_header(header, BOOK.item_keys)
    assert (kind, 1, column) in [(fault.kind, fault.row, fault.column) for fault in refused.value.faults]


def test_header_may_be_written_in_capitals() -> None:
    assert map_header([name.upper() for name in HEADER], BOOK.item_keys).places["submitted_at"] == 6


def sheet(number: int, uid: str, *, codes: str = "4D", minutes: int = 0, learner: str = "K1") -> Row:
    at = datetime(2026, 3, 2, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    return Row(number, uid, learner, "A1", "W", Phase.PRE, "km", at, codes, None, None, None, "paper", "same")


def test_earliest_of_a_uid_stands_whatever_the_order() -> None:
    rows = [
        sheet(2, "u1", minutes=5),
        sheet(3, "u1", minutes=1, codes="5D"),
        sheet(4, "u1", minutes=9, codes="5D"),
    ]
    for order in (rows, rows[::-1]):
        found = sort_rows(order)
        assert [row.number for row in found.standing] == [3]
        assert (found.replays, [row.number for row in found.set_aside]) == (1, [2])


def test_uid_of_two_people_is_a_fault_that_names_both_rows() -> None:
    (fault,) = sort_rows([sheet(2, "u1"), sheet(9, "u1", learner="K2", minutes=3)]).faults
    assert (fault.kind, fault.row, fault.known) == (Kind.UID_OF_TWO, 9, "2")


SHEETS = st.lists(
    st.builds(
        Moment,
        st.sampled_from("abcd"),
        st.sampled_from([Phase.PRE, Phase.POST]),
        st.integers(0, 5).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    ),
    max_size=20,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SHEETS, st.randoms(use_true_random=False))
def test_counts_do_not_hang_on_the_order_and_lose_no_sheet(sheets: list[Moment], dice: random.Random) -> None:
    mixed = list(sheets)
    dice.shuffle(mixed)
    counts = count_pairs(mixed)
    assert counts == count_pairs(sheets)
    assert counts.before + counts.after == len(sheets)
    learners_before = {one.learner for one in sheets if one.phase is Phase.PRE}
    firsts = {
        who: min(s.at for s in sheets if (s.learner, s.phase) == (who, Phase.PRE)) for who in learners_before
    }
    paired = {
        one.learner
        for one in sheets
        if one.phase is Phase.POST and one.learner in firsts and one.at > firsts[one.learner]
    }
    assert counts.pairs == len(paired)
    alone = sum(1 for one in sheets if one.phase is Phase.POST and one.learner not in firsts)
    assert counts.pairs * 2 + counts.superseded + counts.not_after_pre + alone + (
        len(learners_before) - counts.pairs
    ) == len(sheets)


def test_digests_need_both_the_secret_and_the_salt() -> None:
    one = Digests.of("s" * 40, "a" * 32)
    assert one.learner("K012") == Digests.of("s" * 40, "a" * 32).learner("K012")
    others = {
        one.learner("K012"),
        one.learner("K013"),
        one.uid("K012"),
        Digests.of("t" * 40, "a" * 32).learner("K012"),
        Digests.of("s" * 40, "b" * 32).learner("K012"),
    }
    assert len(others) == 5
    assert all("K01" not in digest and len(digest) == 64 for digest in others)

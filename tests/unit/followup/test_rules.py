"""The rules of the follow-up, reckoned by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from hashlib import sha256

import pytest

from hrtraining.assessment.domain import Phase
from hrtraining.core.ids import JOIN_ALPHABET, check_character
from hrtraining.followup.domain import (
    CODE_LENGTH,
    Practice,
    WaveState,
    clean_code,
    draw,
    frame_hash,
    grouped,
    half_year,
    is_code,
    months_after,
    panel_size,
    practice_counts,
    window,
)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 25), 3, date(2027, 2, 25)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 9, 15), 3, date(2026, 12, 15)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_a_wave_goes_through_its_states() -> None:
    days = window(date(2026, 11, 25), Phase.FU3)
    assert (days.print_from, days.first, days.last) == (
        date(2027, 1, 26),
        date(2027, 2, 25),
        date(2027, 4, 26),
    )
    states = [
        days.state(day)
        for day in (
            date(2027, 1, 25),
            date(2027, 1, 26),
            date(2027, 2, 25),
            date(2027, 4, 26),
            date(2027, 4, 27),
        )
    ]
    assert states == [
        WaveState.LATER, WaveState.PRINT, WaveState.OPEN, WaveState.OPEN, WaveState.OVER,
    ]  # fmt: skip
    assert days.state(date(2027, 3, 1), is_closed=True) is WaveState.OVER


@pytest.mark.parametrize(
    ("frame", "share", "size"), [(100, 50, 50), (25, 50, 13), (12, 50, 10), (10, 1, 10), (200, 7, 14)]
)
def test_a_panel_has_its_share_and_never_fewer_than_ten(frame: int, share: int, size: int) -> None:
    assert panel_size(frame, share) == size


def test_the_lot_is_the_lowest_hashes_and_nothing_else() -> None:
    frame = list(range(1, 41))
    drawn = draw(frame, seed="25-11-2026", size=12)
    by_hand = sorted(frame, key=lambda number: sha256(f"25-11-2026:{number}".encode()).hexdigest())[:12]
    assert list(drawn) == by_hand
    assert draw([*reversed(frame), 3, 7], seed="25-11-2026", size=12) == drawn
    assert draw(frame, seed="another", size=12) != drawn


def test_erasing_somebody_who_was_not_drawn_changes_no_lot() -> None:
    frame = set(range(1, 41))
    drawn = draw(frame, seed="s", size=12)
    left = next(one for one in frame if one not in drawn)
    assert draw(frame - {left}, seed="s", size=12) == drawn


def test_every_person_is_drawn_equally_often() -> None:
    times = Counter(one for seed in range(2000) for one in draw(range(20), seed=str(seed), size=10))
    # 1000 expected each; six standard deviations of sqrt(2000/4)
    assert all(abs(times[one] - 1000) < 6 * 22.4 for one in range(20))


def test_the_frame_hash_is_of_the_sorted_numbers() -> None:
    assert frame_hash([3, 1, 2, 3]) == sha256(b"1,2,3").hexdigest()


def test_a_code_catches_a_wrong_character_and_a_swap() -> None:
    body = "23456789ABCDEF"
    code = body + check_character(body)
    assert len(code) == CODE_LENGTH
    assert is_code(clean_code(f" {grouped(code).lower()} "))
    assert not is_code(code[:-2])
    for place in range(CODE_LENGTH):
        other = "Z" if code[place] != "Z" else "Y"
        assert not is_code(code[:place] + other + code[place + 1 :])
    for place in range(CODE_LENGTH - 1):
        if code[place] != code[place + 1]:
            assert not is_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])
    assert len(JOIN_ALPHABET) ** (CODE_LENGTH - 1) > 2**64


@pytest.mark.parametrize(
    ("practice", "impossible"),
    [
        (Practice(searches="1-5", needle_sticks="0", needle_help="none"), None),
        (Practice(needle_sticks="2+", needle_help="no"), None),
        (Practice(needle_help="none"), None),
        (Practice(reasons=("drugs", "warrant")), None),
        (Practice(reasons=("nobody",)), None),
        (Practice(reasons=("nobody", "use")), "reasons"),
        (Practice(needle_sticks="0", needle_help="same_day"), "needle_help"),
        (Practice(needle_sticks="1", needle_help="none"), "needle_help"),
        (Practice(searches="7"), "searches"),
        (Practice(reasons=("=cmd",)), "reasons"),
    ],
)
def test_a_report_of_work_must_be_possible(practice: Practice, impossible: str | None) -> None:
    assert practice.impossible == impossible


def test_counts_of_work_leave_out_what_was_left_out() -> None:
    counts = practice_counts(
        [Practice(searches="0", reasons=("drugs", "use")), Practice(searches="0"), Practice(referrals="6+")]
    )
    assert counts["searches"] == {"0": 2, "1-5": 0, "6-20": 0, "21+": 0}
    assert counts["referrals"]["6+"] == 1
    assert sum(counts["needle_sticks"].values()) == 0
    assert (counts["reasons"]["drugs"], counts["reasons"]["use"], counts["reasons"]["nobody"]) == (1, 1, 0)


def test_a_half_year_is_all_that_is_kept_of_a_day() -> None:
    assert [half_year(date(2027, month, 30)) for month in (1, 6, 7, 12)] == [
        "2027-1", "2027-1", "2027-2", "2027-2",
    ]  # fmt: skip

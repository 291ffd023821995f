"""Codes that people type, and identifiers that machines make."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrtraining.core.ids import (
    JOIN_ALPHABET,
    JOIN_LENGTH,
    check_character,
    clean_join_code,
    digits,
    is_join_code,
    new_join_code,
    uuid7,
)

bodies = st.text(JOIN_ALPHABET, min_size=JOIN_LENGTH - 1, max_size=JOIN_LENGTH - 1)


def complete(body: str) -> str:
    return body + check_character(body)


@given(bodies, st.integers(0, JOIN_LENGTH - 1), st.sampled_from(JOIN_ALPHABET))
def test_every_single_wrong_character_is_caught(body: str, place: int, wrong: str) -> None:
    code = complete(body)
    assert is_join_code(code)
    slipped = code[:place] + wrong + code[place + 1 :]
    assert is_join_code(slipped) == (slipped == code)


@given(bodies, st.integers(0, JOIN_LENGTH - 1), st.integers(0, JOIN_LENGTH - 1))
def test_every_swap_of_two_characters_is_caught(body: str, one: int, other: int) -> None:
    code = list(complete(body))
    code[one], code[other] = code[other], code[one]
    swapped = "".join(code)
    assert is_join_code(swapped) == (swapped == complete(body))


def test_new_codes_are_right_and_differ() -> None:
    codes = {new_join_code() for _one in range(500)}
    assert len(codes) > 495
    assert all(is_join_code(code) for code in codes)


def test_alphabet_has_no_lookalikes_and_a_prime_number_of_letters() -> None:
    assert len(JOIN_ALPHABET) == len(set(JOIN_ALPHABET)) == 31
    assert not set("01ILOilo") & set(JOIN_ALPHABET)
    assert set(JOIN_ALPHABET) <= set(string.ascii_uppercase + string.digits)


@given(bodies, st.randoms(use_true_random=False))
def test_code_is_known_however_it_is_typed(body: str, dice: random.Random) -> None:
    code = complete(body)
    typed = "".join(
        dice.choice(["", " ", "-", "\u200b"]) + (letter.lower() if dice.random() < 0.5 else letter)
        for letter in code
    )
    assert clean_join_code(typed) == code


@pytest.mark.parametrize("typed", ["", "A", "ABCDE", "ABCDEFG", "ABCD0F", "ឧទាហរ"])
def test_what_has_the_wrong_shape_is_no_code(typed: str) -> None:
    assert not is_join_code(clean_join_code(typed))


@pytest.mark.parametrize("length", [1, 6, 9])
def test_digits_have_their_length_and_never_begin_with_zero(length: int) -> None:
    drawn = {digits(length) for _one in range(300)}
    assert all(len(one) == length and one.isdigit() and one[0] != "0" for one in drawn)
    assert len(drawn) > (8 if length == 1 else 250)


def test_uuid7_is_ordered_by_time_and_of_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([1_000_000_000, 2_000_000_000, 1_800_000_000_000_000_000])
    monkeypatch.setattr("hrtraining.core.ids.time.time_ns", lambda: next(moments))
    made = [uuid7() for _one in range(3)]
    assert made == sorted(made)
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert made[2].int >> 80 == 1_800_000_000_000

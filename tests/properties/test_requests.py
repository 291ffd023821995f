"""No sequence of requests gives a hidden group away: ten thousand random ones; broken rules show that it could."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from hrtraining.reporting.domain import scope as gate
from hrtraining.reporting.domain.disclosure import Disclosure, disclose
from hrtraining.reporting.domain.scope import ClosedWorkshop
from tests.properties import attack
from tests.properties.requests import ASKED, Reader, Vector

SEQUENCES = 10_000


def asked(seed: int, reader: Reader) -> None:
    """Requests in a random order, with publications between them."""
    dice = random.Random(seed)  # noqa: S311 - the same requests in every run
    for period in sorted({w.period for w in reader.history}):
        for _ in range(dice.randint(1, 8)):
            reader.ask(dice.choice(ASKED), period, dice)


def found_out(reader: Reader, hidden: Mapping[str, Vector]) -> list[str]:
    """The hidden groups that follow from all that was asked."""
    return [name for name, known in zip(hidden, reader.follows(list(hidden.values())), strict=True) if known]


def history(seed: int) -> tuple[list[ClosedWorkshop], dict[str, Vector]]:
    """A random history of closings, and the sums of all groups that are hidden in it."""
    made = attack.make_history(seed)
    return made, attack.hidden_sums(made)[1]


def test_ten_thousand_sequences_of_requests_recover_no_hidden_group() -> None:
    answered = files = groups = 0
    for seed in range(SEQUENCES // 2):
        made, hidden = history(seed)
        scopes: dict[int, gate.Scope] = {}
        for turn in (0, 1):
            reader = Reader(made, scopes=scopes)
            asked(2 * seed + turn, reader)
            answered += len(reader.known)
            files += len(reader.given)
            groups += len(hidden)
            assert found_out(reader, hidden) == [], f"history {seed}, sequence {turn}"
            assert reader.rare() == [], f"history {seed}, sequence {turn}: files tell a few people apart"
    assert answered > 5 * SEQUENCES
    assert files > SEQUENCES / 10
    assert groups > SEQUENCES


def _primary_only(pairs: Mapping[str, int]) -> Disclosure:
    """A broken rule: only groups under ten are hidden, nothing with them."""
    found = disclose(pairs)
    shown = {unit: "shown" if n >= 10 else found.units[unit] for unit, n in pairs.items()}
    return replace(found, units=shown, whole="shown")


@pytest.mark.parametrize("way", ["sequences", "everything"])
def test_without_complementary_hiding_the_same_reader_wins(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "disclose", _primary_only)
    won = 0
    for seed in range(200):
        made, hidden = history(seed)
        reader = Reader(made)
        if way == "sequences":
            asked(seed, reader)
        else:
            for period in sorted({w.period for w in reader.history}):
                reader.ask_everything(period)
        won += bool(found_out(reader, hidden))
    assert won > 20


def test_without_looking_at_earlier_files_people_are_told_apart() -> None:
    def alone(*_: object) -> None:
        return None

    won = 0
    for seed in range(500):
        reader = Reader(attack.make_history(seed), joined=alone)
        asked(seed, reader)
        won += bool(reader.rare())
    assert won > 2


def test_without_the_guard_over_periods_two_files_leave_a_few_people() -> None:
    from hrtraining.reporting.domain.anonymity import Given, joined

    def without_periods(
        rows: Sequence[tuple[str, ...]], _: Sequence[int], columns: Sequence[str], earlier: Sequence[Given]
    ) -> object:
        return joined(rows, [0] * len(rows), columns, earlier)

    won = 0
    for seed in range(500):
        reader = Reader(attack.make_history(seed), joined=without_periods)
        asked(seed, reader)
        won += bool(reader.rare())
    assert won > 2

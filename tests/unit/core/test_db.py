"""The line of writers: a connection takes its place once and gives it back, whatever it does in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from hrtraining.core import db


class CountedTurn:
    """A lock that says how often it was taken and given back."""

    def __init__(self) -> None:
        self.taken = self.given_back = 0

    def acquire(self, timeout: float) -> bool:
        assert timeout > 0
        self.taken += 1
        return self.taken - self.given_back == 1

    def release(self) -> None:
        self.given_back += 1


def test_two_transactions_on_one_connection_take_one_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = CountedTurn()
    monkeypatch.setattr(db, "_turn", turn)
    engine = create_engine(f"sqlite:///{tmp_path / 'one.sqlite'}")
    with engine.connect() as connection:
        for _again in range(3):
            with connection.begin():
                connection.execute(text("CREATE TABLE IF NOT EXISTS a (b)"))
    assert (turn.taken, turn.given_back) == (1, 1)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO a VALUES (1)"))
    assert (turn.taken, turn.given_back) == (2, 2)
    engine.dispose()


def test_reading_takes_no_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turn = CountedTurn()
    monkeypatch.setattr(db, "_turn", turn)
    engine = create_engine(f"sqlite:///{tmp_path / 'one.sqlite'}")
    with db.reading(), engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    assert turn.taken == 0
    engine.dispose()

"""The report that a timer puts into a folder each month: what was missed is made up once, what is there stays."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from hrtraining.core.i18n import speaking
from hrtraining.reporting import delivering, making, services
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.domain.refusal import Refused
from tests.factories.clock import at
from tests.services.reporting.closed import academies, closed_workshop
from tests.services.reporting.test_printing import of_size

AUGUST, OCTOBER, NOVEMBER = (at(datetime(2026, month, 20).date(), 9) for month in (8, 10, 11))


@pytest.fixture
def published(session: Session) -> Session:
    """Sixty pairs published in August, fifty more in October."""
    (one, first), (two, second) = academies(session, "A1", "A2")
    for academy_id, trainer, size, moment in ((one, first, 60, AUGUST), (two, second, 50, OCTOBER)):
        closed_workshop(session, academy_id, trainer, of_size(size), closed_at=moment)
        services.freeze_closed(session, now=moment)
        services.publish_now(session, actor_id=None, now=moment)
    return session


def deliver(session: Session, folder: Path, now: datetime) -> list[str]:
    """One run of the timer."""
    found = delivering.deliver(session, folder, now=now, draft=True, demonstration=False, speaking=speaking)
    return [str(month) for month in found]


def pairs(folder: Path, month: str) -> int:
    """The pairs that the report of a month counts."""
    figures = json.loads((folder / month / f"report-nation-{month}.json").read_text())
    return int(figures["national"]["n_paired"])


def test_missed_months_are_made_up_once_with_what_was_known_then(published: Session, tmp_path: Path) -> None:
    assert deliver(published, tmp_path, NOVEMBER) == ["2026-08", "2026-10"]
    assert (pairs(tmp_path, "2026-08"), pairs(tmp_path, "2026-10")) == (60, 110)
    names = sorted(path.name.split(".", 1)[1] for path in (tmp_path / "2026-10").iterdir())
    assert names == ["en.pdf", "en.xlsx", "json", "km.pdf", "km.xlsx"]
    assert deliver(published, tmp_path, NOVEMBER) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-08", "2026-10"]


def test_a_month_that_goes_on_is_not_delivered(published: Session, tmp_path: Path) -> None:
    assert deliver(published, tmp_path, OCTOBER) == ["2026-08"]


def test_a_month_that_fails_half_way_leaves_nothing_behind(
    published: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(made: Composed, form: str, *, draft: bool, demonstration: bool) -> bytes:
        if form == "xlsx":
            raise OSError(28, "No space left on device")
        return b"%PDF-"

    monkeypatch.setattr(making, "file_of", full)
    with pytest.raises(Refused):
        deliver(published, tmp_path, NOVEMBER)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(published: Session, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(Refused):
        deliver(published, tmp_path / "taken", NOVEMBER)

"""Proves that a sign-off holds for exactly the words and the law that a reviewer read."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from hrtraining.accounts.models import Account
from hrtraining.content import workbench as at
from hrtraining.content.domain.part import CHANGED, LAW_CHANGED, OPEN, SIGNED, state_of
from hrtraining.content.freezing import SignOff as LawSignOff
from hrtraining.content.freezing import text_hash
from hrtraining.content.reading.files import Desk
from hrtraining.content.reading.parts import resting_on
from hrtraining.content.reading.signed import read_signed
from hrtraining.core import audit
from hrtraining.core.db import Base
from hrtraining.core.errors import Conflict, DomainError, NotFound
from tests.curriculum.faults import add, change
from tests.curriculum.finished_course import EN, KM, write_finished_course
from tests.curriculum.small_course import item_id

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
ASK = "m01/l1#ask"


assert Account.__tablename__ == "accounts_account", "the tables that the sign-offs refer to are known"


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(
        engine,
        tables=[
            table
            for name, table in Base.metadata.tables.items()
            if name.startswith(("core_", "content_")) or name in ("accounts_academy", "accounts_account")
        ],
    )
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_finished_course(tmp_path)


def sign(session: Session, root: Path, *places: str, folder: Path | None = None, by: str = "A reader") -> int:
    bench = at.workbench(root)
    covered = [part for place in places for part in bench.under(place)]
    assert covered
    seen = {part.place: (part.text_hash, part.law_hash) for part in covered}
    return at.sign_off(session, root=root, folder=folder or root, seen=seen, by=by, actor_id=7, now=NOW)


def states(root: Path) -> dict[str, str]:
    signed = at.sign_offs(root)
    return {part.place: state_of(part, signed.get(part.place)) for part in at.workbench(root).parts}


def test_nothing_is_signed_at_first_and_every_kind_of_part_is_there(root: Path) -> None:
    found = states(root)
    assert set(found.values()) == {OPEN}
    assert {"m01/module", ASK, "m01-q1", "m01/scene#s1", "m01/scene#e4", "m01/trainer#aim"} < set(found)
    assert {"m01/handout#card", "i01", "objection/objection-1", "law/dcl-53", "term/pwud"} < set(found)
    assert len(found) == len(at.workbench(root).parts)


def test_sign_off_is_written_with_both_hashes_name_and_local_day(session: Session, root: Path) -> None:
    assert sign(session, root, ASK) == 1
    part = at.workbench(root).part(ASK)
    assert part is not None
    rows = yaml.safe_load((root / "signed-off.yaml").read_text(encoding="utf-8"))
    assert rows == [
        {"place": ASK, "text": part.text_hash, "law": part.law_hash, "by": "A reader", "on": "2026-11-23"}
    ]
    assert stat.S_IMODE((root / "signed-off.yaml").stat().st_mode) == 0o644
    assert [(one.action, one.subject) for one in audit.entries(session)] == [
        ("content.sign_off", f"part:{ASK}")
    ]
    assert states(root)[ASK] == SIGNED


@pytest.mark.parametrize(
    ("file", "old", "new"), [(KM, "សួរសិន មុននឹង", "សួរ មុននឹង"), (EN, "Ask before", "Ask well before")]
)
def test_a_change_in_either_language_opens_that_part_alone(
    session: Session, root: Path, file: str, old: str, new: str
) -> None:
    sign(session, root, "m01", "i01")
    change(file, old, new)(root)
    found = states(root)
    assert found[ASK] == CHANGED
    assert [place for place, state in found.items() if state == CHANGED] == [ASK]
    assert found["m01/l1#clock"] == SIGNED
    assert sign(session, root, ASK) == 1
    assert states(root)[ASK] == SIGNED


def test_invisible_characters_open_nothing(session: Session, root: Path) -> None:
    sign(session, root, ASK)
    change(KM, "មុននឹង", "មុន\u200bនឹង")(root)
    assert states(root)[ASK] == SIGNED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: quoted", "status: reported"),
        ("The State shall ensure services.", "The State may ensure services."),
    ],
)
def test_a_law_statement_that_changes_marks_exactly_what_rests_on_it(
    session: Session, root: Path, old: str, new: str
) -> None:
    places = [part.place for part in at.workbench(root).parts]
    sign(session, root, *places)
    assert set(states(root).values()) == {SIGNED}
    change("law.yaml", old, new)(root)
    found = states(root)
    resting = {part.place for part in resting_on(at.workbench(root).parts, "dcl-100")}
    assert resting == {
        *(f"m01/l{number}#clock" for number in range(1, 5)),
        *(f"m01/scene#e{number}" for number in range(1, 4)),
        item_id("C1"),
    }
    assert {place for place, state in found.items() if state == LAW_CHANGED} - {"law/dcl-100"} == resting
    assert found["law/dcl-100"] in (LAW_CHANGED, CHANGED)
    assert found["law/dcl-53"] == SIGNED


def test_what_is_recorded_on_the_law_page_marks_the_same_parts_before_any_freeze(
    session: Session, root: Path
) -> None:
    places = [part.place for part in at.workbench(root).parts]
    sign(session, root, *places)
    course = at.workbench(root).course
    assert course is not None
    statement = next(row for row in course.law if row["id"] == "dcl-100")
    seen = text_hash(statement["statement_km"], statement["statement_en"])
    said = LawSignOff("dcl-100", seen, "verified", None, None, "A lawyer", "2026-11-23")
    signed = at.sign_offs(root)
    bench = at.workbench(root, [said])
    marked = {part.place for part in bench.parts if state_of(part, signed.get(part.place)) == LAW_CHANGED}
    assert marked - {"law/dcl-100"} == {part.place for part in resting_on(bench.parts, "dcl-100")}
    assert "objection/objection-1" in {part.place for part in bench.parts}
    assert set(states(root).values()) == {SIGNED}, "the files themselves did not change"


def test_words_that_changed_under_the_eyes_are_not_signed(session: Session, root: Path) -> None:
    part = at.workbench(root).part(ASK)
    assert part is not None
    change(EN, "Ask before", "Ask well before")(root)
    seen = {ASK: (part.text_hash, part.law_hash)}
    with pytest.raises(Conflict):
        at.sign_off(session, root=root, folder=root, seen=seen, by="A", actor_id=None, now=NOW)
    with pytest.raises(NotFound):
        at.sign_off(session, root=root, folder=root, seen={"m99": ("", "")}, by="A", actor_id=None, now=NOW)
    with pytest.raises(DomainError):
        sign(session, root, ASK, by=" ")
    assert not (root / "signed-off.yaml").exists()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_audited(session: Session, root: Path) -> None:
    with pytest.raises(DomainError, match="cannot be written"):
        sign(session, root, ASK, folder=root / "gone")
    assert list(audit.entries(session)) == []


def test_a_second_reviewer_keeps_the_first_sign_off_and_places_that_are_gone_drop_out(
    session: Session, root: Path
) -> None:
    sign(session, root, ASK, by="First")
    sign(session, root, "m01-q1", ASK, by="Second")
    signed = at.sign_offs(root)
    assert {place: one.by for place, one in signed.items()} == {ASK: "First", "m01-q1": "Second"}
    change(KM, "{#ask}", "{#asked}")(root)
    change(EN, "{#ask}", "{#asked}")(root)
    sign(session, root, "m01-q2")
    assert set(at.sign_offs(root)) == {"m01-q1", "m01-q2"}


def test_a_file_of_sign_offs_written_by_hand_is_named_by_the_check(root: Path) -> None:
    add("signed-off.yaml", "- place: m01\n  by: me\n")(root)
    desk = Desk(root=root)
    assert read_signed(desk) == {}
    assert {one.kind for one in desk.faults} == {"key-missing"}


def test_signing_does_not_change_what_an_edition_is(session: Session, root: Path) -> None:
    before = at.files_hash(root)
    sign(session, root, ASK)
    assert at.files_hash(root) == before

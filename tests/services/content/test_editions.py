"""Proves freezing, approval and legal sign-offs against a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from hrtraining.accounts.models import Account
from hrtraining.content import queries, services
from hrtraining.content.models import EditionRow, LawReview
from hrtraining.core import audit
from hrtraining.core.db import Base
from hrtraining.core.errors import Conflict, DomainError, NotFound
from tests.curriculum.small_course import MODULE, write_course

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    tables = [
        Base.metadata.tables[name] for name in Base.metadata.tables if name.startswith(("content_", "core_"))
    ]
    tables += [Base.metadata.tables["accounts_academy"], Base.metadata.tables["accounts_account"]]
    Base.metadata.create_all(engine, tables=tables)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def actor(session: Session) -> int:
    account = Account(role="administrator", login="admin", created_at=NOW)
    session.add(account)
    session.flush()
    return account.id


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_course(tmp_path)


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def review(session: Session, edition: int, actor: int, **changes: object) -> None:
    statement = queries.edition_by_id(session, edition).law["dcl-100"]
    values: dict[str, object] = {
        "edition_id": edition,
        "statement_id": "dcl-100",
        "seen_hash": statement.text_hash,
        "status": "verified",
        "reviewer_name": "A reviewer",
        "actor_id": actor,
        "now": NOW,
    }
    services.record_law_review(session, **(values | changes))  # type: ignore[arg-type]  # one place for all cases


def test_same_content_is_the_same_row(session: Session, root: Path) -> None:
    first = services.freeze_edition(session, root=root, now=NOW)
    second = services.freeze_edition(session, root=root, now=LATER)
    assert first == second
    assert session.scalar(select(func.count()).select_from(EditionRow)) == 1
    edition = queries.current_edition(session)
    assert edition.id == first
    assert edition.modules[0].lessons[0].sections[0].id == "ask"
    assert "\u200b" in edition.modules[0].lessons[0].sections[0].html.km
    assert "\u200b" not in edition.modules[0].title.km
    assert len(edition.instruments["attitude-33"].items) == 33


def test_changed_content_is_a_new_edition_and_the_old_one_stays(session: Session, root: Path) -> None:
    first = services.freeze_edition(session, root=root, now=NOW)
    edit(root, f"{MODULE}/module.yaml", 'en: "Safe hands"', 'en: "Safer hands"')
    second = services.freeze_edition(session, root=root, now=LATER)
    assert second != first
    assert queries.current_edition(session).modules[0].title.en == "Safer hands"
    assert queries.edition_by_id(session, first).modules[0].title.en == "Safe hands"
    same = queries.edition_by_id(session, first).instruments["attitude-33"].version
    assert queries.current_edition(session).instruments["attitude-33"].version == same


def test_going_back_to_old_content_makes_the_old_edition_current_again(session: Session, root: Path) -> None:
    first = services.freeze_edition(session, root=root, now=NOW)
    edit(root, f"{MODULE}/module.yaml", 'en: "Safe hands"', 'en: "Safer hands"')
    services.freeze_edition(session, root=root, now=LATER)
    edit(root, f"{MODULE}/module.yaml", 'en: "Safer hands"', 'en: "Safe hands"')
    assert services.freeze_edition(session, root=root, now=LATER + timedelta(hours=1)) == first
    assert queries.current_edition(session).id == first


def test_an_item_reworded_makes_a_new_instrument_version(session: Session, root: Path) -> None:
    first = services.freeze_edition(session, root=root, now=NOW)
    edit(root, "instruments/attitude-33/items/i01.yaml", "Police help", "Officers help")
    second = services.freeze_edition(session, root=root, now=LATER)
    versions = {
        queries.edition_by_id(session, one).instruments["attitude-33"].version for one in (first, second)
    }
    assert len(versions) == 2


def test_broken_course_stops_with_a_sentence_and_changes_nothing(session: Session, root: Path) -> None:
    services.freeze_edition(session, root=root, now=NOW)
    edit(root, f"{MODULE}/scene.yaml", "to: s2", "to: s9")
    with pytest.raises(services.BrokenCourse, match=r"scene\.yaml"):
        services.freeze_edition(session, root=root, now=LATER)
    assert session.scalar(select(func.count()).select_from(EditionRow)) == 1


def test_without_an_edition_the_queries_say_so(session: Session) -> None:
    assert not queries.current_is_approved(session)
    with pytest.raises(NotFound):
        queries.current_edition(session)
    with pytest.raises(NotFound):
        queries.edition_by_id(session, 7)


def test_current_edition_asks_the_database_once_a_transaction(session: Session, root: Path) -> None:
    edition_id = services.freeze_edition(session, root=root, now=NOW)
    session.commit()
    first = queries.current_edition(session)
    assert queries.current_edition(session) is first
    assert queries.edition_by_id(session, edition_id) is first


def test_approval_is_recorded_once_and_audited(session: Session, root: Path, actor: int) -> None:
    edition_id = services.freeze_edition(session, root=root, now=NOW)
    record = {
        "edition_id": edition_id,
        "approved_by": "The Secretariat",
        "approved_on": date(2026, 11, 20),
        "document": "Letter 12",
        "actor_id": actor,
        "now": NOW,
    }
    services.record_approval(session, **record)  # type: ignore[arg-type]  # the same record is sent twice
    session.flush()
    assert queries.current_edition(session).is_approved
    assert queries.current_is_approved(session)
    assert "content.record_approval" in [entry.action for entry in audit.entries(session)]
    with pytest.raises(Conflict):
        services.record_approval(session, **record)  # type: ignore[arg-type]  # the same record is sent twice


def test_approval_of_one_edition_does_not_cover_the_next(session: Session, root: Path, actor: int) -> None:
    first = services.freeze_edition(session, root=root, now=NOW)
    services.record_approval(
        session,
        edition_id=first,
        approved_by="The Secretariat",
        approved_on=date(2026, 11, 20),
        document="Letter 12",
        actor_id=actor,
        now=NOW,
    )
    edit(root, f"{MODULE}/module.yaml", 'en: "Safe hands"', 'en: "Safer hands"')
    services.freeze_edition(session, root=root, now=LATER)
    assert not queries.current_is_approved(session)
    assert queries.edition_by_id(session, first).is_approved


def test_approval_in_the_future_is_refused(session: Session, root: Path, actor: int) -> None:
    edition_id = services.freeze_edition(session, root=root, now=NOW)
    midnight_in_phnom_penh = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)

    def approve(now: datetime) -> None:
        services.record_approval(
            session,
            edition_id=edition_id,
            approved_by="x",
            approved_on=date(2026, 11, 23),
            document="y",
            actor_id=actor,
            now=now,
        )

    with pytest.raises(DomainError):
        approve(midnight_in_phnom_penh - timedelta(seconds=1))
    approve(midnight_in_phnom_penh)
    session.flush()
    assert queries.current_is_approved(session)


def test_sign_off_is_taken_in_by_the_next_freeze(session: Session, root: Path, actor: int) -> None:
    first = services.freeze_edition(session, root=root, now=NOW)
    review(session, first, actor)
    assert not queries.current_edition(session).law["dcl-100"].is_verified
    second = services.freeze_edition(session, root=root, now=LATER)
    assert second != first
    edition = queries.current_edition(session)
    assert edition.law["dcl-100"].is_verified
    lesson = edition.modules[0].lessons[0]
    assert "Awaiting" not in lesson.sections[1].html.en
    assert "Awaiting" in queries.edition_by_id(session, first).modules[0].lessons[0].sections[1].html.en


def test_better_wording_replaces_the_text_without_touching_the_files(
    session: Session, root: Path, actor: int
) -> None:
    first = services.freeze_edition(session, root=root, now=NOW)
    review(session, first, actor, text_km="រដ្ឋធានាសេវា។", text_en="The State ensures services.")
    services.freeze_edition(session, root=root, now=LATER)
    assert queries.current_edition(session).law["dcl-100"].text.en == "The State ensures services."
    again = services.freeze_edition(session, root=root, now=LATER + timedelta(hours=1))
    assert again == queries.current_edition(session).id


def test_sign_offs_written_back_to_the_file_make_the_same_edition(
    session: Session, root: Path, actor: int
) -> None:
    first = services.freeze_edition(session, root=root, now=NOW)
    review(session, first, actor, text_km="រដ្ឋធានាសេវា។", text_en="The State ensures services.")
    second = services.freeze_edition(session, root=root, now=LATER)
    records = services.signed_law(session, root=root)
    (root / "law.yaml").write_text(yaml.safe_dump(records, allow_unicode=True), encoding="utf-8")
    assert services.freeze_edition(session, root=root, now=LATER + timedelta(hours=1)) == second
    session.query(LawReview).delete()
    assert services.freeze_edition(session, root=root, now=LATER + timedelta(hours=2)) == second


def test_sign_off_of_another_wording_is_not_taken_in(session: Session, root: Path, actor: int) -> None:
    first = services.freeze_edition(session, root=root, now=NOW)
    review(session, first, actor)
    edit(root, "law.yaml", "The State shall ensure services.", "The State may ensure services.")
    services.freeze_edition(session, root=root, now=LATER)
    assert not queries.current_edition(session).law["dcl-100"].is_verified


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"statement_id": "dcl-999"}, NotFound),
        ({"edition_id": 99}, NotFound),
        ({"seen_hash": "another"}, Conflict),
        ({"status": "true"}, DomainError),
        ({"text_km": "ខ្មែរ"}, DomainError),
        ({"status": "disputed", "note": " "}, DomainError),
    ],
)
def test_review_that_does_not_fit_is_refused(
    session: Session, root: Path, actor: int, changes: dict[str, object], error: type[DomainError]
) -> None:
    edition_id = services.freeze_edition(session, root=root, now=NOW)
    with pytest.raises(error):
        review(session, edition_id, actor, **changes)
    assert session.scalar(select(func.count()).select_from(LawReview)) == 0

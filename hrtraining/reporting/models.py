"""Tables of what was published: periods, the frozen figures of closed workshops, who was counted already."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base, UTCDateTime


class Period(Base):
    """Closed workshops whose figures were published together; it never changes (CONVENTIONS.md 16)."""

    __tablename__ = "reporting_period"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    closed_at: Mapped[datetime] = mapped_column(UTCDateTime, unique=True, info={"pii": "none"})
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_account.id"), info={"pii": "none"})
    """The analyst who published ahead of time; empty when it closed by itself."""


class FrozenWorkshop(Base):
    """The pairs of a closed workshop as they were at closing, in no order, without pseudonyms and times."""

    __tablename__ = "reporting_frozen_workshop"
    __table_args__ = (
        CheckConstraint("pairs >= 0", name="pairs"),
        # what pages ask of all workshops stands in one index, so that no page reads past the answers of each
        Index(
            "ix_reporting_frozen_workshop_published",
            "instrument_version",
            "period_id",
            "academy_id",
            "instrument_key",
            "edition_id",
            "closed_at",
            "pairs",
            "workshop_id",
        ),
    )

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id"), primary_key=True, autoincrement=False, info={"pii": "none"}
    )
    academy_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_academy.id"), index=True, info={"pii": "none"}
    )
    period_id: Mapped[int | None] = mapped_column(
        ForeignKey("reporting_period.id"), index=True, info={"pii": "none"}
    )
    """Empty while the workshop waits for its period."""
    edition_id: Mapped[int] = mapped_column(ForeignKey("content_edition.id"), info={"pii": "none"})
    instrument_key: Mapped[str] = mapped_column(String(40), info={"pii": "none"})
    instrument_version: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    closed_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    frozen_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    pairs: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    flow: Mapped[dict[str, Any]] = mapped_column(JSON, info={"pii": "none"})
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, info={"pii": "pseudonymous"})
    """Raw codes of the pairs and of those without a post-test, sorted, so that the order says nothing."""
    body_hash: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    """SHA-256 of the body; a changed body is refused."""


class FrozenDouble(Base):
    """The people of a closed doubled workshop with three tests, in no order, without pseudonyms and times."""

    __tablename__ = "reporting_frozen_double"
    __table_args__ = (CheckConstraint("people >= 0", name="people"),)

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("reporting_frozen_workshop.workshop_id"),
        primary_key=True,
        autoincrement=False,
        info={"pii": "none"},
    )
    people: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    flow: Mapped[dict[str, Any]] = mapped_column(JSON, info={"pii": "none"})
    """How many sent the test at enrolment in time, late, or not at all."""
    body: Mapped[str] = mapped_column(Text, info={"pii": "pseudonymous"})
    """Raw codes at enrolment, before and after, sorted, so that the order says nothing."""
    body_hash: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    """SHA-256 of the body; a changed body is refused."""


class KeptVerdict(Base):
    """What the gate decided of a state of publication; made anew when it is missing or of another gate."""

    __tablename__ = "reporting_kept_verdict"

    instrument_version: Mapped[str] = mapped_column(String(64), primary_key=True, info={"pii": "none"})
    period_id: Mapped[int] = mapped_column(
        ForeignKey("reporting_period.id"), primary_key=True, autoincrement=False, info={"pii": "none"}
    )
    """The last period of the state."""
    software: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    """Fingerprint of the gate that decided."""
    data_hash: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    """Fingerprint of everything that was frozen and published then."""
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, info={"pii": "none"})
    """Which groups appear, how finely their figures are printed, pairs by workshop and counts by category."""
    body_hash: Mapped[str] = mapped_column(String(64), info={"pii": "none"})


class CountedLearner(Base):
    """A pseudonym whose first pair is in a frozen workshop: nobody is counted twice."""

    __tablename__ = "reporting_counted_learner"
    __table_args__ = ({"sqlite_with_rowid": False},)

    pseudonym: Mapped[UUID] = mapped_column(Uuid, primary_key=True, info={"pii": "pseudonymous"})
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("reporting_frozen_workshop.workshop_id"), index=True, info={"pii": "none"}
    )

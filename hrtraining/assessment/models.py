"""Tables of administrations and attempts: the answer store knows pseudonyms, the person side knows dates."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base, UTCDateTime
from hrtraining.core.ids import uuid7


class Administration(Base):
    """One giving of an instrument to a workshop: at enrolment, before, after, or months later to a panel of it."""

    __tablename__ = "assessment_administration"
    __table_args__ = (
        UniqueConstraint("workshop_id", "phase"),
        CheckConstraint("phase IN ('pre0','pre','post','fu3','fu6','fu12')", name="phase"),
        CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name="closed_after_opened"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid7, info={"pii": "none"})
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id", ondelete="CASCADE"), info={"pii": "none"}
    )
    phase: Mapped[str] = mapped_column(String(8), info={"pii": "none"})
    edition_id: Mapped[int] = mapped_column(ForeignKey("content_edition.id"), info={"pii": "none"})
    instrument_key: Mapped[str] = mapped_column(String(40), info={"pii": "none"})
    instrument_version: Mapped[str] = mapped_column(String(64), index=True, info={"pii": "none"})
    item_count: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info={"pii": "none"})
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info={"pii": "none"})


class Attempt(Base):
    """One person's go at an administration, under a pseudonym; the raw codes are the truth.

    The key is random and the table has no hidden row number, so its order says nothing about when or by whom.
    """

    __tablename__ = "assessment_attempt"
    __table_args__ = (
        UniqueConstraint("pseudonym", "administration_id", "take"),
        CheckConstraint("length(codes) > 0", name="codes"),
        Index("ix_assessment_attempt_administration_id", "administration_id"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4, info={"pii": "pseudonymous"})
    pseudonym: Mapped[UUID] = mapped_column(Uuid, info={"pii": "pseudonymous"})
    administration_id: Mapped[int] = mapped_column(
        ForeignKey("assessment_administration.id", ondelete="CASCADE"), info={"pii": "none"}
    )
    academy_id: Mapped[int] = mapped_column(ForeignKey("accounts_academy.id"), info={"pii": "none"})
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops_workshop.id"), info={"pii": "none"})
    codes: Mapped[str] = mapped_column(String(120), info={"pii": "pseudonymous"})
    """One character an item in item order; - for no answer, D for not sure."""
    sequences: Mapped[str] = mapped_column(String(600), info={"pii": "none"})
    language: Mapped[str] = mapped_column(String(2), info={"pii": "pseudonymous"})
    channel: Mapped[str] = mapped_column(String(10), default="web", info={"pii": "pseudonymous"})
    form: Mapped[str] = mapped_column(String(10), default="same", info={"pii": "pseudonymous"})
    participant_group: Mapped[str | None] = mapped_column(String(20), info={"pii": "pseudonymous"})
    rank_band: Mapped[str | None] = mapped_column(String(20), info={"pii": "pseudonymous"})
    sex: Mapped[str | None] = mapped_column(String(10), info={"pii": "pseudonymous"})
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "pseudonymous"})
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info={"pii": "pseudonymous"})
    is_late: Mapped[bool] = mapped_column(default=False, info={"pii": "pseudonymous"})
    """Whether anything of it arrived after closing: kept, shown in the flow, in no figure (RULES.md 10)."""
    help_opened: Mapped[bool] = mapped_column(default=False, info={"pii": "pseudonymous"})
    take: Mapped[int] = mapped_column(Integer, default=1, server_default=text("1"), info={"pii": "none"})
    """Always 1 on the platform; of sheets from a file a person may have several, and the earliest counts."""


class Link(Base):
    """The one table that joins a person to a pseudonym; destroyed when the follow-up window ends."""

    __tablename__ = "assessment_link"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id", ondelete="CASCADE"), primary_key=True, info={"pii": "personal"}
    )
    pseudonym: Mapped[UUID] = mapped_column(Uuid, unique=True, info={"pii": "pseudonymous"})


class ParticipationRow(Base):
    """What the person side knows of a test: how far, and the day; without a row number that would keep an order."""

    __tablename__ = "assessment_participation"
    __table_args__ = (
        CheckConstraint("state IN ('started','submitted','late')", name="state"),
        {"sqlite_with_rowid": False},
    )

    administration_id: Mapped[int] = mapped_column(
        ForeignKey("assessment_administration.id", ondelete="CASCADE"), primary_key=True, info={"pii": "none"}
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id", ondelete="CASCADE"), primary_key=True, info={"pii": "personal"}
    )
    state: Mapped[str] = mapped_column(String(12), info={"pii": "personal"})
    day: Mapped[date] = mapped_column(Date, info={"pii": "personal"})


class Conflict(Base):
    """A second answer with a sequence number that was taken: kept for review, never counted."""

    __tablename__ = "assessment_conflict"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4, info={"pii": "none"})
    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("assessment_attempt.id", ondelete="CASCADE"), info={"pii": "pseudonymous"}
    )
    place: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    code: Mapped[str] = mapped_column(String(4), info={"pii": "pseudonymous"})
    sequence: Mapped[int] = mapped_column(Integer, info={"pii": "none"})

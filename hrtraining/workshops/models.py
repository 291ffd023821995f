"""Tables of workshops, their trainers, rosters and attendance."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base, UTCDateTime
from hrtraining.core.ids import uuid7


class Workshop(Base):
    """One giving of the course to a group: a course at an academy or a sensitisation workshop in a province."""

    __tablename__ = "workshops_workshop"
    __table_args__ = (
        CheckConstraint("kind IN ('course','sensitisation')", name="kind"),
        CheckConstraint("ends_on >= starts_on", name="days"),
        CheckConstraint("attendance_percent BETWEEN 1 AND 100", name="attendance_percent"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid7, info={"pii": "none"})
    kind: Mapped[str] = mapped_column(String(20), info={"pii": "none"})
    academy_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_academy.id"), index=True, info={"pii": "none"}
    )
    title: Mapped[str] = mapped_column(String(160), info={"pii": "none"})
    province: Mapped[str] = mapped_column(String(80), default="", info={"pii": "none"})
    venue: Mapped[str] = mapped_column(String(160), default="", info={"pii": "none"})
    starts_on: Mapped[date] = mapped_column(Date, info={"pii": "none"})
    ends_on: Mapped[date] = mapped_column(Date, info={"pii": "none"})
    edition_id: Mapped[int] = mapped_column(ForeignKey("content_edition.id"), info={"pii": "none"})
    modules: Mapped[list[str]] = mapped_column(JSON, info={"pii": "none"})
    """The keys of the planned modules in teaching order."""
    attendance_percent: Mapped[int] = mapped_column(Integer, default=80, info={"pii": "none"})
    join_code: Mapped[str] = mapped_column(String(6), unique=True, info={"pii": "none"})
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True, info={"pii": "none"})
    """When the workshop was closed, whole; from then on its attempts enter published figures and freeze."""
    people_outside: Mapped[int | None] = mapped_column(Integer, info={"pii": "none"})
    """Of a workshop held outside the platform, how many people its sheets name; empty for one that is held here."""
    is_doubled: Mapped[bool] = mapped_column(default=False, info={"pii": "none"})
    """Whether the lot put it among those that take the test before twice; set once when it is created."""
    is_crossed: Mapped[bool] = mapped_column(default=False, info={"pii": "none"})
    """Whether its learners take the two forms of the test in turn; set once when it is created."""


class Switch(Base):
    """That new courses take part in a design from a day on, until a day; audited, never overwritten."""

    __tablename__ = "workshops_switch"
    __table_args__ = (
        CheckConstraint("design IN ('double_pretest','cross_over')", name="design"),
        CheckConstraint("until_day IS NULL OR until_day >= from_day", name="days"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    design: Mapped[str] = mapped_column(String(20), info={"pii": "none"})
    from_day: Mapped[date] = mapped_column(Date, info={"pii": "none"})
    until_day: Mapped[date | None] = mapped_column(Date, info={"pii": "none"})
    """From this day on no new course takes part; empty while the end is open."""
    switched_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_account.id"), info={"pii": "none"})
    switched_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})


class Lot(Base):
    """How the lot fell on a course in the double pre-test; drawn once, never changed.

    Courses of an academy are drawn in blocks of two in the order in which they are created; one seed a block.
    """

    __tablename__ = "workshops_lot"
    __table_args__ = (UniqueConstraint("switch_id", "academy_id", "position"),)

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info={"pii": "none"},
    )
    switch_id: Mapped[int] = mapped_column(ForeignKey("workshops_switch.id"), info={"pii": "none"})
    academy_id: Mapped[int] = mapped_column(ForeignKey("accounts_academy.id"), info={"pii": "none"})
    position: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    """Its place among the courses of the academy, counted from 0."""
    seed: Mapped[str] = mapped_column(String(40), info={"pii": "none"})
    is_doubled: Mapped[bool] = mapped_column(info={"pii": "none"})
    drawn_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})


class WorkshopTrainer(Base):
    """Who gives a workshop."""

    __tablename__ = "workshops_trainer"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id", ondelete="CASCADE"), primary_key=True, info={"pii": "none"}
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id"), primary_key=True, index=True, info={"pii": "personal"}
    )


class RosterLine(Base):
    """A person on the roster of a workshop."""

    __tablename__ = "workshops_roster_line"
    __table_args__ = (
        UniqueConstraint("workshop_id", "account_id"),
        CheckConstraint(
            "participant_group IN ('police','local_authority','civil_society')", name="participant_group"
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id", ondelete="CASCADE"), info={"pii": "none"}
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id"), index=True, info={"pii": "personal"}
    )
    participant_group: Mapped[str] = mapped_column(String(20), default="police", info={"pii": "personal"})
    intake: Mapped[str] = mapped_column(String(40), default="", info={"pii": "personal"})
    excused_reason: Mapped[str | None] = mapped_column(String(200), info={"pii": "personal"})
    """Why the trainer excused the learner from the pre-test; such a learner is no pair."""
    import_key: Mapped[str | None] = mapped_column(String(64), index=True, info={"pii": "none"})
    """The import that brought the line, so that it can be undone as a whole."""


class Attendance(Base):
    """That a person was there for half a day, ticked by the trainer; absent people have no row."""

    __tablename__ = "workshops_attendance"
    __table_args__ = (
        CheckConstraint("half IN ('am','pm')", name="half"),
        {"sqlite_with_rowid": False},
    )

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id", ondelete="CASCADE"), primary_key=True, info={"pii": "none"}
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True, info={"pii": "none"})
    half: Mapped[str] = mapped_column(String(2), primary_key=True, info={"pii": "none"})
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id"), primary_key=True, info={"pii": "personal"}
    )


class JoinRequest(Base):
    """Somebody in the room who is not on the roster and waits for the trainer's approval."""

    __tablename__ = "workshops_join_request"
    __table_args__ = (CheckConstraint("state IN ('waiting','approved','refused')", name="state"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"pii": "none"})
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id", ondelete="CASCADE"), index=True, info={"pii": "none"}
    )
    state: Mapped[str] = mapped_column(String(10), default="waiting", info={"pii": "none"})
    person: Mapped[dict[str, Any]] = mapped_column(JSON, info={"pii": "personal"})
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts_account.id"), info={"pii": "personal"}
    )
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})

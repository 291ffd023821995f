"""Tables of the follow-up: panels and invitations on the person side, frozen waves, and reports of work beside both."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base, UTCDateTime

WAVES = "phase IN ('fu3','fu6','fu12')"


class Panel(Base):
    """The people of a closed workshop who were drawn by lot; it never changes."""

    __tablename__ = "followup_panel"
    __table_args__ = (
        CheckConstraint("size > 0 AND size <= frame_size", name="size"),
        CheckConstraint("share_percent BETWEEN 1 AND 100", name="share_percent"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id"), unique=True, info={"pii": "none"}
    )
    academy_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_academy.id"), index=True, info={"pii": "none"}
    )
    seed: Mapped[str] = mapped_column(String(40), info={"pii": "none"})
    share_percent: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    frame_size: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    frame_hash: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    size: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    drawn_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    drawn_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_account.id"), info={"pii": "none"})


class FrameMember(Base):
    """Somebody who could be drawn, and whether the lot fell on them: the frame, kept so that all can be drawn again."""

    __tablename__ = "followup_frame_member"
    __table_args__ = ({"sqlite_with_rowid": False},)

    panel_id: Mapped[int] = mapped_column(
        ForeignKey("followup_panel.id", ondelete="CASCADE"), primary_key=True, info={"pii": "none"}
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id", ondelete="CASCADE"), primary_key=True, info={"pii": "personal"}
    )
    is_drawn: Mapped[bool] = mapped_column(info={"pii": "personal"})


class Invitation(Base):
    """A slip that was printed for a person and a wave; of its code only the hash is kept."""

    __tablename__ = "followup_invitation"
    __table_args__ = (
        CheckConstraint(WAVES, name="phase"),
        {"sqlite_with_rowid": False},
    )

    panel_id: Mapped[int] = mapped_column(
        ForeignKey("followup_panel.id", ondelete="CASCADE"), primary_key=True, info={"pii": "none"}
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id", ondelete="CASCADE"), primary_key=True, info={"pii": "personal"}
    )
    phase: Mapped[str] = mapped_column(String(8), primary_key=True, info={"pii": "none"})
    code_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"pii": "personal"})
    printed_on: Mapped[date] = mapped_column(Date, info={"pii": "none"})


class FrozenWave(Base):
    """A wave that is over: raw codes before, after and later of the same people, in no order, without pseudonyms."""

    __tablename__ = "followup_frozen_wave"
    __table_args__ = (
        CheckConstraint(WAVES, name="phase"),
        CheckConstraint("answered <= invited", name="answered"),
    )

    panel_id: Mapped[int] = mapped_column(
        ForeignKey("followup_panel.id"), primary_key=True, autoincrement=False, info={"pii": "none"}
    )
    phase: Mapped[str] = mapped_column(String(8), primary_key=True, info={"pii": "none"})
    edition_id: Mapped[int] = mapped_column(ForeignKey("content_edition.id"), info={"pii": "none"})
    instrument_key: Mapped[str] = mapped_column(String(40), info={"pii": "none"})
    instrument_version: Mapped[str] = mapped_column(String(64), index=True, info={"pii": "none"})
    invited: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    answered: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    frozen_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    body: Mapped[str] = mapped_column(Text, info={"pii": "pseudonymous"})
    body_hash: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    """SHA-256 of the body; a changed body is refused."""


class Ticket(Base):
    """The right to give one report of work: handed out when the test is sent, torn when the report comes.

    It names nobody, and the person side does not know of it.
    """

    __tablename__ = "followup_ticket"
    __table_args__ = (
        CheckConstraint(WAVES, name="phase"),
        {"sqlite_with_rowid": False},
    )

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True, info={"pii": "pseudonymous"})
    phase: Mapped[str] = mapped_column(String(8), info={"pii": "none"})
    until: Mapped[date] = mapped_column(Date, info={"pii": "none"})


class PracticeReport(Base):
    """What somebody said of the work of three months, under a pseudonym of its own that no other table knows.

    Neither workshop nor academy nor day is kept: only the wave and the half-year.
    """

    __tablename__ = "followup_practice_report"
    __table_args__ = (
        CheckConstraint(WAVES, name="phase"),
        {"sqlite_with_rowid": False},
    )

    pseudonym: Mapped[UUID] = mapped_column(
        Uuid, primary_key=True, default=uuid4, info={"pii": "pseudonymous"}
    )
    phase: Mapped[str] = mapped_column(String(8), info={"pii": "none"})
    half_year: Mapped[str] = mapped_column(String(6), info={"pii": "none"})
    searches: Mapped[str] = mapped_column(String(8), info={"pii": "pseudonymous"})
    referrals: Mapped[str] = mapped_column(String(8), info={"pii": "pseudonymous"})
    needle_sticks: Mapped[str] = mapped_column(String(8), info={"pii": "pseudonymous"})
    needle_help: Mapped[str] = mapped_column(String(8), info={"pii": "pseudonymous"})
    reasons: Mapped[str] = mapped_column(String(120), info={"pii": "pseudonymous"})
    """Codes joined by commas."""

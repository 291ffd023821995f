"""Tables of the workshop evaluation: what was said without anybody's name, and who has answered without what."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base


class OpinionRow(Base):
    """What somebody said of a running workshop: no account, no pseudonym, no time, in no order.

    When the workshop is closed its rows are counted once and taken away.
    """

    __tablename__ = "evaluation_opinion"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4, info={"pii": "pseudonymous"})
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops_workshop.id"), info={"pii": "none"})
    answers: Mapped[dict[str, str]] = mapped_column(JSON, info={"pii": "pseudonymous"})
    """Codes by question, in the order of the questions."""


class Given(Base):
    """That somebody has answered, so that nobody answers twice; never what, and of when only the day."""

    __tablename__ = "evaluation_given"
    __table_args__ = ({"sqlite_with_rowid": False},)

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id"), primary_key=True, info={"pii": "none"}
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id", ondelete="CASCADE"), primary_key=True, info={"pii": "personal"}
    )
    given_on: Mapped[date] = mapped_column(Date, info={"pii": "personal"})


class Result(Base):
    """How often each answer was given in a closed workshop; it never changes."""

    __tablename__ = "evaluation_result"
    __table_args__ = (CheckConstraint("opinions > 0", name="opinions"),)

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id"), primary_key=True, autoincrement=False, info={"pii": "none"}
    )
    edition_id: Mapped[int] = mapped_column(ForeignKey("content_edition.id"), info={"pii": "none"})
    version: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    """Of the questions; answers to two versions are never put together."""
    opinions: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, info={"pii": "pseudonymous"})
    """By question and code."""

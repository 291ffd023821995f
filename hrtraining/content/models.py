"""Tables of frozen editions, their approval and the legal reviewer's sign-offs."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base, UTCDateTime


class EditionRow(Base):
    """One frozen state of the curriculum; the same content is the same row."""

    __tablename__ = "content_edition"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    key: Mapped[str] = mapped_column(String(60), info={"pii": "none"})
    hash: Mapped[str] = mapped_column(String(64), unique=True, info={"pii": "none"})
    rendering: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    """Which state of the renderer made the HTML in the body."""
    body: Mapped[str] = mapped_column(Text, info={"pii": "none"})
    """The edition as JSON."""
    files_hash: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    """Of the files and sign-offs it was frozen from last, so that an unchanged course is not read again."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    current_since: Mapped[datetime] = mapped_column(UTCDateTime, index=True, info={"pii": "none"})
    """When this content was last frozen; the newest is the one that new workshops use."""


class Approval(Base):
    """The administrator's record that the Secretariat approved an edition: who, when, on what document."""

    __tablename__ = "content_approval"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    edition_id: Mapped[int] = mapped_column(
        ForeignKey("content_edition.id"), unique=True, info={"pii": "none"}
    )
    approved_by: Mapped[str] = mapped_column(String(200), info={"pii": "personal"})
    approved_on: Mapped[date] = mapped_column(Date, info={"pii": "none"})
    document: Mapped[str] = mapped_column(String(300), info={"pii": "none"})
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts_account.id"), info={"pii": "pseudonymous"})
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})


class LawReview(Base):
    """What a legal reviewer said of one statement of a frozen edition; rows are added, never changed."""

    __tablename__ = "content_law_review"
    __table_args__ = (
        CheckConstraint("status IN ('quoted','reported','disputed','verified')", name="status"),
        CheckConstraint("(text_km IS NULL) = (text_en IS NULL)", name="both_languages"),
        Index("ix_content_law_review_statement_id_id", "statement_id", "id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    edition_id: Mapped[int] = mapped_column(
        ForeignKey("content_edition.id"), index=True, info={"pii": "none"}
    )
    statement_id: Mapped[str] = mapped_column(String(60), info={"pii": "none"})
    text_hash: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    """The wording that was before the reviewer."""
    status: Mapped[str] = mapped_column(String(20), info={"pii": "none"})
    text_km: Mapped[str | None] = mapped_column(Text, info={"pii": "none"})
    text_en: Mapped[str | None] = mapped_column(Text, info={"pii": "none"})
    reviewer_name: Mapped[str] = mapped_column(String(200), info={"pii": "personal"})
    note: Mapped[str] = mapped_column(Text, default="", info={"pii": "none"})
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts_account.id"), info={"pii": "pseudonymous"})
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})

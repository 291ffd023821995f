"""Tables of certificates, of the people who sign them and of the offices printed at their head."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base, UTCDateTime
from hrtraining.core.ids import uuid7


class Certificate(Base):
    """One certificate with everything printed on it, as it was on the day of issue."""

    __tablename__ = "certificates_certificate"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("kind IN ('achievement','attendance')", name="kind"),
        CheckConstraint("state IN ('issued','revoked','replaced')", name="state"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(code) >= 14", name="code"),
        CheckConstraint("(state = 'issued') = (ended_at IS NULL)", name="ended"),
        CheckConstraint("(state = 'issued') = (reason IS NULL)", name="reason"),
        CheckConstraint("(state = 'replaced') = (replaced_by_id IS NOT NULL)", name="replaced_by"),
        Index(
            "uq_certificates_certificate_one_issued",
            "account_id",
            "workshop_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'issued'"),
            postgresql_where=text("state = 'issued'"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid7, info={"pii": "none"})
    serial: Mapped[str] = mapped_column(String(20), unique=True, info={"pii": "personal"})
    year: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    number: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    code: Mapped[str] = mapped_column(String(40), info={"pii": "personal"})
    """The random part of the verification address; without it a serial number verifies nothing."""
    kind: Mapped[str] = mapped_column(String(20), info={"pii": "none"})
    state: Mapped[str] = mapped_column(String(10), default="issued", index=True, info={"pii": "none"})
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id"), index=True, info={"pii": "personal"}
    )
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id"), index=True, info={"pii": "none"}
    )
    academy_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_academy.id"), index=True, info={"pii": "none"}
    )
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON, info={"pii": "personal"})
    snapshot_hash: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    name_key: Mapped[str] = mapped_column(String(400), index=True, info={"pii": "personal"})
    """The printed Khmer and Latin names in the form in which names are searched."""
    name_sort: Mapped[str] = mapped_column(String(900), info={"pii": "personal"})
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    issued_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts_account.id"), info={"pii": "personal"}
    )
    expires_on: Mapped[date | None] = mapped_column(Date, info={"pii": "none"})
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info={"pii": "none"})
    reason: Mapped[str | None] = mapped_column(String(30), info={"pii": "none"})
    note: Mapped[str] = mapped_column(String(300), default="", info={"pii": "personal"})
    """What the academy wrote down about the revocation; never on a public page."""
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("certificates_certificate.id"), info={"pii": "none"}
    )


class Signer(Base):
    """An office holder who signs certificates; which office and who is data, not part of the program."""

    __tablename__ = "certificates_signer"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    title_km: Mapped[str] = mapped_column(String(160), info={"pii": "none"})
    title_en: Mapped[str] = mapped_column(String(160), info={"pii": "none"})
    rank_km: Mapped[str] = mapped_column(String(80), default="", info={"pii": "personal"})
    rank_en: Mapped[str] = mapped_column(String(80), default="", info={"pii": "personal"})
    name_km: Mapped[str] = mapped_column(String(160), info={"pii": "personal"})
    name_en: Mapped[str] = mapped_column(String(160), info={"pii": "personal"})
    place_km: Mapped[str] = mapped_column(String(120), info={"pii": "none"})
    place_en: Mapped[str] = mapped_column(String(120), info={"pii": "none"})
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, info={"pii": "none"})
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})


class Letterhead(Base):
    """The names of the ministry and the office at the head of a certificate; the newest row counts."""

    __tablename__ = "certificates_letterhead"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    ministry_km: Mapped[str] = mapped_column(String(160), info={"pii": "none"})
    ministry_en: Mapped[str] = mapped_column(String(160), info={"pii": "none"})
    office_km: Mapped[str] = mapped_column(String(160), info={"pii": "none"})
    office_en: Mapped[str] = mapped_column(String(160), info={"pii": "none"})
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})

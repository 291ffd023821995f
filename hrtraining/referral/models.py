"""Tables of the referral directory: kinds, services, what each offers, and what was changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base, UTCDateTime
from hrtraining.core.ids import uuid7


class KindRow(Base):
    """A kind of service, as curriculum/referral.yaml names it."""

    __tablename__ = "referral_kind"

    key: Mapped[str] = mapped_column(String(40), primary_key=True, info={"pii": "none"})
    name_km: Mapped[str] = mapped_column(String(120), info={"pii": "none"})
    name_en: Mapped[str] = mapped_column(String(120), info={"pii": "none"})
    position: Mapped[int] = mapped_column(Integer, info={"pii": "none"})


class ServiceRow(Base):
    """One service; a text that is empty means that nobody knows it yet."""

    __tablename__ = "referral_service"
    __table_args__ = (
        CheckConstraint("name_km <> '' AND name_en <> '' AND source <> ''", name="known"),
        CheckConstraint("(checked_on IS NULL) = (checked_by = '')", name="checked"),
        Index("ix_referral_service_province_is_active", "province", "is_active"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid7, info={"pii": "none"})
    province: Mapped[str] = mapped_column(String(30), info={"pii": "none"})
    name_km: Mapped[str] = mapped_column(String(200), info={"pii": "none"})
    name_en: Mapped[str] = mapped_column(String(200), info={"pii": "none"})
    services_km: Mapped[str] = mapped_column(String(300), default="", info={"pii": "none"})
    services_en: Mapped[str] = mapped_column(String(300), default="", info={"pii": "none"})
    address_km: Mapped[str] = mapped_column(String(300), default="", info={"pii": "none"})
    address_en: Mapped[str] = mapped_column(String(300), default="", info={"pii": "none"})
    hours_km: Mapped[str] = mapped_column(String(200), default="", info={"pii": "none"})
    hours_en: Mapped[str] = mapped_column(String(200), default="", info={"pii": "none"})
    phones: Mapped[list[str]] = mapped_column(JSON, info={"pii": "personal"})
    """Numbers of places; an editor may have written the one of a person who answers there."""
    note_km: Mapped[str] = mapped_column(String(800), default="", info={"pii": "personal"})
    note_en: Mapped[str] = mapped_column(String(800), default="", info={"pii": "personal"})
    checked_on: Mapped[date | None] = mapped_column(Date, info={"pii": "none"})
    checked_by: Mapped[str] = mapped_column(String(160), default="", info={"pii": "personal"})
    """A person, a role or an office, as the editor wrote it."""
    source: Mapped[str] = mapped_column(String(400), info={"pii": "none"})
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, info={"pii": "none"})
    is_untouched: Mapped[bool] = mapped_column(Boolean, default=False, info={"pii": "none"})
    """As the course files brought it, edited by nobody since: only such a row follows the files."""
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})


class OfferRow(Base):
    """That a service is of a kind; one place may be of several."""

    __tablename__ = "referral_offer"

    service_id: Mapped[int] = mapped_column(
        ForeignKey("referral_service.id", ondelete="CASCADE"), primary_key=True, info={"pii": "none"}
    )
    kind_key: Mapped[str] = mapped_column(
        ForeignKey("referral_kind.key"), primary_key=True, index=True, info={"pii": "none"}
    )


class ChangeRow(Base):
    """One change of a service: when, in what role, and each field before and after; who it was stands in the audit log."""

    __tablename__ = "referral_change"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    service_id: Mapped[int] = mapped_column(
        ForeignKey("referral_service.id", ondelete="CASCADE"), index=True, info={"pii": "none"}
    )
    at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    by: Mapped[str] = mapped_column(String(30), info={"pii": "none"})
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, info={"pii": "personal"})

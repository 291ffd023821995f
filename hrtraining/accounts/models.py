"""Tables of academies, accounts and sessions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base, UTCDateTime
from hrtraining.core.ids import uuid7


class Academy(Base):
    """A place that teaches; data, because the sources do not name all six."""

    __tablename__ = "accounts_academy"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    key: Mapped[str] = mapped_column(String(20), unique=True, info={"pii": "none"})
    name_km: Mapped[str] = mapped_column(String(200), info={"pii": "none"})
    name_en: Mapped[str] = mapped_column(String(200), info={"pii": "none"})
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, info={"pii": "none"})


class Account(Base):
    """A person who may sign in: a learner with a number and a PIN, or staff with a name and a password."""

    __tablename__ = "accounts_account"
    __table_args__ = (
        CheckConstraint(
            "role IN ('learner','trainer','academy_administrator','analyst','administrator','auditor')",
            name="role",
        ),
        CheckConstraint(
            "academy_id IS NOT NULL OR role IN ('analyst','administrator','auditor')", name="academy_of_role"
        ),
        CheckConstraint("language IN ('km','en')", name="language"),
        CheckConstraint("sex IS NULL OR sex IN ('female','male')", name="sex"),
        Index("ix_accounts_account_academy_role", "academy_id", "role"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "pseudonymous"})
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid7, info={"pii": "pseudonymous"})
    role: Mapped[str] = mapped_column(String(30), info={"pii": "none"})
    login: Mapped[str] = mapped_column(String(80), unique=True, info={"pii": "personal"})
    """A learner's 6-digit number, or a staff member's sign-in name."""
    secret_hash: Mapped[str | None] = mapped_column(String(200), info={"pii": "personal"})
    """argon2id of the PIN or password; empty until a slip was printed or a link used."""
    totp_secret: Mapped[str | None] = mapped_column(String(200), info={"pii": "personal"})
    totp_last_step: Mapped[int] = mapped_column(Integer, default=0, info={"pii": "none"})
    academy_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_academy.id"), info={"pii": "none"})
    language: Mapped[str] = mapped_column(String(2), default="km", info={"pii": "none"})
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, info={"pii": "none"})
    rank: Mapped[str] = mapped_column(String(80), default="", info={"pii": "personal"})
    family_km: Mapped[str] = mapped_column(String(80), default="", info={"pii": "personal"})
    given_km: Mapped[str] = mapped_column(String(80), default="", info={"pii": "personal"})
    latin_name: Mapped[str] = mapped_column(String(120), default="", info={"pii": "personal"})
    sex: Mapped[str | None] = mapped_column(String(10), info={"pii": "personal"})
    service_number: Mapped[str | None] = mapped_column(String(40), info={"pii": "personal"})
    name_key: Mapped[str] = mapped_column(String(200), default="", index=True, info={"pii": "personal"})
    """The name without what the eye cannot see, to find the same person again."""
    name_sort: Mapped[str] = mapped_column(String(800), default="", info={"pii": "personal"})
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    failures: Mapped[int] = mapped_column(Integer, default=0, info={"pii": "none"})
    blocked_until: Mapped[datetime | None] = mapped_column(UTCDateTime, info={"pii": "none"})


class SignInSession(Base):
    """One signed-in browser; only the SHA-256 of its token is kept, and the row is the session."""

    __tablename__ = "accounts_session"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"pii": "none"})
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts_account.id", ondelete="CASCADE"), index=True, info={"pii": "pseudonymous"}
    )
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True, info={"pii": "none"})
    is_locked: Mapped[bool] = mapped_column(Boolean, default=False, info={"pii": "none"})
    needs_second_factor: Mapped[bool] = mapped_column(Boolean, default=False, info={"pii": "none"})


class OneTimeLink(Base):
    """A link that lets its holder set a password once: first set-up, a new staff account, a forgotten password."""

    __tablename__ = "accounts_one_time_link"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"pii": "none"})
    purpose: Mapped[str] = mapped_column(String(20), info={"pii": "none"})
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts_account.id", ondelete="CASCADE"), info={"pii": "pseudonymous"}
    )
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info={"pii": "none"})


class RateCount(Base):
    """How often something without an account was tried in a window of time (join codes, verification pages)."""

    __tablename__ = "accounts_rate_count"

    bucket: Mapped[str] = mapped_column(String(120), primary_key=True, info={"pii": "none"})
    """A hash of what is limited and of the address it came from, with the window's number."""
    count: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True, info={"pii": "none"})

"""Tables of imports: what came when, and the keyed digests by which a sheet or a person is known again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from hrtraining.core.db import Base, UTCDateTime


class Import(Base):
    """One file that was taken in; it stays in the list when it is undone."""

    __tablename__ = "exchange_import"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_account.id"), info={"pii": "none"})
    """The analyst who sent the file; empty when it came by a command."""
    instrument_version: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, info={"pii": "none"})
    """Numbers of sheets and workshops; shown to whoever sent the file and holds them anyway."""
    workshops: Mapped[list[int]] = mapped_column(JSON, info={"pii": "none"})
    """The workshops to which it brought something; known even when the digests are destroyed."""
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info={"pii": "none"})


class ImportedWorkshop(Base):
    """A workshop that has sheets from files: the code by which files name it, and the salt of its digests."""

    __tablename__ = "exchange_workshop"
    __table_args__ = (UniqueConstraint("academy_id", "code"),)

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops_workshop.id"), primary_key=True, autoincrement=False, info={"pii": "none"}
    )
    academy_id: Mapped[int] = mapped_column(ForeignKey("accounts_academy.id"), info={"pii": "none"})
    code: Mapped[str] = mapped_column(String(60), info={"pii": "none"})
    salt: Mapped[str | None] = mapped_column(String(32), info={"pii": "pseudonymous"})
    """Destroyed with the links: from then on nobody can say which sheet is whose."""
    key_check: Mapped[str] = mapped_column(String(64), info={"pii": "none"})
    """Shows whether the secret of the site is the one the digests were made with."""


class ImportedPerson(Base):
    """The random pseudonym behind the code on somebody's sheets, within one workshop."""

    __tablename__ = "exchange_person"
    __table_args__ = ({"sqlite_with_rowid": False},)

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("exchange_workshop.workshop_id"), primary_key=True, info={"pii": "none"}
    )
    digest: Mapped[str] = mapped_column(String(64), primary_key=True, info={"pii": "pseudonymous"})
    pseudonym: Mapped[UUID] = mapped_column(Uuid, unique=True, info={"pii": "pseudonymous"})
    import_id: Mapped[int] = mapped_column(ForeignKey("exchange_import.id"), index=True, info={"pii": "none"})


class ImportedSheet(Base):
    """A sheet that was taken in, known again by the digest of its code."""

    __tablename__ = "exchange_sheet"
    __table_args__ = ({"sqlite_with_rowid": False},)

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("exchange_workshop.workshop_id"), primary_key=True, info={"pii": "none"}
    )
    digest: Mapped[str] = mapped_column(String(64), primary_key=True, info={"pii": "pseudonymous"})
    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("assessment_attempt.id"), unique=True, info={"pii": "pseudonymous"}
    )
    import_id: Mapped[int] = mapped_column(ForeignKey("exchange_import.id"), index=True, info={"pii": "none"})


class SetAside(Base):
    """A row with the code of a sheet that says something else: kept for review, in no figure, shown to nobody.

    Its own code stands here in clear, so that somebody can look for the sheet on paper.
    """

    __tablename__ = "exchange_set_aside"
    __table_args__ = ({"sqlite_with_rowid": False},)

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("exchange_workshop.workshop_id"), primary_key=True, info={"pii": "none"}
    )
    uid: Mapped[str] = mapped_column(String(64), primary_key=True, info={"pii": "pseudonymous"})
    codes: Mapped[str] = mapped_column(String(120), primary_key=True, info={"pii": "pseudonymous"})
    row_number: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    import_id: Mapped[int] = mapped_column(ForeignKey("exchange_import.id"), index=True, info={"pii": "none"})

"""The mark that a demonstration database carries and that nothing can put on another (RULES.md 18)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, Integer, String, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hrtraining.core.db import Base, UTCDateTime
from hrtraining.core.errors import StartError


class Mark(Base):
    """One row, written when the demonstration was built into an empty database."""

    __tablename__ = "core_mark"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, info={"pii": "none"})
    kind: Mapped[str] = mapped_column(String(20), unique=True, info={"pii": "none"})
    seed: Mapped[int] = mapped_column(Integer, info={"pii": "none"})
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, info={"pii": "none"})


def is_marked(session: Session) -> bool:
    """Whether this database is a demonstration."""
    return session.execute(select(Mark.id).where(Mark.kind == "demonstration")).scalar() is not None


def put_mark(session: Session, *, seed: int, now: datetime) -> None:
    """Mark an empty database as a demonstration.

    Raises:
        StartError: the database holds something already.
    """
    for table in ("accounts_account", "workshops_workshop", "assessment_attempt"):
        if session.execute(select(1).select_from(Base.metadata.tables[table]).limit(1)).scalar() is not None:
            raise StartError(
                "មូលដ្ឋានទិន្នន័យនេះមានទិន្នន័យពិត។ មិនបង្កើតប្រព័ន្ធសាកល្បងក្នុងនោះទេ។ / "
                "This database holds real data; a demonstration is never built into it."
            )
    session.add(Mark(kind="demonstration", seed=seed, made_at=now))
    session.flush()


def check(engine: Engine, *, demonstration: bool) -> None:
    """Refuse to serve a real database as a demonstration, and the other way round.

    Raises:
        StartError: DEMO and the mark do not agree.
    """
    if not inspect(engine).has_table("core_mark"):
        return
    with Session(engine) as session:
        marked = is_marked(session)
        held = session.execute(
            select(1).select_from(Base.metadata.tables["accounts_account"]).limit(1)
        ).scalar()
    if marked and not demonstration:
        raise StartError(
            "នេះជាមូលដ្ឋានទិន្នន័យសាកល្បង។ សូមចាប់ផ្តើមដោយ DEMO=1 ឬដាក់ DATABASE_URL ផ្សេង។ / "
            "This is the demonstration database. Start with DEMO=1, or name another DATABASE_URL."
        )
    if demonstration and held is not None and not marked:
        raise StartError(
            "មូលដ្ឋានទិន្នន័យនេះមានទិន្នន័យពិត។ សូមចាប់ផ្តើមដោយ DEMO=0។ ប្រព័ន្ធសាកល្បងមានឯកសាររបស់វា។ / "
            "This database holds real data. Start with DEMO=0; the demonstration has its own file."
        )

"""Runs the migrations on the application's own database; Alembic loads it by this name."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from flask import current_app

from hrtraining.core.db import Base, UTCDateTime


def _written(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """Migrations name only SQLAlchemy's own types, so that they run when our code has moved on."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


with current_app.extensions["migrate"].db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=_written,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()

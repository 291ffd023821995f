"""The Flask extensions of the program; the only place that names SQLAlchemy's Flask binding."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import Babel
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import Session

from hrtraining.core.db import Base, set_writing

if TYPE_CHECKING:
    from flask_migrate import Migrate

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
babel = Babel()
csrf = CSRFProtect()
login_manager = LoginManager()


@dataclass(frozen=True)
class Migrations:
    """What Flask-Migrate looks for under `app.extensions["migrate"]`.

    Alembic takes 10 MB and a tenth of a second; this way servers, which never migrate, do without it.
    """

    db: SQLAlchemy
    directory: str

    @property
    def migrate(self) -> Migrate:
        """Flask-Migrate for these tables, loaded when a migration or its check runs."""
        from flask_migrate import Migrate

        return Migrate(db=self.db, directory=self.directory, render_as_batch=True)


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """One transaction for a command: committed at the end, rolled back when anything is raised."""
    set_writing(True)
    session = db.session()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise

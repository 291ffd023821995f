"""The Flask extensions of the program; the only place that names SQLAlchemy's Flask binding."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import Session

from hrtraining.core.db import Base, set_writing

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
babel = Babel()
csrf = CSRFProtect()
login_manager = LoginManager()
migrate = Migrate()


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

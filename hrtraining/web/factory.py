"""The application factory: a list of named steps, one line a capability."""

from __future__ import annotations

import shutil
import sys
from datetime import timedelta
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.routing import IntegerConverter, Map

from hrtraining import (
    accounts,
    certificates,
    content,
    exchange,
    followup,
    learning,
    referral,
    reporting,
    workshops,
)
from hrtraining.core import fonts, mark
from hrtraining.core.errors import StartError
from hrtraining.core.extensions import Migrations, babel, csrf, db, login_manager
from hrtraining.core.settings import ROOT, Settings, read_settings
from hrtraining.web import (
    commands,
    errors,
    files,
    language,
    learner,
    life,
    security,
    teaching,
    templating,
    views,
)
from hrtraining.web.application import Application

CAPABILITIES = (accounts, content, referral, learning, workshops, followup, certificates, reporting, exchange)
"""Deleting a capability is deleting its folder, its templates and its name here."""


LEAST_FREE_BYTES = 50 * 1024 * 1024
"""Below this the program does not start: an answer that was acknowledged must have room to be kept."""


LARGEST_ROW_NUMBER = 2**31 - 1


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application; stops with one sentence when it cannot start."""
    try:
        return _make(settings or read_settings())
    except StartError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


def _make(settings: Settings) -> Flask:
    app = Application(
        "hrtraining", root_path=str(ROOT / "hrtraining"), template_folder=str(ROOT / "templates")
    )
    app.url_map.converters["int"] = _RowNumber
    _configure(app, settings)
    language.init_app(
        app
    )  # first, so that a request refused by an extension is answered in the reader's language
    _bind_extensions(app)
    files.init_app(app, settings)
    templating.init_app(app)
    security.init_app(app, settings)
    life.init_app(app)
    errors.init_app(app)
    for capability in CAPABILITIES:
        for blueprint in capability.blueprints():
            app.register_blueprint(blueprint)
        for group in capability.command_groups():
            app.cli.add_command(group)
    app.register_blueprint(learner.blueprint)
    app.register_blueprint(teaching.blueprint)
    app.register_blueprint(views.blueprint)
    commands.init_app(app)
    return app


def check_before_serving(app: Flask) -> None:
    """What must be right before the first request: the database and its mark, the fonts.

    Raises:
        StartError: one of them is not, with a sentence that says what to do.
    """
    settings: Settings = app.config["SETTINGS"]
    fonts.require(settings.static)
    if shutil.disk_usage(settings.instance).free < LEAST_FREE_BYTES:
        raise StartError(
            f"ថាសដែលផ្ទុក {settings.instance} ពេញហើយ។ សូមទុកកន្លែងទំនេរ 50 MB រួចចាប់ផ្តើមម្តងទៀត។ / "
            f"The disk that holds {settings.instance} is full; make 50 MB of room and start again."
        )
    with app.app_context():
        mark.check(db.engine, demonstration=settings.demonstration)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-page" if settings.is_https else "page",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=6 * 1024 * 1024,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
        TEMPLATES_AUTO_RELOAD=False,
        TESTING=settings.testing,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _engine_options(settings: Settings) -> dict[str, object]:
    options: dict[str, object] = {
        "hide_parameters": True
    }  # a fault in the log must not carry answers or names
    if settings.database_url.startswith("sqlite"):
        return options | {"connect_args": {"check_same_thread": False}, "pool_size": 16, "max_overflow": 8}
    return options | {"pool_size": 8, "max_overflow": 8, "pool_pre_ping": True}


class _RowNumber(IntegerConverter):
    """A number in an address that a table can hold; a larger one is no page, not a fault of the database."""

    def __init__(self, map: Map, **asked: Any) -> None:
        super().__init__(map, **{"max": LARGEST_ROW_NUMBER, **asked})


def _bind_extensions(app: Flask) -> None:
    db.init_app(app)
    app.extensions["migrate"] = Migrations(db=db, directory=str(ROOT / "hrtraining" / "migrations"))
    babel.init_app(
        app,
        default_translation_directories=str(ROOT / "translations"),
        locale_selector=language.chosen,
        default_timezone="Asia/Phnom_Penh",
    )
    csrf.init_app(app)
    login_manager.init_app(app, add_context_processor=False)  # templates know the reader as `me`

"""Sentences for the terminal, where nobody has chosen a language: in Khmer and in English."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import DatabaseError, OperationalError

from hrtraining.core import mark
from hrtraining.core.db import reading
from hrtraining.core.errors import DomainError, StartError
from hrtraining.core.extensions import db
from hrtraining.core.i18n import LANGUAGES, speaking
from hrtraining.core.settings import current

NO_TABLES = ("no such table", "no such column", "UndefinedTable", "UndefinedColumn")
"""How SQLite and PostgreSQL say that the tables are missing or older than the program."""
REASONS = {
    errno.ENOENT: "រកមិនឃើញ",
    errno.EACCES: "គ្មានសិទ្ធិ",
    errno.EPERM: "គ្មានសិទ្ធិ",
    errno.EISDIR: "នេះជាថត មិនមែនឯកសារទេ",
    errno.ENOTDIR: "ផ្លូវទៅឯកសារនេះមិនមែនជាថតទេ",
    errno.EEXIST: "មានរួចហើយ",
    errno.ENOSPC: "ថាសពេញ",
    errno.EROFS: "ថាសនេះអានបាន តែសរសេរមិនបាន",
}
"""What the system says about a file; anything else is said in its own words."""


def in_both(sentence: Callable[[str], str]) -> str:
    """What a function says in each language, parted by a stroke; once where both say the same."""
    said = []
    for lang in LANGUAGES:
        with speaking(lang):
            said.append(sentence(lang))
    return " / ".join(dict.fromkeys(said))


def refusal(error: DomainError) -> click.ClickException:
    """What a command that is refused says on the error stream, in both languages."""
    return click.ClickException(in_both(lambda _lang: error.sentence()))


@contextmanager
def refusals(code: int = 1) -> Iterator[None]:
    """Turn what stops a command into one sentence in both languages on the error stream, and end it with `code`.

    A rule, a file that cannot be read or written, a database that cannot be used; anything else is a fault of the
    program and stays one.
    """
    try:
        yield
    except BrokenPipeError:  # nobody reads on: click ends the command
        raise
    except DomainError as error:
        said = refusal(error)
    except StartError as error:
        said = click.ClickException(str(error))
    except OSError as error:
        said = click.ClickException(_about_file(error))
    except DatabaseError as error:
        said = click.ClickException(_about_database(error))
    else:
        return
    said.show()
    raise SystemExit(code)


def _about_file(error: OSError) -> str:
    name = f" «{error.filename}»" if error.filename else ""
    named = f"“{error.filename}”" if error.filename else "The file"
    reason = error.strerror or str(error)
    return (
        f"អាន ឬសរសេរឯកសារ{name} មិនបាន៖ {REASONS.get(error.errno or 0, reason)}។ / "
        f"{named} cannot be read or written: {reason}."
    )


def _about_database(error: DatabaseError) -> str:
    reason = str(error.orig).strip().split("\n")[0]
    if any(sign in f"{type(error.orig).__name__} {reason}" for sign in NO_TABLES):
        return (
            "មូលដ្ឋានទិន្នន័យមិនទាន់រៀបចំទេ។ សូមដំណើរការ៖ flask --app app prepare / "
            "The database is not prepared. Run: flask --app app prepare"
        )
    if isinstance(error, OperationalError) or type(error) is DatabaseError:
        return f"ប្រើមូលដ្ឋានទិន្នន័យមិនបាន ({reason})។ / The database cannot be used ({reason})."
    raise error


def check_database() -> None:
    """Refuse the database of the demonstration where DEMO=0, and a real one where DEMO=1, as the server does.

    Raises:
        StartError: DEMO and the mark do not agree.
    """
    with reading():
        mark.check(db.engine, demonstration=current().demonstration)


def _checked(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def after_the_check(*args: Any, **kwargs: Any) -> Any:
        check_database()
        return act(*args, **kwargs)

    return after_the_check


class Commands(AppGroup):
    """A group of commands that are refused in both languages and do not touch the database of another installation.

    `refused_with` is the exit code of a refusal; `without_database` names the commands that need none.
    """

    def __init__(
        self, *args: Any, refused_with: int = 1, without_database: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.refused_with = refused_with
        self.without_database = without_database

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take a command in, and turn its refusals into sentences."""
        if cmd.callback is not None:
            if cmd.name in self.without_database:
                cmd.callback = refusals(self.refused_with)(cmd.callback)
            else:
                cmd.callback = with_appcontext(refusals(self.refused_with)(_checked(cmd.callback)))
        super().add_command(cmd, name)

    def invoke(self, ctx: click.Context) -> Any:
        """Say also in Khmer that a command was written wrongly; what is wrong click says in English."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise click.UsageError(f"ពាក្យបញ្ជាសរសេរមិនត្រូវទេ។ / {error.format_message()}", error.ctx) from None

"""`flask content book`: makes the course books as PDF files."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Sequence
from multiprocessing.context import ForkProcess
from pathlib import Path

import click
from flask.cli import with_appcontext

from hrtraining.content import queries
from hrtraining.content.book import binding, shelf, words
from hrtraining.content.book.paging import TooLong
from hrtraining.content.domain import Edition
from hrtraining.core.both import refusals
from hrtraining.core.extensions import db
from hrtraining.core.i18n import LANGUAGES
from hrtraining.core.settings import current


@click.command("book")
@click.option("--edition", "kind", type=click.Choice(words.KINDS), help="Only this kind of book.")
@click.option("--lang", type=click.Choice(shelf.NAMES), help="Only this language; both: facing pages.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="A folder; else where the pages offer them.",
)
@with_appcontext
def book(kind: str | None, lang: str | None, out: Path | None) -> None:
    """Make the course books of the current edition: cadet and trainer, Khmer, English, facing pages."""
    settings = current()
    edition = queries.current_edition(db.session())
    db.session.rollback()
    kinds = [kind] if kind else list(words.KINDS)
    names = [lang] if lang else list(shelf.NAMES)
    folder = out or shelf.folder(settings, edition)
    folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    _print_all(edition, kinds, names, folder, demonstration=settings.demonstration)
    heaviest = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    click.echo(f"{time.perf_counter() - began:.0f} s, {heaviest / 1024:.0f} MB")


Job = tuple[str, str]


def _print_all(
    edition: Edition, kinds: Sequence[str], names: Sequence[str], folder: Path, *, demonstration: bool
) -> None:
    """Print each book in one of three processes, which share the rows that were laid out before they began.

    The Khmer books are printed while English is laid out.
    """
    press: binding.Press | None = None
    workers: list[ForkProcess] = []
    for lang in LANGUAGES:
        if lang not in names and binding.FACING not in names:
            continue
        press = binding.set_up(edition, [lang], demonstration=demonstration, beside=press)
        if lang == LANGUAGES[0]:
            jobs = [[(kind, name) for kind in kinds for name in names if name == lang]]
        else:
            jobs = [[(kind, name) for name in names if name != LANGUAGES[0]] for kind in kinds]
        workers += [_begin(press, some, folder) for some in jobs if some]
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise SystemExit(1)


def _begin(press: binding.Press, jobs: Sequence[Job], folder: Path) -> ForkProcess:
    worker = multiprocessing.get_context("fork").Process(target=_print, args=(press, jobs, folder))
    worker.start()
    return worker


def _print(press: binding.Press, jobs: Sequence[Job], folder: Path) -> None:
    try:
        with refusals():
            for kind, name in jobs:
                made = binding.make_book(press, kind, name)
                path = folder / shelf.file_name(kind, name)
                shelf.put(path, made)
                click.echo(f"{path} {len(made) / 1_000_000:.1f} MB")
    except TooLong as error:
        click.echo(f"{kind} {name}: មិនចូលក្នុងមួយទំព័រទេ / does not fit a page: {error}", err=True)
        raise SystemExit(1) from None

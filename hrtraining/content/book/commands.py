"""`flask content book`: makes the course books as PDF files."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import click

from hrtraining.content import queries
from hrtraining.content.book import binding, shelf, words
from hrtraining.content.book.paging import TooLong
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import db
from hrtraining.core.settings import current


@click.command("book")
@click.option("--edition", "kind", type=click.Choice(words.KINDS), help="Only this kind of book.")
@click.option("--lang", type=click.Choice(shelf.NAMES), help="Only this language; both: facing pages.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder; else where the pages offer them.",
)
def book(kind: str | None, lang: str | None, out: Path | None) -> None:
    """Make the course books of the current edition: cadet and trainer, Khmer, English, facing pages."""
    settings = current()
    try:
        edition = queries.current_edition(db.session())
        db.session.rollback()
        kinds = [kind] if kind else list(words.KINDS)
        names = [lang] if lang else list(shelf.NAMES)
        langs = [one for one in binding.LANGUAGES if one in names or binding.FACING in names]
        began = time.perf_counter()
        press = binding.set_up(edition, langs, demonstration=settings.demonstration)
        folder = out or shelf.folder(settings, edition)
        folder.mkdir(parents=True, exist_ok=True)
        _print_all(press, kinds, names, folder)
    except (DomainError, TooLong, OSError) as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None
    heaviest = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    click.echo(f"{time.perf_counter() - began:.0f} s, {heaviest / 1024:.0f} MB")


def _print_all(press: binding.Press, kinds: Sequence[str], names: Sequence[str], folder: Path) -> None:
    """Each kind of book in a process of its own, which shares the rows that were laid out."""
    if len(kinds) == 1:
        _print(press, kinds[0], names, folder)
        return
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=_print, args=(press, kind, names, folder)) for kind in kinds]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise SystemExit(1)


def _print(press: binding.Press, kind: str, names: Sequence[str], folder: Path) -> None:
    for name, made in binding.make_books(press, kind, names):
        path = folder / shelf.file_name(kind, name)
        shelf.put(path, made)
        click.echo(f"{path} {len(made) / 1_000_000:.1f} MB")

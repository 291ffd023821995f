"""`flask reporting ...`: figures from files that the caller holds, without a database, and the rule of hiding."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from hrtraining.reporting.domain.disclosure import disclose
from hrtraining.reporting.domain.refusal import Refused

BAD_INPUT = 2
FORMATS = ("json",)

reporting = AppGroup("reporting", help="The report of change: from files, and what may be shown.")


def _refuse(refused: Refused) -> NoReturn:
    """Say it in both languages on the error stream; standard output stays empty."""
    for lang in ("km", "en"):
        click.echo(refused.sentence(lang), err=True)
    sys.exit(BAD_INPUT)


@reporting.command("evaluate", with_appcontext=False)
@click.argument("items", type=click.Path(path_type=Path))
@click.argument("attempts", type=click.Path(path_type=Path))
@click.option("--format", "form", default="json", help="json: every figure, for the holder of the files.")
def evaluate(items: Path, attempts: Path, form: str) -> None:
    """Compute the whole report of ITEMS and ATTEMPTS and print it as JSON alone (conventions, rule 17)."""
    from hrtraining.reporting import files
    from hrtraining.reporting.domain.report import report

    try:
        if form not in FORMATS:
            raise Refused("reporting.format_unknown", value=form, known=", ".join(FORMATS))
        figures = report(files.read(items, attempts))
    except Refused as refused:
        _refuse(refused)
    click.echo(json.dumps(figures, ensure_ascii=False, indent=1, allow_nan=False))


@reporting.command("disclose", with_appcontext=False)
def disclose_command() -> None:
    """Read pairs per unit as JSON from standard input and print which may be shown (conventions, rule 18)."""
    try:
        found = disclose(_pairs(sys.stdin.buffer.read()))
    except Refused as refused:
        _refuse(refused)
    click.echo(
        json.dumps({"academies": dict(found.units), "national": found.whole}, ensure_ascii=False, indent=1)
    )


def _pairs(given: bytes) -> dict[str, int]:
    def once(entries: Iterable[tuple[str, object]]) -> dict[str, object]:
        kept: dict[str, object] = {}
        for name, value in entries:
            if name in kept:
                raise Refused("reporting.not_pairs", reason=f"“{name}” ×2")
            kept[name] = value
        return kept

    try:
        read = json.loads(given.decode("utf-8-sig"), object_pairs_hook=once)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused("reporting.not_pairs", reason="") from error
    if not isinstance(read, dict):
        raise Refused("reporting.not_pairs", reason="")
    for name, value in read.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise Refused("reporting.not_pairs", reason=f"“{name}”: {value!r}")
    return dict(read)

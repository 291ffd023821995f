"""`flask reporting ...`: reports from the database or from files that the caller holds, and proof that one is genuine."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from flask.cli import ScriptInfo
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.core import clock
from hrtraining.core.both import Commands, check_database, refusals
from hrtraining.core.extensions import unit_of_work
from hrtraining.core.i18n import LANGUAGES, speaking
from hrtraining.core.settings import current
from hrtraining.reporting import composing, delivering, files, from_files, making, queries, services
from hrtraining.reporting.composing import Asked, Composed
from hrtraining.reporting.domain.disclosure import disclose
from hrtraining.reporting.domain.refusal import Refused
from hrtraining.reporting.followup.reading import followed
from hrtraining.reporting.research import export
from hrtraining.workshops import queries as workshop_queries

if TYPE_CHECKING:
    from hrtraining.reporting.verification import Verdict

DIFFERS, BAD_INPUT, CANNOT_SAY = 1, 2, 3
"""What a command ends with besides 0: a report that differs from its data, input that cannot be used, no verdict."""
MOST_INPUT = 10_000_000
"""Bytes of standard input that are read."""
FORMATS = ("json", *making.KINDS)

Compose = Callable[[Session, Asked], Composed]

reporting = Commands(
    "reporting",
    refused_with=BAD_INPUT,
    without_database=("evaluate", "disclose", "verify"),
    help="The report of change: from the database or from files, and what may be shown.",
)

Option = Callable[[Callable[..., None]], Callable[..., None]]
format_option: Option = click.option("--format", "form", default="json", help=f"One of {', '.join(FORMATS)}.")
lang_option = click.option("--lang", default="km", help="Language of a PDF: km or en.")
output_option = click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file instead of standard output.",
)
bootstrap_option: Option = click.option(
    "--bootstrap", "with_bootstrap", is_flag=True, help="Add the seeded check of the intervals to the JSON."
)
version_option = click.option("--instrument", default="", help="First letters of an instrument version.")


def _refuse(refused: Refused) -> NoReturn:
    """Say it in both languages on the error stream; standard output stays empty."""
    for lang in ("km", "en"):
        click.echo(refused.sentence(lang), err=True)
    sys.exit(BAD_INPUT)


def _warn(found: Refused | None) -> None:
    """Say in both languages on the error stream what was left out of the figures."""
    if found is not None:
        for lang in ("km", "en"):
            click.echo(found.sentence(lang), err=True)


def _known(form: str, lang: str, *, with_bootstrap: bool = False) -> None:
    if form not in FORMATS:
        raise Refused("reporting.format_unknown", value=form, known=", ".join(FORMATS))
    if lang not in LANGUAGES:
        raise Refused("reporting.language_unknown", value=lang, known=", ".join(LANGUAGES))
    if with_bootstrap and form != "json":
        raise Refused("reporting.bootstrap_in_json", value=form)


def _of_version(session: Session, made: Composed, asked: str) -> None:
    """Refuse a version of the test that nobody answered, for which the newest would be taken."""
    if asked and not (made.version and made.version.version.startswith(asked)):
        known = ", ".join(one.version[:8] for one in queries.versions(session))
        raise Refused("reporting.key_unknown", value=asked, known=known or "–")


def _put(made: bytes | str, output: Path | None) -> None:
    content = made.encode() if isinstance(made, str) else made
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Refused("reporting.not_writable", file=output.name, reason=error.strerror or "?") from error


@reporting.command("evaluate", with_appcontext=False)
@click.argument("items", type=click.Path(path_type=Path))
@click.argument("attempts", type=click.Path(path_type=Path))
@format_option
@lang_option
@bootstrap_option
@output_option
@click.pass_context
def evaluate(
    context: click.Context,
    items: Path,
    attempts: Path,
    form: str,
    lang: str,
    with_bootstrap: bool,
    output: Path | None,
) -> None:
    """Compute the report of ITEMS and ATTEMPTS (conventions, rule 17).

    json carries every figure, the hidden ones too, for the holder of the files; csv, xlsx and pdf pass the gate.
    """
    from hrtraining.reporting.domain.report import report

    try:
        _known(form, lang, with_bootstrap=with_bootstrap)
        read = files.read(items, attempts)
        _warn(files.set_aside(read, file=attempts.name))
        if form == "json":
            figures = report(read, with_bootstrap=with_bootstrap)
            _put(json.dumps(figures, ensure_ascii=False, indent=1, allow_nan=False) + "\n", output)
            return
        made = from_files.composed(read, data_hash=from_files.digest(items, attempts))
        app = context.ensure_object(ScriptInfo).load_app()
        with speaking(lang, app):
            demonstration = current().demonstration
            _put(making.file_of(made, form, draft=False, demonstration=demonstration), output)
    except Refused as refused:
        _refuse(refused)


def _from_database(
    compose: Compose,
    form: str,
    lang: str,
    instrument: str,
    output: Path | None,
    *,
    with_bootstrap: bool = False,
) -> None:
    try:
        _known(form, lang, with_bootstrap=with_bootstrap)
        with speaking(lang), unit_of_work() as session:
            now = clock.utc_now()
            services.bring_up_to_date(session, now=now)
            made = compose(session, Asked(version=instrument, followed=followed(session, now=now)))
            _of_version(session, made, instrument)
            stamp = making.stamp_of(session)
            content = (
                making.json_of(made, **stamp, with_bootstrap=with_bootstrap)
                if form == "json"
                else making.file_of(made, form, **stamp)
            )
        _put(content, output)
    except Refused as refused:
        _refuse(refused)


@reporting.command("national")
@format_option
@lang_option
@version_option
@bootstrap_option
@output_option
def national(form: str, lang: str, instrument: str, with_bootstrap: bool, output: Path | None) -> None:
    """Print the published report of the nation."""
    _from_database(composing.nation, form, lang, instrument, output, with_bootstrap=with_bootstrap)


@reporting.command("academy")
@click.argument("key")
@format_option
@lang_option
@version_option
@output_option
def academy(key: str, form: str, lang: str, instrument: str, output: Path | None) -> None:
    """Print the published report of the academy KEY."""
    _from_database(lambda session, asked: _academy(session, key, asked), form, lang, instrument, output)


def _academy(session: Session, key: str, asked: Asked) -> Composed:
    rows = {row.key: row for row in account_queries.academies(session)}
    if key not in rows:
        raise Refused("reporting.key_unknown", value=key, known=", ".join(rows) or "–")
    return composing.academy(session, rows[key], asked)


@reporting.command("workshop")
@click.argument("key")
@format_option
@lang_option
@version_option
@output_option
def workshop(key: str, form: str, lang: str, instrument: str, output: Path | None) -> None:
    """Print the published report of the closed workshop KEY, its number or its join code."""
    _from_database(lambda session, asked: _workshop(session, key, asked), form, lang, instrument, output)


def _workshop(session: Session, key: str, asked: Asked, *, own: bool = False) -> Composed:
    rows = workshop_queries.closed_workshops(session)
    found = next((row for row in rows if key in (str(row.id), row.join_code)), None)
    if found is None:
        known = ", ".join(str(row.id) for row in rows[:20])
        raise Refused("reporting.key_unknown", value=key, known=known or "–")
    return composing.workshop(session, found, asked, own=own)


@reporting.command("deliver")
@click.argument("folder", type=click.Path(path_type=Path))
def deliver(folder: Path) -> None:
    """Write the national report of each past month in which something was published into FOLDER, once.

    For a timer, once a month or more often: what is there stays, what was missed is made up.
    """
    try:
        with unit_of_work() as session:
            now = clock.utc_now()
            services.bring_up_to_date(session, now=now)
            written = delivering.deliver(
                session,
                folder,
                now=now,
                **making.stamp_of(session),
                speaking=speaking,
            )
    except Refused as refused:
        _refuse(refused)
    for month in written:
        click.echo(str(month))


@reporting.command("research")
@click.option("--format", "form", default="csv", help="csv, xlsx or codebook.")
@click.option("--without", default="", help="Columns to leave out, separated by commas.")
@version_option
@output_option
def research(form: str, without: str, instrument: str, output: Path | None) -> None:
    """Write the de-identified research file, or say which columns to leave out."""
    try:
        if form not in export.KINDS:
            raise Refused("reporting.format_unknown", value=form, known=", ".join(export.KINDS))
        columns = export.kept([name.strip() for name in without.split(",") if name.strip()])
        with unit_of_work() as session:
            now = clock.utc_now()
            services.bring_up_to_date(session, now=now)
            made = composing.nation(session, Asked(version=instrument))
            _of_version(session, made, instrument)
            version = made.version.version if made.version else ""
            found = export.research(made, columns, earlier=export.given_before(session, version))
            content = export.written(found, form)
            export.note(session, found, version=version, form=form, actor_id=None, now=now)
        _put(content, output)
    except Refused as refused:
        _refuse(refused)


@reporting.command("verify", with_appcontext=False)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--items", type=click.Path(path_type=Path), help="items.csv, for a report made from files.")
@click.option(
    "--attempts", type=click.Path(path_type=Path), help="attempts.csv, for a report made from files."
)
@click.pass_context
def verify(context: click.Context, file: Path, items: Path | None, attempts: Path | None) -> None:
    """Compute the printed report FILE again from the data and say same, different or that it cannot be said."""
    from hrtraining.reporting import verification  # with what prints a page, which no other command needs

    try:
        content = verification.read(file)
        found = verification.attached(content, file=file.name)
        app = context.ensure_object(ScriptInfo).load_app()
        if found.about["made_from"] == "files":
            if items is None or attempts is None:
                raise Refused("reporting.files_needed", file=file.name)
            made = from_files.read(items, attempts)
            verdict = verification.verdict(content, found, made, partial(speaking, app=app))
        else:
            with app.app_context(), refusals(BAD_INPUT), unit_of_work() as session:
                check_database()
                made = _as_attached(session, found.about, found.asked)
                verdict = verification.verdict(content, found, made, partial(speaking, app=app))
    except Refused as refused:
        _refuse(refused)
    _tell(verdict)
    sys.exit({verification.SAME: 0, verification.DIFFERENT: DIFFERS}.get(verdict.whole, CANNOT_SAY))


def _as_attached(session: Session, about: dict[str, Any], asked: Asked) -> Composed:
    """The group that a report says it is about, as it was published then."""
    key, level = about["key"], about["level"]
    if level == "nation":
        return composing.nation(session, asked)
    if level == "academy":
        return _academy(session, key, asked)
    # a trainer's own report is made before publication and names no instrument version
    return _workshop(session, key, asked, own="instrument_version" not in about)


def _tell(verdict: Verdict) -> None:
    from hrtraining.reporting.verification import MOST_NAMED, NEWER, OTHER_DATA, SENTENCES

    click.echo(f"{verdict.whole.km.upper()} / {verdict.whole.en.upper()}")
    for lang in LANGUAGES:
        click.echo(SENTENCES[verdict.whole].in_(lang))
        if verdict.is_of_other_data:
            click.echo(OTHER_DATA.in_(lang))
        if verdict.newer:
            click.echo(NEWER.in_(lang))
    for name, outcome in verdict.lines():
        click.echo(f"  {name.km} / {name.en}: {outcome.km} / {outcome.en}")
    for path in verdict.newer[:MOST_NAMED]:
        click.echo(f"  + {path}")
    for path in verdict.differences[:MOST_NAMED]:
        click.echo(f"  ≠ {path}")
    if len(verdict.differences) > MOST_NAMED:
        click.echo(f"  … +{len(verdict.differences) - MOST_NAMED}")


@reporting.command("disclose", with_appcontext=False)
def disclose_command() -> None:
    """Read pairs per unit as JSON from standard input and print which may be shown (conventions, rule 18)."""
    try:
        found = disclose(_pairs(sys.stdin.buffer.read(MOST_INPUT + 1)))
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

    if len(given) > MOST_INPUT:
        raise Refused("reporting.not_pairs", reason=f"> {MOST_INPUT // 1_000_000} MB")
    try:
        read = json.loads(given.decode("utf-8-sig"), object_pairs_hook=once)
        json.dumps(read, ensure_ascii=False).encode()
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused("reporting.not_pairs", reason="") from error
    if not isinstance(read, dict):
        raise Refused("reporting.not_pairs", reason="")
    for name, value in read.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise Refused("reporting.not_pairs", reason=f"“{name}”: {value!r}")
    return dict(read)

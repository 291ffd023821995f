"""`flask exchange ...`: files of answers in, the list of imports, taking one back, the empty file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from hrtraining.core import clock
from hrtraining.core.both import Commands, in_both
from hrtraining.core.db import reading
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.settings import current
from hrtraining.exchange import files, pages, queries, services
from hrtraining.exchange.services import Plan

ROW = click.IntRange(1, 2**31 - 1)
"""The number of a row as every database can hold it."""

exchange = Commands("exchange", help="Answers on paper and of workshops held outside the platform.")


@exchange.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option(
    "--close", is_flag=True, help="Close workshops held outside with this file: they enter the report."
)
def import_file(file: Path, dry_run: bool, close: bool) -> None:
    """Take in the answers of FILE (CSV or XLSX), whole or not at all; the same file again changes nothing."""
    now, secret = clock.utc_now(), current().secret_key
    number = None
    if file.stat().st_size > files.MOST_BYTES:
        most = files.MOST_BYTES // 2**20
        raise DomainError(
            _l("%(file)s is larger than %(most)s MB. Split it into several files."),
            file=file.name,
            most=most,
        )
    with file.open("rb") as opened, reading():  # the file is read while others write
        reader = db.session()
        parsed = services.read_file(reader, table=files.table(opened), most_rows=files.COMMAND_ROWS, now=now)
        if dry_run:
            plan = services.make_plan(reader, parsed=parsed, secret=secret, close=close)
        reader.rollback()
    if not dry_run:
        try:
            with unit_of_work() as session:
                plan, number = services.import_answers(
                    session, parsed=parsed, secret=secret, close=close, actor_id=None, now=now
                )
        except OperationalError as error:
            raise DomainError(
                _l("The database cannot be written (%(reason)s); nothing was changed."),
                reason=str(error.orig),
            ) from None
    _say(plan)
    if plan.faults:
        raise SystemExit(1)
    if plan.changes_nothing:
        click.echo(
            "អ្វីៗក្នុងឯកសារនេះ ធ្លាប់បញ្ចូលរួចហើយ។ គ្មានអ្វីផ្លាស់ប្តូរទេ។ / Everything in this file came before; nothing was changed."
        )
    elif number is None:
        click.echo("សាកមើលប៉ុណ្ណោះ។ គ្មានអ្វីផ្លាស់ប្តូរទេ។ / Dry run; nothing was changed.")
    else:
        click.echo(
            f"ការបញ្ចូលលេខ {number}។ ដកវិញដោយ / Import {number}. Take it back with: flask exchange undo {number}"
        )


def _say(plan: Plan) -> None:
    for fault in plan.faults:
        where = f"{fault.row}:{fault.column}" if fault.row else "-"
        click.echo(f"{where}: {in_both(partial(pages.fault_sentence, fault))}", err=True)
    if plan.faults:
        more = plan.fault_count - len(plan.faults)
        km, en = (f" (មិនបង្ហាញ {more})", f" ({more} more are not listed)") if more > 0 else ("", "")
        click.echo(
            f"កំហុស {plan.fault_count}{km}។ គ្មានអ្វីផ្លាស់ប្តូរទេ។ / "
            f"Faults: {plan.fault_count}{en}; nothing was changed.",
            err=True,
        )
        return
    click.echo(in_both(lambda lang: "; ".join(pages.totals(plan, lang))))
    for group in plan.groups:
        click.echo(in_both(partial(pages.group_sentence, group)))


def _sheets(counts: Mapping[str, int], lang: str) -> str:
    return "; ".join(pages.sheets(lang, **{name: counts[name] for name in counts if name != "workshops"}))


@exchange.command("imports")
def imports() -> None:
    """List the imports with their numbers, the newest first."""
    with unit_of_work() as session:
        found = queries.imports(session)
        waiting = queries.left_open(session)
    for row in found:
        said = in_both(partial(_sheets, row.counts))
        undone = f"; បានដកវិញ / undone {row.undone_at:%Y-%m-%d}" if row.undone_at else ""
        click.echo(f"{row.id}: {row.imported_at:%Y-%m-%d %H:%M} UTC, {said}{undone}")
    if not found:
        click.echo("មិនទាន់បញ្ចូលឯកសារណាទេ។ / No file was taken in yet.")
    for workshop in waiting:
        click.echo(
            f"វគ្គលេខ {workshop.id} ({workshop.title}) នៅបើក។ បិទដោយ / "
            f"Workshop {workshop.id} ({workshop.title}) is open. Close it with: flask exchange close {workshop.id}"
        )


@exchange.command("undo")
@click.argument("number", type=ROW)
def undo(number: int) -> None:
    """Take everything out again that import NUMBER brought."""
    with unit_of_work() as session:
        services.undo_import(session, import_id=number, actor_id=None, now=clock.utc_now())
    click.echo(f"បានដកការបញ្ចូលលេខ {number} ចេញវិញហើយ។ / Import {number} is undone.")


@exchange.command("close")
@click.argument("workshop", type=ROW)
def close_workshop(workshop: int) -> None:
    """Close WORKSHOP (its number in the list of imports), held outside: it enters the report."""
    with unit_of_work() as session:
        services.close_outside(session, workshop_id=workshop, actor_id=None, now=clock.utc_now())
    click.echo(
        f"វគ្គលេខ {workshop} បិទហើយ វាចូលក្នុងរបាយការណ៍។ / Workshop {workshop} is closed and enters the report."
    )


@exchange.command("template")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="xlsx")
@click.argument("file", default="-", type=click.Path(allow_dash=True))
def template(form: str, file: str) -> None:
    """Write the empty file with all columns, as XLSX with a codebook, to FILE or to standard output."""
    with unit_of_work() as session:
        instrument = services.current_version(session).instrument
    with click.open_file(file, "wb") as out:
        out.write(files.template(instrument, form))

"""`flask referral ...`: the directory from and to a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click
from flask.cli import AppGroup

from hrtraining.core import clock
from hrtraining.core.both import in_both, refusal
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import unit_of_work
from hrtraining.core.spreadsheet import rows_of
from hrtraining.referral import queries, services
from hrtraining.referral.domain import COMMAND
from hrtraining.referral.files import csv_text
from hrtraining.referral.pages import fault_sentence
from hrtraining.referral.services import ImportPlan, Step

referral = AppGroup("referral", help="The directory of services a person can be referred to.")


@referral.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_file(file: Path, dry_run: bool) -> None:
    """Bring the rows of FILE (CSV or XLSX) into the directory; records the file does not name stay as they are."""
    now = clock.utc_now()
    try:
        table = rows_of(file.read_bytes())
        with unit_of_work() as session:
            plan = services.plan_import(session, table=table, editor=COMMAND, now=now)
            if not plan.faults and not dry_run:
                services.import_services(session, table=table, editor=COMMAND, now=now)
    except DomainError as error:
        raise refusal(error) from None
    except OSError as error:
        raise click.ClickException(str(error)) from None
    _say(plan, dry_run=dry_run)
    if plan.faults:
        raise SystemExit(1)


def _say(plan: ImportPlan, *, dry_run: bool) -> None:
    for one in plan.faults:
        click.echo(f"{one.number}: {in_both(partial(fault_sentence, one.wrong))}", err=True)
    if plan.faults:
        click.echo(f"{len(plan.faults)} faults; nothing was changed.", err=True)
        return
    for row in plan.rows:
        if row.step is not Step.SAME:
            changed = ", ".join(column.value for column in row.columns)
            click.echo(
                f"{row.number}: {row.step.value} {row.record.name.en}{f' ({changed})' if changed else ''}"
            )
    counts = ", ".join(f"{plan.count(step)} {step.value}" for step in Step)
    click.echo(f"{counts}{'; nothing was changed' if dry_run else ''}")


@referral.command("export")
@click.argument("file", default="-", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--language", type=click.Choice(["km", "en"]), default="km", help="Of headers and names.")
def export(file: str, language: str) -> None:
    """Write the whole directory as CSV to FILE, or to standard output."""
    with unit_of_work() as session:
        found = queries.services(session, only_active=False, lang=language)
        text = csv_text(found, kinds=queries.kinds(session), lang=language)
    try:
        with click.open_file(file, "wb") as out:
            out.write(text.encode())
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror}") from None

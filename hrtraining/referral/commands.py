"""`flask referral ...`: the directory from and to a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from hrtraining.core import clock
from hrtraining.core.both import Commands, in_both
from hrtraining.core.extensions import unit_of_work
from hrtraining.core.i18n import gettext as _
from hrtraining.core.spreadsheet import rows_of
from hrtraining.referral import queries, services
from hrtraining.referral.domain import COMMAND
from hrtraining.referral.files import csv_text
from hrtraining.referral.pages import column_name, fault_sentence
from hrtraining.referral.services import ImportPlan, PlannedRow, Step

referral = Commands("referral", help="The directory of services a person can be referred to.")


@referral.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_file(file: Path, dry_run: bool) -> None:
    """Bring the rows of FILE (CSV or XLSX) into the directory; records the file does not name stay as they are."""
    now = clock.utc_now()
    table = rows_of(file.read_bytes())
    with unit_of_work() as session:
        plan = services.plan_import(session, table=table, editor=COMMAND, now=now)
        if not plan.faults and not dry_run:
            services.import_services(session, table=table, editor=COMMAND, now=now)
    _say(plan, dry_run=dry_run)
    if plan.faults:
        raise SystemExit(1)


def _say(plan: ImportPlan, *, dry_run: bool) -> None:
    for one in plan.faults:
        click.echo(f"{one.number}: {in_both(partial(fault_sentence, one.wrong))}", err=True)
    if plan.faults:
        click.echo(
            f"កំហុស {len(plan.faults)}។ គ្មានអ្វីផ្លាស់ប្តូរទេ។ / Faults: {len(plan.faults)}; nothing was changed.",
            err=True,
        )
        return
    for row in plan.rows:
        if row.step is not Step.SAME:
            click.echo(f"{row.number}: {in_both(partial(_step, row))}")
    click.echo(in_both(lambda _lang: ", ".join(f"{_words(step)} {plan.count(step)}" for step in Step)))
    if dry_run:
        click.echo("សាកមើលប៉ុណ្ណោះ។ គ្មានអ្វីផ្លាស់ប្តូរទេ។ / Dry run; nothing was changed.")


def _words(step: Step) -> str:
    return {Step.ADD: _("new"), Step.CHANGE: _("changed"), Step.SAME: _("unchanged")}[step]


def _step(row: PlannedRow, lang: str) -> str:
    changed = ", ".join(column_name(column, lang) for column in row.columns)
    return f"{_words(row.step)} {row.record.name.in_(lang)}{f' ({changed})' if changed else ''}"


@referral.command("export")
@click.argument("file", default="-", type=click.Path(allow_dash=True))
@click.option("--language", type=click.Choice(["km", "en"]), default="km", help="Of headers and names.")
def export(file: str, language: str) -> None:
    """Write the whole directory as CSV to FILE, or to standard output."""
    with unit_of_work() as session:
        found = queries.services(session, only_active=False, lang=language)
        text = csv_text(found, kinds=queries.kinds(session), lang=language)
    with click.open_file(file, "wb") as out:
        out.write(text.encode())

"""`flask learning ...`: marking knowledge checks again after a key was corrected."""

from __future__ import annotations

import click

from hrtraining.core import clock
from hrtraining.core.both import Commands
from hrtraining.core.extensions import unit_of_work
from hrtraining.core.khmer.digits import number
from hrtraining.learning.services import regrade_module

learning = Commands("learning", help="Knowledge checks of the modules.")


@learning.command("regrade")
@click.argument("module")
@click.option("--reason", required=True, help="Why; it is kept in the audit log.")
@click.option("--yes", is_flag=True, help="Keep the new marks; without it they are only listed.")
def regrade(module: str, reason: str, yes: bool) -> None:
    """Mark the check of MODULE again with the keys of the current edition; lists every changed try, never a person."""
    with unit_of_work() as session:
        found = regrade_module(
            session, module_key=module, reason=reason, is_kept=yes, actor_id=None, now=clock.utc_now()
        )
    click.echo(f"សំណួរ / questions: {', '.join(found.questions) or '–'}")
    for one in found.changed:
        passes = " · ជាប់ / passes now" if one.passes_now else ""
        click.echo(
            f"វគ្គ / workshop {one.workshop_id} · លើកទី / try {one.number}: "
            f"{one.before} → {one.after} / {one.total}{passes}"
        )
    changed, tries, to_come = len(found.changed), found.tries, found.to_come
    click.echo(
        f"ប្រែ {number(changed, 'km')} ដង ក្នុងចំណោម {number(tries, 'km')} ដង / {changed} of {tries} tries change"
    )
    if to_come:
        click.echo(
            f"សិក្ខាកាម {number(to_come, 'km')} នាក់ដែលរៀនតាមកូនសោចាស់ មិនទាន់ជាប់។ សូមធ្វើម្តងទៀត ពេលវគ្គរបស់គេចប់។ / "
            f"Learners of courses with the old key who have not passed yet: {to_come}. Run this again when their "
            "courses are over."
        )
    if found.changed:
        click.echo("បានរក្សាទុក / kept" if yes else "មិនទាន់រក្សាទុកទេ សូមបន្ថែម --yes / not kept yet, add --yes")

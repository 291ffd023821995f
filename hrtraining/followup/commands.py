"""`flask followup ...`: draw panels, prove a draw, end waves whose last day is past."""

from __future__ import annotations

import click

from hrtraining.core import clock
from hrtraining.core.both import Commands
from hrtraining.core.extensions import unit_of_work
from hrtraining.followup import queries, services
from hrtraining.followup.domain import DEFAULT_SHARE

followup = Commands("followup", help="Panels drawn by lot, and the waves 3, 6 and 12 months after a course.")


@followup.command("draw")
@click.option(
    "--share", default=DEFAULT_SHARE, help="Per cent of those who sent both tests; at least ten people."
)
@click.option("--seed", default="", help="Seed of the lot; a random one when left out.")
def draw(share: int, seed: str) -> None:
    """Draw a panel for every closed workshop that has none and enough people."""
    seed = seed or services.new_seed()
    with unit_of_work() as session:
        drawn, left = services.draw_all(
            session, share_percent=share, seed=seed, actor_id=None, now=clock.utc_now()
        )
    click.echo(
        f"ចាប់ឆ្នោតក្រុមតាមដានបាន {drawn} ដោយកូដចាប់ផ្តើម {seed}។ វគ្គ {left} មានមនុស្សតិចជាងដប់នាក់។ / "
        f"Panels drawn: {drawn}, with the seed {seed}. Workshops with fewer than ten people: {left}."
    )


@followup.command("verify")
def verify() -> None:
    """Draw every panel again from its kept frame and seed, and say whether the same people are drawn."""
    wrong = []
    with unit_of_work() as session:
        panels = queries.panels(session)
        for panel in panels:
            if not services.is_as_drawn(session, panel):
                wrong.append(panel.workshop_id)
    if wrong:
        raise click.ClickException(
            f"ក្រុមតាមដាននៃវគ្គទាំងនេះ មិនដូចពេលចាប់ឆ្នោតទេ (ឬមានគេលុបឈ្មោះមនុស្សក្រោយមក) / "
            f"Not as drawn (or people were erased since): {', '.join(map(str, wrong))}"
        )
    click.echo(f"ក្រុមតាមដាន {len(panels)} ដូចពេលចាប់ឆ្នោត។ / Panels as drawn: {len(panels)}.")


@followup.command("end-waves")
def end_waves() -> None:
    """Close and freeze every wave whose last day is past; every report does this too before it is read."""
    with unit_of_work() as session:
        number = services.bring_up_to_date(session, now=clock.utc_now())
    click.echo(f"បានបញ្ចប់ការតាមដាន {number} លើក។ / Waves ended: {number}.")

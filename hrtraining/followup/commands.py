"""`flask followup ...`: draw panels, prove a draw, end waves whose last day is past."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from hrtraining.core import clock
from hrtraining.core.both import refusal
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import unit_of_work
from hrtraining.followup import queries, services
from hrtraining.followup.domain import DEFAULT_SHARE

followup = AppGroup("followup", help="Panels drawn by lot, and the waves 3, 6 and 12 months after a course.")


@followup.command("draw")
@click.option(
    "--share", default=DEFAULT_SHARE, help="Per cent of those who sent both tests; at least ten people."
)
@click.option("--seed", default="", help="Seed of the lot; a random one when left out.")
def draw(share: int, seed: str) -> None:
    """Draw a panel for every closed workshop that has none and enough people."""
    seed = seed or services.new_seed()
    try:
        with unit_of_work() as session:
            drawn, left = services.draw_all(
                session, share_percent=share, seed=seed, actor_id=None, now=clock.utc_now()
            )
    except DomainError as error:
        raise refusal(error) from None
    click.echo(f"{drawn} panels drawn with the seed {seed}; {left} workshops have fewer than ten people.")


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
            f"Not as drawn (or people were erased since): workshops {', '.join(map(str, wrong))}."
        )
    click.echo(f"{len(panels)} panels are as drawn.")


@followup.command("end-waves")
def end_waves() -> None:
    """Close and freeze every wave whose last day is past; every report does this too before it is read."""
    with unit_of_work() as session:
        number = services.bring_up_to_date(session, now=clock.utc_now())
    click.echo(f"{number} waves ended.")

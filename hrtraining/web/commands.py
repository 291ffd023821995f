"""Commands that belong to the whole: the set-up link, the demonstration, the end of the follow-up window."""

from __future__ import annotations

from datetime import datetime

import click
from flask import Flask, current_app, url_for
from flask.cli import AppGroup
from flask_migrate import upgrade

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts import services as account_services
from hrtraining.assessment import services as assessment_services
from hrtraining.content import services as content_services
from hrtraining.core import audit, clock
from hrtraining.core.both import refusal
from hrtraining.core.erasing import erase_deleted
from hrtraining.core.errors import DomainError, StartError
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.settings import current
from hrtraining.exchange import queries as exchange_queries
from hrtraining.exchange import services as exchange_services
from hrtraining.followup import services as followup_services
from hrtraining.referral import services as referral_services
from hrtraining.reporting import services as reporting_services
from hrtraining.workshops import queries as workshop_queries

demonstration = AppGroup("demonstration", help="The demonstration year of six numbered academies.")
links = AppGroup("links", help="The links between people and the pseudonyms of their answers.")
audit_group = AppGroup("audit", help="The audit log.")


@demonstration.command("build")
def build() -> None:
    """Build the demonstration into its own empty database; does nothing where it is built."""
    _build()


def _build() -> None:
    if not current().demonstration:
        raise click.ClickException("Only with DEMO=1: the demonstration has a database of its own.")
    from hrtraining.web.demonstration import build as demonstration_build

    now = clock.utc_now()
    try:
        with unit_of_work() as session:
            demonstration_build.build(session, now=now, today=clock.local_date(now))
    except StartError as error:
        raise click.ClickException(str(error)) from None


@demonstration.command("sign-ins")
def sign_ins() -> None:
    """Print one sign-in for each role of the demonstration."""
    _print_sign_ins()


def _print_sign_ins() -> None:
    from hrtraining.web.demonstration import staff

    with unit_of_work() as session:
        for role, login, secret in staff.sign_ins(session):
            click.echo(f"  {role:22} {login:10} {secret}")


@click.command("prepare")
def prepare() -> None:
    """Bring database, course and directory up to date, build the demonstration, print how to sign in."""
    upgrade()
    try:
        with unit_of_work() as session:
            content_services.freeze_edition(session, root=current().curriculum, now=clock.utc_now())
            referral_services.put_starting_rows(session, root=current().curriculum, now=clock.utc_now())
    except DomainError as error:
        raise refusal(error) from None
    if current().demonstration:
        _build()
        _print_sign_ins()
    else:
        _print_setup_link()


@click.command("setup-link")
def setup_link() -> None:
    """Print a one-time link to make the first administrator, as long as there is none."""
    _print_setup_link()


def _print_setup_link() -> None:
    with unit_of_work() as session:
        if account_queries.has_administrator(session):
            click.echo("This installation has an administrator. Sign in, or ask that person for an account.")
            return
        token = account_services.new_link(session, purpose="setup", account_id=None, now=clock.utc_now())
    with current_app.test_request_context():
        path = url_for("accounts.setup", token=token)
    click.echo(current().base_url + path)


@links.command("destroy")
@click.option(
    "--ended-before", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Workshops that ended before."
)
@click.option("--yes", is_flag=True, help="Do it; without this the command only counts.")
def destroy(ended_before: datetime, yes: bool) -> None:
    """Destroy the links of everybody whose workshops all ended before a day: nobody can be followed up any more."""
    with unit_of_work() as session:
        people = workshop_queries.people_only_in_workshops_before(session, ended_before.date())
        if not yes:
            outside = exchange_queries.people_with_codes(
                session, exchange_queries.workshops_ended_before(session, ended_before.date())
            )
            click.echo(
                f"{len(people) + outside} people. Say --yes to destroy their links; this cannot be undone."
            )
            return
        # what is closed is frozen while its pairs can still be found
        reporting_services.freeze_closed(session, now=clock.utc_now())
        # follow-ups that are over are compared before the key to do so is gone
        followup_services.bring_up_to_date(session, now=clock.utc_now())
        number = assessment_services.destroy_links(
            session, account_ids=people, actor_id=None, now=clock.utc_now()
        )
        number += exchange_services.destroy_codes(
            session, ended_before=ended_before.date(), actor_id=None, now=clock.utc_now()
        )
        account_services.end_sessions(session, account_ids=people)
    db.session.remove()
    if not erase_deleted(db.engine):
        raise click.ClickException(
            f"{number} links are destroyed, but the file still holds traces of them. Run the command once more."
        )
    click.echo(f"{number} links destroyed. Backups made before today still hold them; destroy those too.")


@audit_group.command("verify")
def verify() -> None:
    """Check the chain of the audit log."""
    with unit_of_work() as session:
        fault = audit.verify(session)
    if fault is not None:
        raise click.ClickException(f"The chain is broken at row {fault.entry_id}.")
    click.echo("The chain holds.")


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (demonstration, links, audit_group, prepare, setup_link):
        app.cli.add_command(command)

"""Commands that belong to the whole: the set-up link, the demonstration, the end of the follow-up window."""

from __future__ import annotations

from datetime import datetime

import click
from flask import Flask, current_app, url_for
from flask.cli import with_appcontext

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts import services as account_services
from hrtraining.assessment import services as assessment_services
from hrtraining.content import services as content_services
from hrtraining.core import audit, clock
from hrtraining.core.both import Commands, check_database, refusals
from hrtraining.core.erasing import erase_deleted
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.settings import current
from hrtraining.exchange import queries as exchange_queries
from hrtraining.exchange import services as exchange_services
from hrtraining.followup import services as followup_services
from hrtraining.referral import services as referral_services
from hrtraining.reporting import services as reporting_services
from hrtraining.workshops import queries as workshop_queries

demonstration = Commands("demonstration", help="The demonstration year of six numbered academies.")
links = Commands("links", help="The links between people and the pseudonyms of their answers.")
audit_group = Commands("audit", help="The audit log.")


@click.command("db", add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
@refusals()
def migrations(context: click.Context, words: tuple[str, ...]) -> None:
    """Change the tables of the database (upgrade, check, …)."""
    # the commands of Flask-Migrate bring Alembic, which no server needs
    from flask_migrate.cli import db as group  # type: ignore[import-not-found]  # not in its stubs

    group.main(words, prog_name=context.command_path, obj=context.obj, standalone_mode=False)


@demonstration.command("build")
def build() -> None:
    """Build the demonstration into its own empty database; does nothing where it is built."""
    _build()


def _build() -> None:
    if not current().demonstration:
        raise _not_demonstration()
    from hrtraining.web.demonstration import build as demonstration_build

    now = clock.utc_now()
    with unit_of_work() as session:
        demonstration_build.build(session, now=now, today=clock.local_date(now))


def _not_demonstration() -> click.ClickException:
    return click.ClickException(
        "បានតែពេល DEMO=1៖ ប្រព័ន្ធសាកល្បងមានមូលដ្ឋានទិន្នន័យរបស់វា។ / "
        "Only with DEMO=1: the demonstration has a database of its own."
    )


@demonstration.command("sign-ins")
def sign_ins() -> None:
    """Print one sign-in for each role of the demonstration."""
    if not current().demonstration:
        raise _not_demonstration()
    _print_sign_ins()


def _print_sign_ins() -> None:
    from hrtraining.web.demonstration import staff

    with unit_of_work() as session:
        found = staff.sign_ins(session)
    for role, login, secret in found:
        click.echo(f"  {role:22} {login:10} {secret}")
    if not found:
        click.echo(
            "ពាក្យសម្ងាត់របស់ប្រព័ន្ធសាកល្បង បើកគណនីណាមិនបានទេនៅទីនេះ។ / "
            "No account here opens with a password of the demonstration."
        )


@click.command("prepare")
@with_appcontext
@refusals()
def prepare() -> None:
    """Bring database, course and directory up to date, build the demonstration, print how to sign in."""
    from flask_migrate import upgrade

    check_database()
    upgrade()
    with unit_of_work() as session:
        content_services.freeze_edition(session, root=current().curriculum, now=clock.utc_now())
        referral_services.put_starting_rows(session, root=current().curriculum, now=clock.utc_now())
    if current().demonstration:
        _build()
        _print_sign_ins()
    elif not _print_setup_link():
        click.echo(HAS_ADMINISTRATOR)


HAS_ADMINISTRATOR = (
    "ប្រព័ន្ធនេះមានអ្នកគ្រប់គ្រងហើយ។ សូមចូលប្រើ ឬសុំគណនីពីអ្នកនោះ។ / "
    "This installation has an administrator. Sign in, or ask that person for an account."
)


@click.command("setup-link")
@with_appcontext
@refusals()
def setup_link() -> None:
    """Print a one-time link to make the first administrator, as long as there is none."""
    check_database()
    if not _print_setup_link():
        raise click.ClickException(HAS_ADMINISTRATOR)


def _print_setup_link() -> bool:
    """Print the link; False where there is an administrator already."""
    with unit_of_work() as session:
        if account_queries.has_administrator(session):
            return False
        token = account_services.new_link(session, purpose="setup", account_id=None, now=clock.utc_now())
    with current_app.test_request_context():
        path = url_for("accounts.setup", token=token)
    click.echo(
        "តំណសម្រាប់បង្កើតអ្នកគ្រប់គ្រងទីមួយ ប្រើបានតែម្តង ក្នុង ៤៨ ម៉ោង៖ / "
        "The link to make the first administrator works once, within 48 hours:",
        err=True,
    )
    click.echo(current().base_url + path)
    return True


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
            number = len(people) + outside
            click.echo(
                f"មនុស្ស {number} នាក់។ បើចង់បំផ្លាញតំណរបស់គាត់ សូមបន្ថែម --yes។ ធ្វើហើយ មិនអាចត្រឡប់វិញបានទេ។ / "
                f"People: {number}. Say --yes to destroy their links; this cannot be undone."
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
            f"បានបំផ្លាញតំណ {number} តែក្នុងឯកសារនៅមានដាន។ សូមដំណើរការពាក្យបញ្ជានេះម្តងទៀត។ / "
            f"Links destroyed: {number}, but the file still holds traces of them. Run the command once more."
        )
    click.echo(
        f"បានបំផ្លាញតំណ {number}។ ច្បាប់ចម្លងទុកមុនថ្ងៃនេះ នៅមានតំណទាំងនោះ។ សូមបំផ្លាញចោលដែរ។ / "
        f"Links destroyed: {number}. Backups made before today still hold them; destroy those too."
    )


@audit_group.command("verify")
def verify() -> None:
    """Check the chain of the audit log."""
    with unit_of_work() as session:
        fault = audit.verify(session)
    if fault is not None:
        raise click.ClickException(
            f"ច្រវាក់ដាច់ហើយ នៅជួរទី {fault.entry_id}។ កុំលុបមូលដ្ឋានទិន្នន័យនេះ ហើយសូមរាយការណ៍។ / "
            f"The chain is broken at row {fault.entry_id}. Keep this database and report it."
        )
    click.echo("ច្រវាក់មិនដាច់ទេ។ / The chain holds.")


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (demonstration, links, audit_group, migrations, prepare, setup_link):
        app.cli.add_command(command)

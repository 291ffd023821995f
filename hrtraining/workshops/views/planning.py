"""The list of workshops, a new one, the same again, and the end of one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import AdministrationState
from hrtraining.content import queries as content_queries
from hrtraining.core import clock
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import db
from hrtraining.core.forms import options
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.khmer.digits import number
from hrtraining.workshops import queries, services
from hrtraining.workshops.domain import Kind
from hrtraining.workshops.forms import KIND_NAMES, CloneForm, WorkshopForm
from hrtraining.workshops.views import blueprint

OWNERS = (Role.TRAINER, Role.ACADEMY_ADMINISTRATOR)


@blueprint.get("/workshops")
@allow(*OWNERS)
def index() -> str:
    """The reader's workshops, newest first."""
    session = db.session()
    rows = queries.workshops_for(session, current_account())
    sizes = queries.roster_sizes(session, [row.id for row in rows])
    return render_template("workshops/index.html", workshops=rows, sizes=sizes, kind_names=KIND_NAMES)


def _form() -> WorkshopForm:
    session, account, lang = db.session(), current_account(), language()
    form = WorkshopForm()
    modules = content_queries.current_edition(session).modules
    form.modules.choices = options(
        (one.key, f"{number(one.order, lang)}. {one.title.in_(lang)}") for one in modules
    )
    trainers = account_queries.trainers(session, account.academy_id or 0)
    form.trainers.choices = options(
        (str(one.id), (one.name.km if lang == "km" else one.name.latin) or one.login) for one in trainers
    )
    if request.method == "GET":
        form.modules.data = [one.key for one in modules]
        form.trainers.data = [str(account.account_id)] if account.role is Role.TRAINER else []
    return form


@blueprint.route("/workshops/new", methods=["GET", "POST"])
@allow(*OWNERS)
def create() -> ResponseReturnValue:
    """Plan a workshop."""
    form, account = _form(), current_account()
    first, last = form.starts_on, form.ends_on
    if (
        request.method == "POST"
        and form.validate()
        and first.day
        and last.day
        and account.academy_id is not None
    ):
        try:
            workshop_id = services.create_workshop(
                db.session(),
                kind=Kind(form.kind.data),
                academy_id=account.academy_id,
                title=form.title.data or "",
                province=form.province.data or "",
                venue=form.venue.data or "",
                starts_on=first.day,
                ends_on=last.day,
                trainer_ids=[int(one) for one in form.trainers.data or []],
                modules=list(form.modules.data or []),
                actor_id=account.account_id,
                now=clock.utc_now(),
            )
        except DomainError as error:
            form.title.errors = [error.sentence()]
        else:
            return redirect(url_for("workshops.show", workshop_id=workshop_id))
    return render_template("workshops/create.html", form=form), 422 if form.errors else 200


@blueprint.route("/workshops/<int:workshop_id>/again", methods=["GET", "POST"])
@allow(*OWNERS)
def clone(workshop_id: int) -> ResponseReturnValue:
    """The same workshop again, from another first day and with nobody on the roster."""
    workshop = queries.workshop_for(db.session(), workshop_id, current_account())
    form = CloneForm()
    if request.method == "POST" and form.validate() and form.starts_on.day is not None:
        new_id = services.clone_workshop(
            db.session(),
            workshop_id=workshop_id,
            starts_on=form.starts_on.day,
            actor_id=current_account().account_id,
            now=clock.utc_now(),
        )
        flash(_("The workshop is planned again. Now add the participants."), "ok")
        return redirect(url_for("workshops.show", workshop_id=new_id))
    return render_template("workshops/clone.html", form=form, workshop=workshop), 422 if form.errors else 200


@blueprint.route("/workshops/<int:workshop_id>/close", methods=["GET", "POST"])
@allow(*OWNERS)
def close(workshop_id: int) -> ResponseReturnValue:
    """Close a workshop, after saying what that means."""
    workshop = queries.workshop_for(db.session(), workshop_id, current_account())
    if request.method == "POST":
        services.close_workshop(
            db.session(), workshop_id=workshop_id, actor_id=current_account().account_id, now=clock.utc_now()
        )
        flash(_("The workshop is closed. Its figures now enter the report."), "ok")
        return redirect(url_for("workshops.show", workshop_id=workshop_id))
    if workshop.is_closed:
        flash(_("This workshop is closed already."), "info")
        return redirect(url_for("workshops.show", workshop_id=workshop_id))
    given = assessment_queries.administrations(db.session(), workshop_id)
    has_open_test = any(one.state is AdministrationState.OPEN for one in given.values())
    return render_template("workshops/close.html", workshop=workshop, has_open_test=has_open_test)

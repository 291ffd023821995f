"""What a learner thinks of the workshop, asked once after the post-test."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.content import queries as content_queries
from hrtraining.core import clock
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.evaluation import queries, services
from hrtraining.evaluation.domain import Standing
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.evaluation_forms import opinion_form
from hrtraining.workshops import queries as workshop_queries


@blueprint.route("/what-you-think", methods=["GET", "POST"])
@allow(Role.LEARNER)
def opinion() -> ResponseReturnValue:
    """The questions about the learner's own workshop; nobody has to answer them."""
    session, account_id = db.session(), current_account().account_id
    place = workshop_queries.place_of(session, account_id)
    if place is None:
        raise NotFound(_l("You are in no workshop yet. Ask your trainer for the join code."))
    edition = content_queries.edition_by_id(session, place.workshop.edition_id)
    asked = edition.evaluation
    if asked is None:
        raise NotFound(_l("There is no such page."))
    standing = queries.standing_of(session, workshop=place.workshop, account_id=account_id)
    if standing is not Standing.READY:
        raise Conflict(services.REFUSALS[standing])
    form = opinion_form(asked, edition, place.workshop.modules)
    status, title = 200, asked.title.in_(language())
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                services.give_opinion(
                    session,
                    account_id=account_id,
                    workshop_id=place.workshop.id,
                    opinion=form.opinion,
                    now=clock.utc_now(),
                )
            except Conflict:
                raise
            except DomainError as error:
                form.questions[0].errors = [str(error)]
            else:
                flash(_("Thank you. Your view is kept without your name."), "ok")
                return redirect(url_for("learner.home"))
    return render_template("learning/opinion.html", form=form, title=title), status

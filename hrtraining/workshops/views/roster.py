"""The roster: its list, imports with a dry run, single people, excuses, new PINs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName
from hrtraining.accounts.guards import allow, current_account
from hrtraining.core import clock
from hrtraining.core.cells import guarded
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number
from hrtraining.core.packing import carried, unpack
from hrtraining.core.spreadsheet import bounded, rows_of
from hrtraining.workshops import queries, services
from hrtraining.workshops.domain import Group
from hrtraining.workshops.domain.sheet import HEADERS_EN, HEADERS_KM, Column, Fault, RowFault
from hrtraining.workshops.forms import GROUP_NAMES, ImportForm, ParticipantForm, ReasonForm
from hrtraining.workshops.queries import Participant
from hrtraining.workshops.services.importing import ImportPlan, PlannedRow, Step
from hrtraining.workshops.views import blueprint
from hrtraining.workshops.views.planning import OWNERS

FAULT_SENTENCES = {
    Fault.MISSING: _l("%(column)s is empty. Fill it in."),
    Fault.SEX: _l(
        "“%(written)s” is not a sex the program knows. Write ស្រី, ប្រុស, female, male, or leave it empty."
    ),
    Fault.GROUP: _l(
        "“%(written)s” is not a participant group. Write police, local authority or civil society."
    ),
    Fault.LONG: _l("%(column)s is too long: “%(written)s…”. Shorten it."),
    Fault.TWICE: _l("“%(written)s” stands in the file twice. Remove one row, or write both service numbers."),
    Fault.SHAPE: _l(
        "The Khmer letters of “%(written)s” are in a wrong order and would print wrongly. Type the name again."
    ),
    Fault.AMBIGUOUS: _l("Several people are called “%(written)s”. Write the service number."),
    Fault.LATIN: _l("“%(written)s” has Khmer letters. Write this name in Latin letters, such as SOK DARA."),
    Fault.NAMESAKE: _l(
        "“%(written)s” is on this roster with another Latin name. If it is the same person, write that Latin name. If it "
        "is another person, write their own service number."
    ),
}
SEX_WORDS = {"female": "ស្រី", "male": "ប្រុស", None: ""}
GROUP_WORDS = {
    Group.POLICE: "នគរបាល",
    Group.LOCAL_AUTHORITY: "អាជ្ញាធរមូលដ្ឋាន",
    Group.CIVIL_SOCIETY: "សង្គមស៊ីវិល",
}


def column_name(column: Column) -> str:
    """A column's header in the reader's language."""
    return (HEADERS_KM if language() == "km" else HEADERS_EN)[column]


def _sentence(fault: RowFault) -> tuple[str, str]:
    text = str(FAULT_SENTENCES[fault.fault]) % {
        "column": column_name(fault.column) if fault.column else "",
        "written": fault.written,
    }
    return _("Row %(number)s", number=number(fault.number, language())), text


def _warning(planned: PlannedRow) -> tuple[str, str] | None:
    """What the reader of a dry run must look at before going on: a namesake, or a name that is replaced."""
    name = f"{planned.row.family_km} {planned.row.given_km}"
    if planned.namesakes:
        sentence = _l(
            "The academy knows %(others)s with the same Khmer name, “%(name)s”. This row makes a new person. If it is the "
            "same person, write the Latin name as the academy knows it."
        )
        if any(one.service_number for one in planned.namesakes):
            sentence = _l(
                "The academy knows %(others)s with the same Khmer name, “%(name)s”. This row makes a new person. If it is "
                "the same person, write their service number, or the Latin name as the academy knows it."
            )
        others = ", ".join(one.name.latin for one in planned.namesakes)
        text = str(sentence) % {"name": name, "others": others}
    elif planned.person is not None and planned.replaces_name:
        known = planned.person.name
        text = _(
            "The service number belongs to “%(known)s”. If you go on, this person is called “%(name)s” from now on.",
            known=f"{known.km} · {known.latin}",
            name=f"{name} · {planned.row.latin_name.upper()}",
        )
    else:
        return None
    return _("Row %(number)s", number=number(planned.row.number, language())), text


@blueprint.get("/workshops/<int:workshop_id>/roster")
@allow(*OWNERS)
def roster(workshop_id: int) -> str:
    """Everybody on the roster in Khmer name order."""
    workshop = queries.workshop_for(db.session(), workshop_id, current_account())
    people = queries.roster(db.session(), workshop_id)
    return render_template(
        "workshops/roster.html",
        workshop=workshop,
        people=people,
        group_names=GROUP_NAMES,
        form=ParticipantForm(),
    )


@blueprint.get("/workshops/<int:workshop_id>/roster.csv")
@allow(*OWNERS)
def export(workshop_id: int) -> Response:
    """The roster as the file that can be imported again and then changes nothing."""
    workshop = queries.workshop_for(db.session(), workshop_id, current_account())
    text = io.StringIO()
    csv.writer(text).writerows(roster_rows(queries.roster(db.session(), workshop_id)))
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="roster-{workshop.join_code}.csv"'},
    )


def roster_rows(people: Sequence[Participant]) -> list[list[str]]:
    """The rows of the roster file, headers first; no cell is a formula."""
    rows = [
        [
            one.person.name.family_km,
            one.person.name.given_km,
            one.person.name.latin,
            one.person.rank,
            SEX_WORDS[one.person.sex],
            GROUP_WORDS[one.group],
            one.intake,
            one.person.service_number or "",
        ]
        for one in people
    ]
    return [[HEADERS_KM[column] for column in Column], *([guarded(cell) for cell in row] for row in rows)]


def _plan_page(workshop_id: int, plan: ImportPlan | None, packed: str, fault: str | None) -> str:
    workshop = queries.workshop_for(db.session(), workshop_id, current_account())
    return render_template(
        "workshops/import.html",
        workshop=workshop,
        form=ImportForm(formdata=None),
        plan=plan,
        counts={step.value: plan.count(step) for step in Step} if plan else None,
        faults=[_sentence(one) for one in plan.faults] if plan else [],
        warnings=[one for one in map(_warning, plan.rows) if one] if plan else [],
        packed=packed,
        fault=fault,
        columns=[(HEADERS_KM[column], HEADERS_EN[column]) for column in Column],
    )


@blueprint.get("/workshops/<int:workshop_id>/import")
@allow(*OWNERS)
def import_file(workshop_id: int) -> ResponseReturnValue:
    """Choose a roster file."""
    if queries.workshop_for(db.session(), workshop_id, current_account()).is_closed:
        flash(_("This workshop is closed. Its roster can no longer be changed."), "info")
        return redirect(url_for("workshops.roster", workshop_id=workshop_id))
    return _plan_page(workshop_id, None, "", None)


@blueprint.post("/workshops/<int:workshop_id>/import")
@allow(*OWNERS)
def import_roster(workshop_id: int) -> ResponseReturnValue:
    """First a dry run of the file; then, with the same file, the import itself."""
    queries.workshop_for(db.session(), workshop_id, current_account())
    try:
        table = _sent_table()
        if request.form.get("act") != "import":
            plan = services.plan_import(db.session(), workshop_id=workshop_id, table=table)
            return _plan_page(workshop_id, plan, carried(table), None), 422 if plan.faults else 200
        plan = services.import_roster(
            db.session(),
            workshop_id=workshop_id,
            table=table,
            actor_id=current_account().account_id,
            now=clock.utc_now(),
        )
    except DomainError as error:
        db.session().rollback()
        return _plan_page(workshop_id, None, "", error.sentence()), 422
    added, corrected = plan.count(Step.ADD) + plan.count(Step.KNOWN), plan.count(Step.CHANGE)
    if added or not corrected:
        flash(_("People added to the roster: %(added)s.", added=number(added, language())), "ok")
    if corrected:
        flash(_("People with corrected particulars: %(n)s.", n=number(corrected, language())), "ok")
    return redirect(url_for("workshops.roster", workshop_id=workshop_id))


def _sent_table() -> list[list[str]]:
    packed = request.form.get("packed")
    if packed:
        return bounded(unpack(packed))
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise DomainError(_l("Choose the file with the roster first."))
    return rows_of(sent.read())


@blueprint.post("/workshops/<int:workshop_id>/import/undo")
@allow(*OWNERS)
def undo_import(workshop_id: int) -> ResponseReturnValue:
    """Take the people of the newest import off the roster again."""
    queries.workshop_for(db.session(), workshop_id, current_account())
    removed = services.undo_import(
        db.session(), workshop_id=workshop_id, actor_id=current_account().account_id, now=clock.utc_now()
    )
    flash(_("People taken off the roster: %(removed)s.", removed=number(removed, language())), "ok")
    return redirect(url_for("workshops.roster", workshop_id=workshop_id))


@blueprint.post("/workshops/<int:workshop_id>/people")
@allow(*OWNERS)
def add_person(workshop_id: int) -> ResponseReturnValue:
    """Put one person on the roster."""
    session, form = db.session(), ParticipantForm()
    workshop = queries.workshop_for(session, workshop_id, current_account())
    if form.validate():
        try:
            services.add_participant(
                session,
                workshop_id=workshop_id,
                name=PersonName(form.family_km.data or "", form.given_km.data or "", form.latin.data or ""),
                rank=form.rank.data or "",
                sex=form.sex.data or None,
                group=Group(form.group.data),
                intake=form.intake.data or "",
                service_number=form.service_number.data or None,
                actor_id=current_account().account_id,
                now=clock.utc_now(),
            )
        except DomainError as error:
            form.family_km.errors = [error.sentence()]
        else:
            flash(_("The person is on the roster."), "ok")
            return redirect(url_for("workshops.roster", workshop_id=workshop_id))
    session.rollback()
    people = queries.roster(session, workshop_id)
    page = render_template(
        "workshops/roster.html", workshop=workshop, people=people, group_names=GROUP_NAMES, form=form
    )
    return page, 422


def _participant(workshop_id: int, account_id: int) -> queries.Participant:
    found = queries.participant(db.session(), workshop_id=workshop_id, account_id=account_id)
    if found is None:
        raise NotFound(_l("This person is not on the roster."))
    return found


@blueprint.get("/workshops/<int:workshop_id>/people/<int:account_id>")
@allow(*OWNERS)
def person(workshop_id: int, account_id: int) -> str:
    """One person: particulars, a new PIN, an excuse; never an answer of the 33."""
    workshop = queries.workshop_for(db.session(), workshop_id, current_account())
    found = _participant(workshop_id, account_id)
    facts = next(
        one for one in queries.certificate_facts(db.session(), workshop_id) if one.account_id == account_id
    )
    return render_template(
        "workshops/person.html",
        workshop=workshop,
        one=found,
        facts=facts,
        group_names=GROUP_NAMES,
        form=ReasonForm(),
        slip=None,
    )


@blueprint.post("/workshops/<int:workshop_id>/people/<int:account_id>/pin")
@allow(*OWNERS)
def new_pin(workshop_id: int, account_id: int) -> str:
    """A new PIN, shown once on the screen for the trainer to write on the slip."""
    workshop = queries.workshop_for(db.session(), workshop_id, current_account())
    found = _participant(workshop_id, account_id)
    given = account_services.give_pins(
        db.session(), account_ids=[account_id], actor_id=current_account().account_id, now=clock.utc_now()
    )
    facts = next(
        one for one in queries.certificate_facts(db.session(), workshop_id) if one.account_id == account_id
    )
    return render_template(
        "workshops/person.html",
        workshop=workshop,
        one=found,
        facts=facts,
        group_names=GROUP_NAMES,
        form=ReasonForm(),
        slip=given[account_id],
    )


@blueprint.post("/workshops/<int:workshop_id>/people/<int:account_id>/excuse")
@allow(*OWNERS)
def excuse(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """Excuse a person from the pre-test with a reason."""
    queries.workshop_for(db.session(), workshop_id, current_account())
    services.excuse(
        db.session(),
        workshop_id=workshop_id,
        account_id=account_id,
        reason=request.form.get("reason", ""),
        actor_id=current_account().account_id,
        now=clock.utc_now(),
    )
    flash(_("The person is excused from the pre-test."), "ok")
    return redirect(url_for("workshops.person", workshop_id=workshop_id, account_id=account_id))


@blueprint.post("/workshops/<int:workshop_id>/people/<int:account_id>/remove")
@allow(*OWNERS)
def remove(workshop_id: int, account_id: int) -> ResponseReturnValue:
    """Take a person off the roster who has not begun a test."""
    queries.workshop_for(db.session(), workshop_id, current_account())
    try:
        services.remove_participant(
            db.session(),
            workshop_id=workshop_id,
            account_id=account_id,
            actor_id=current_account().account_id,
            now=clock.utc_now(),
        )
    except Conflict as error:
        db.session().rollback()
        flash(error.sentence(), "warn")
        return redirect(url_for("workshops.roster", workshop_id=workshop_id))
    flash(_("The person is off the roster."), "ok")
    return redirect(url_for("workshops.roster", workshop_id=workshop_id))

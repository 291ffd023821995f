"""A file of the directory: first what it would do, then, with the same file, the import itself."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.guards import allow
from hrtraining.core import clock
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number
from hrtraining.core.packing import carried, unpack
from hrtraining.core.spreadsheet import bounded, rows_of
from hrtraining.referral import queries, services
from hrtraining.referral.domain import PROVINCES, Column
from hrtraining.referral.domain.sheet import HEADERS_EN, HEADERS_KM, REQUIRED
from hrtraining.referral.forms import ImportForm
from hrtraining.referral.pages import column_name, fault_sentence
from hrtraining.referral.services import ImportPlan, PlannedRow, Step
from hrtraining.referral.views.frame import EDITORS, blueprint, editor


def _row(row: PlannedRow) -> tuple[int, str, str, str, str]:
    lang = language()
    columns = ", ".join(column_name(column, lang) for column in row.columns)
    return (
        row.number,
        row.record.name.in_(lang),
        PROVINCES[row.record.province].name.in_(lang),
        row.step.value,
        columns,
    )


def _plan_page(plan: ImportPlan | None, packed: str, fault: str | None) -> str:
    lang = language()
    return render_template(
        "referral/import.html",
        form=ImportForm(formdata=None),
        plan=plan,
        rows=[_row(one) for one in plan.rows] if plan else [],
        counts={step.value: plan.count(step) for step in Step} if plan else None,
        faults=[
            (_("Row %(number)s", number=number(one.number, lang)), fault_sentence(one.wrong, lang))
            for one in plan.faults
        ]
        if plan
        else [],
        packed=packed,
        fault=fault,
        columns=[(HEADERS_KM[column], HEADERS_EN[column], column in REQUIRED) for column in Column],
        kinds=[(one.name.km, one.name.en) for one in queries.kinds(db.session())],
    )


@blueprint.get("/services/editor/import")
@allow(*EDITORS)
def import_file() -> str:
    """Choose a file."""
    return _plan_page(None, "", None)


@blueprint.post("/services/editor/import")
@allow(*EDITORS)
def import_services() -> ResponseReturnValue:
    """First a dry run of the file; then, with the same file, the import itself."""
    try:
        table = _sent_table()
        if request.form.get("act") != "import":
            plan = services.plan_import(db.session(), table=table, editor=editor(), now=clock.utc_now())
            page = _plan_page(plan, carried(table), None)
            return page, 422 if plan.faults else 200
        plan = services.import_services(db.session(), table=table, editor=editor(), now=clock.utc_now())
    except DomainError as error:
        db.session().rollback()
        return _plan_page(None, "", error.sentence()), 422
    done = plan.count(Step.ADD) + plan.count(Step.CHANGE)
    flash(_("%(done)s records were added or changed.", done=number(done, language())), "ok")
    return redirect(url_for("referral.edit"))


def _sent_table() -> list[list[str]]:
    packed = request.form.get("packed")
    if packed:
        return bounded(unpack(packed))
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise DomainError(_l("Choose the file with the directory first."))
    return rows_of(sent.read())

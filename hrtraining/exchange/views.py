"""Pages of data in: the analyst sends a file, sees what it will do, lets it in, and takes it back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account, reads_first
from hrtraining.core import clock
from hrtraining.core.cells import guarded
from hrtraining.core.db import begin_write
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import number
from hrtraining.core.packing import pack, unpack
from hrtraining.core.settings import current
from hrtraining.exchange import files, pages, queries, services
from hrtraining.exchange.forms import FileForm
from hrtraining.exchange.pages import ImportLine
from hrtraining.exchange.queries import ImportRow
from hrtraining.exchange.services import Parsed, Plan

blueprint = Blueprint("exchange", __name__)


def _line(row: ImportRow) -> ImportLine:
    """An import; its numbers go to whoever sent the file, because a small workshop could be read from them."""
    session, lang, own = db.session(), language(), current_account().account_id
    by, counts = _("by a command"), ""
    if row.imported_by is not None:
        person = account_queries.person(session, row.imported_by)
        by = ((person.name.km if lang == "km" else person.name.latin) or person.login) if person else ""
    if row.imported_by == own:
        counts = _("%(n)s new sheets", n=number(row.counts["new"], lang))
    return ImportLine(row.id, row.imported_at, by, counts, row.undone_at is not None)


def _page(
    form: FileForm, *, plan: Plan | None = None, packed: str | None = None, fault: str | None = None
) -> str:
    session, lang = db.session(), language()
    instrument = services.current_version(session).instrument
    return render_template(
        "exchange/index.html",
        form=form,
        plan=plan,
        packed=packed,
        fault=fault,
        totals=pages.totals(plan, lang) if plan else [],
        lines=pages.group_lines(plan, lang) if plan else [],
        faults=[(pages.place_of(one, lang), pages.fault_sentence(one, lang)) for one in plan.faults]
        if plan
        else [],
        more=plan.fault_count - len(plan.faults) if plan else 0,
        imports=[_line(row) for row in queries.imports(session)],
        left_open=queries.left_open(session),
        academies=[(one.key, one.name(lang)) for one in account_queries.academies(session)],
        columns=list(files.column_lines()),
        answers=files.answer_codes(instrument),
        most_rows=files.WEB_ROWS,
    )


@blueprint.get("/imports")
@allow(Role.ANALYST)
def index() -> str:
    """Choose a file, and the files that came before."""
    return _page(FileForm())


@blueprint.post("/imports")
@allow(Role.ANALYST)
@reads_first
def send() -> ResponseReturnValue:
    """First a dry run of the file; then, with the same table, the import itself."""
    form, session, now = FileForm(), db.session(), clock.utc_now()
    close, secret = bool(form.close.data), current().secret_key
    kept: list[list[str]] = []
    try:
        parsed = _parsed(form, kept)
        if request.form.get("act") != "import":
            plan = services.make_plan(
                session,
                parsed=parsed,
                secret=secret,
                close=close,
                reader=current_account().account_id,
            )
            packed = None if plan.faults or plan.changes_nothing else pack(kept)
            return _page(form, plan=plan, packed=packed), 422 if plan.faults else 200
        begin_write(session)
        plan, import_id = services.import_answers(
            session,
            parsed=parsed,
            secret=secret,
            close=close,
            actor_id=current_account().account_id,
            now=now,
        )
    except DomainError as error:
        session.rollback()
        return _page(form, fault=error.sentence()), 422
    if import_id is None:
        return _page(form, plan=plan), 422 if plan.faults else 200
    flash(_("%(n)s sheets were taken in.", n=number(plan.new, language())), "ok")
    return redirect(url_for("exchange.show", import_id=import_id))


def _parsed(form: FileForm, kept: list[list[str]]) -> Parsed:
    """The rows of what was sent, a file or the field of the dry run; `kept` gets the cells."""
    packed = request.form.get("packed")
    sent = form.file.data
    if packed:
        table = unpack(packed)
    elif sent is None or not sent.filename:
        raise DomainError(_l("Choose the file with the answers first."))
    else:
        table = files.table(sent.stream, limits=files.WEB_LIMITS)
    try:
        return services.read_file(
            db.session(), table=_kept(table, kept), most_rows=files.WEB_ROWS, now=clock.utc_now()
        )
    finally:
        if sent is not None:
            sent.close()


def _kept(table: Iterator[list[str]], kept: list[list[str]]) -> Iterator[list[str]]:
    for cells in table:
        kept.append(cells)
        yield cells


def _import(import_id: int) -> ImportRow:
    found = queries.import_of(db.session(), import_id)
    if found is None:
        raise NotFound(_l("There is no such import."))
    return found


@blueprint.get("/imports/<int:import_id>")
@allow(Role.ANALYST)
def show(import_id: int) -> str:
    """One import: when it came, and which rows it set aside."""
    row = _import(import_id)
    return render_template(
        "exchange/import.html",
        line=_line(row),
        aside=queries.set_aside(db.session(), import_id),
        left_open=[one for one in queries.left_open(db.session()) if one.id in row.workshops],
    )


@blueprint.get("/imports/<int:import_id>/set-aside.csv")
@allow(Role.ANALYST)
def set_aside(import_id: int) -> Response:
    """The rows an import set aside: row, code of the sheet, workshop; no answers."""
    _import(import_id)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("row", "attempt_uid", "workshop"))
    for row in queries.set_aside(db.session(), import_id):
        writer.writerow((row.row_number, guarded(row.uid), guarded(row.workshop)))
    return _file(b"\xef\xbb\xbf" + out.getvalue().encode(), f"set-aside-{import_id}.csv", files.KINDS["csv"])


@blueprint.route("/imports/<int:import_id>/undo", methods=["GET", "POST"])
@allow(Role.ANALYST)
def undo(import_id: int) -> ResponseReturnValue:
    """Take an import back, after saying what that means."""
    row = _import(import_id)
    if request.method == "POST":
        try:
            services.undo_import(
                db.session(),
                import_id=import_id,
                actor_id=current_account().account_id,
                now=clock.utc_now(),
            )
        except Conflict as error:
            db.session().rollback()
            page = render_template("exchange/undo.html", line=_line(row), fault=error.sentence())
            return page, error.status
        flash(_("The import is undone. Everything is as it was before."), "ok")
        return redirect(url_for("exchange.index"))
    line = _line(row)
    fault = _("This import was undone already.") if line.is_undone else None
    return render_template("exchange/undo.html", line=line, fault=fault), 409 if fault else 200


@blueprint.post("/imports/workshops/<int:workshop_id>/close")
@allow(Role.ANALYST)
def close_workshop(workshop_id: int) -> ResponseReturnValue:
    """Close a workshop held outside that was left open for more sheets."""
    services.close_outside(
        db.session(), workshop_id=workshop_id, actor_id=current_account().account_id, now=clock.utc_now()
    )
    flash(_("The workshop is closed. Its figures now enter the report."), "ok")
    return redirect(url_for("exchange.index"))


@blueprint.get("/imports/template.<form>")
@allow(Role.ANALYST)
def template(form: str) -> Response:
    """The empty file with all columns."""
    if form not in files.KINDS:
        raise NotFound(_l("There is no such page."))
    instrument = services.current_version(db.session()).instrument
    return _file(files.template(instrument, form), f"attempts.{form}", files.KINDS[form])


def _file(body: bytes, name: str, kind: str) -> Response:
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

"""A learner's own certificates, and certificates as PDF files."""

from __future__ import annotations

import io
import zipfile

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.certificates import printing, queries
from hrtraining.certificates.domain import State
from hrtraining.certificates.pages import listed
from hrtraining.certificates.views.frame import base_url, blueprint, readable
from hrtraining.core import clock
from hrtraining.core.errors import Conflict
from hrtraining.core.extensions import db
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.workshops import queries as workshop_queries


@blueprint.get("/my-certificates")
@allow(Role.LEARNER)
def own() -> ResponseReturnValue:
    """The learner's own certificates."""
    today = clock.local_date(clock.utc_now())
    rows = queries.certificates_of(db.session(), current_account().account_id)
    return render_template("certificates/own.html", rows=[listed(row, language(), today) for row in rows])


def _pdf(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@blueprint.get("/certificates/<serial>.pdf")
@allow(Role.LEARNER, Role.TRAINER, Role.ACADEMY_ADMINISTRATOR)
def paper(serial: str) -> ResponseReturnValue:
    """One certificate as a PDF.

    Raises:
        NotFound: there is none for this reader.
        Conflict: it was revoked or replaced, or its row no longer fits its fingerprint.
    """
    row = readable(queries.certificate(db.session(), serial), current_account())
    if row.stored_state is not State.ISSUED:
        raise Conflict(_l("This certificate was revoked or replaced, so it is not printed any more."))
    if not row.is_intact:
        raise Conflict(_l("This certificate was changed outside the program, so it is not printed."))
    return _pdf(printing.certificate_pdf(row.snapshot, base_url=base_url()), f"certificate-{row.serial}")


@blueprint.get("/workshops/<int:workshop_id>/certificates.pdf")
@allow(Role.TRAINER, Role.ACADEMY_ADMINISTRATOR)
def batch(workshop_id: int) -> ResponseReturnValue:
    """All valid certificates of a workshop in roster order, one file for the printer.

    Raises:
        NotFound: there is no such workshop for this reader.
        Conflict: none was issued yet.
    """
    papers = [row.snapshot for row in _printable(workshop_id)]
    return _pdf(printing.batch_pdf(papers, base_url=base_url()), f"certificates-workshop-{workshop_id}")


@blueprint.get("/workshops/<int:workshop_id>/certificates.zip")
@allow(Role.TRAINER, Role.ACADEMY_ADMINISTRATOR)
def archive(workshop_id: int) -> ResponseReturnValue:
    """The same certificates as one file each, byte for byte those that the learners download.

    Raises:
        NotFound: there is no such workshop for this reader.
        Conflict: none was issued yet.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for row in _printable(workshop_id):
            content = printing.certificate_pdf(row.snapshot, base_url=base_url())
            files.writestr(zipfile.ZipInfo(f"certificate-{row.serial}.pdf"), content, zipfile.ZIP_DEFLATED)
    response = Response(packed.getvalue(), mimetype="application/zip")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="certificates-workshop-{workshop_id}.zip"'
    )
    return response


def _printable(workshop_id: int) -> list[queries.CertificateRow]:
    """The valid certificates of a workshop of this reader in roster order; at least one."""
    session = db.session()
    workshop_queries.workshop_for(session, workshop_id, current_account())
    today = clock.local_date(clock.utc_now())
    rows = queries.certificates_of_workshop(session, workshop_id)
    valid = [row for row in rows if row.state(today) is State.ISSUED and row.is_intact]
    if not valid:
        raise Conflict(_l("No certificate was issued yet."))
    return valid

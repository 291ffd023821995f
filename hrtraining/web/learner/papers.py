"""The page to keep as a file, for learners whose module is open."""

from __future__ import annotations

from flask import Response

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content import services
from hrtraining.core.i18n import language
from hrtraining.core.settings import current
from hrtraining.web.learner import blueprint
from hrtraining.web.learner.place import open_module


@blueprint.get("/learn/<module_key>/handout.pdf")
@allow(Role.LEARNER)
def handout_file(module_key: str) -> Response:
    """The page to keep as PDF, one sheet of A4."""
    _gate, edition, module = open_module(module_key)
    data = services.handout_pdf(current(), edition, module, lang=language())
    disposition = f'inline; filename="{module_key}-{language()}.pdf"'
    return Response(data, mimetype="application/pdf", headers={"Content-Disposition": disposition})

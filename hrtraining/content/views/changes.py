"""What changed between two editions, in words."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content import queries
from hrtraining.content.domain.comparing import compare
from hrtraining.content.pages.changes import changes_page
from hrtraining.content.views.routes import blueprint
from hrtraining.core.extensions import db
from hrtraining.core.i18n import language


@blueprint.get("/edition/<int:edition_id>/since/<int:earlier_id>")
@allow(Role.ANALYST, Role.ADMINISTRATOR)
def changes(edition_id: int, earlier_id: int) -> ResponseReturnValue:
    """What differs between an edition and an earlier one, in the reader's language.

    Raises:
        NotFound: there is no such edition.
    """
    session = db.session()
    old, new = queries.edition_by_id(session, earlier_id), queries.edition_by_id(session, edition_id)
    lang = language()
    page = changes_page(old, new, compare(old, new, lang), lang)
    return render_template("content/changes.html", page=page)

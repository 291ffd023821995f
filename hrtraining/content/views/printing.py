"""What a trainer prints: the books that are made, and the sheets of each module."""

from __future__ import annotations

from flask import Response, render_template

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.content import queries
from hrtraining.content.book import papers, shelf, words
from hrtraining.content.pages.prints import prints_page
from hrtraining.content.views.routes import blueprint
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.settings import current

TEACHERS = (Role.TRAINER, Role.ACADEMY_ADMINISTRATOR, Role.ANALYST, Role.ADMINISTRATOR)


def _pdf(data: bytes, name: str) -> Response:
    disposition = f'inline; filename="{name}.pdf"'
    return Response(data, mimetype="application/pdf", headers={"Content-Disposition": disposition})


@blueprint.get("/print")
@allow(*TEACHERS)
def prints() -> str:
    """The books, and for each module the sheets that can be printed."""
    edition = queries.current_edition(db.session())
    made = shelf.books(current(), edition)
    return render_template("content/prints.html", page=prints_page(edition, made, language()))


@blueprint.get("/print/books/<book>.pdf")
@allow(*TEACHERS)
def book_file(book: str) -> Response:
    """A book of the current edition.

    Raises:
        NotFound: there is no such book, or it was not made yet.
    """
    kind, _dash, name = book.partition("-")
    if kind not in words.KINDS or name not in shelf.NAMES:
        raise NotFound(_l("There is no such book."))
    path = shelf.books(current(), queries.current_edition(db.session())).get((kind, name))
    if path is None:
        raise NotFound(_l("The book of this edition is not made yet. The administrator makes it."))
    return _pdf(path.read_bytes(), book)


@blueprint.get("/print/<module_key>/<sheet>.pdf")
@allow(*TEACHERS)
def sheet_file(module_key: str, sheet: str) -> Response:
    """A sheet of a module in the reader's language: handout, card, poster, check or scene.

    Raises:
        NotFound: there is no such module or sheet.
    """
    edition = queries.current_edition(db.session())
    module = edition.module(module_key)
    if module is None:
        raise NotFound(_l("There is no such module."))
    data = papers.sheet(current(), edition, module, sheet, language())
    return _pdf(data, f"{module_key}-{sheet}-{language()}")

"""The shape of what an analyst sends: a file of answers, and whether it completes its workshops."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import BooleanField

from hrtraining.core.forms import PageForm
from hrtraining.core.i18n import lazy_gettext as _l


class FileForm(PageForm):
    """A file of answers."""

    file = FileField(_l("Answers (XLSX or CSV)"))
    close = BooleanField(
        _l("All sheets of these workshops are in this file: close them now"),
        description=_l(
            "A closed workshop enters the report, and once its figures are published nothing can be undone. Without "
            "this mark workshops held outside the platform stay open: send more sheets, undo, or close them here later."
        ),
    )

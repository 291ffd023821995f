"""The shape of what an analyst sends: a file of answers, and whether more sheets will come."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField

from hrtraining.core.i18n import lazy_gettext as _l


class FileForm(FlaskForm):
    """A file of answers."""

    file = FileField(_l("Answers (XLSX or CSV)"))
    keep_open = BooleanField(
        _l("More sheets of these workshops will come in another file"),
        description=_l(
            "Without this mark a workshop held outside the platform is closed as soon as it has people with both "
            "tests. A workshop with pre-tests only stays open anyway."
        ),
    )

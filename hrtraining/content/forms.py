"""The shape of what the Secretariat types: an approval, a legal reviewer's sign-off."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from hrtraining.content.domain import LAW_STATUSES
from hrtraining.content.rendering import STATUS_NAMES
from hrtraining.core.forms import PageForm, options
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.khmer.text import normalise_line

NEEDED = InputRequired(message=_l("Fill this in."))


def line(value: str | None) -> str | None:
    """One line of typed text without what the eye cannot see."""
    return value and normalise_line(value)


def paragraph(value: str | None) -> str | None:
    """A text of a law statement: lines joined, each without what the eye cannot see; empty is nothing."""
    joined = " ".join(part for row in (value or "").splitlines() if (part := normalise_line(row)))
    return joined or None


class ApprovalForm(PageForm):
    """Who approved the edition, when, on what document."""

    edition_id = HiddenField(validators=[NEEDED])
    approved_by = StringField(
        _l("Who approved it"),
        filters=[line],
        description=_l("name and office, as the document says"),
        validators=[NEEDED, Length(max=200, message=_l("Write at most 200 letters."))],
    )
    approved_on = StringField(
        _l("Day of the approval"),
        filters=[line],
        description=_l("day/month/year"),
        validators=[NEEDED],
        render_kw={"inputmode": "numeric"},
    )
    document = StringField(
        _l("Document"),
        filters=[line],
        description=_l("number and title of the letter or decision"),
        validators=[NEEDED, Length(max=300, message=_l("Write at most 300 letters."))],
    )
    day: date | None = None

    def validate_approved_on(self, field: StringField) -> None:
        """Read the day.

        Raises:
            ValidationError: it is no day of the calendar.
        """
        written = to_ascii(field.data or "").replace(".", "/").replace("-", "/")
        try:
            numbers = [int(part) for part in written.split("/")]
            if numbers[0] > 31:
                numbers.reverse()
            day, month, year = numbers
            self.day = date(year, month, day)
        except ValueError:
            raise ValidationError(_l("Write the day as day/month/year, such as 23/11/2026.")) from None


class LawReviewForm(PageForm):
    """What the legal reviewer says of one statement."""

    edition_id = HiddenField(validators=[NEEDED])
    seen_hash = HiddenField(validators=[NEEDED])
    status = RadioField(
        _l("What the reviewer says"),
        validators=[InputRequired(message=_l("Choose one of the statuses."))],
    )
    reviewer_name = StringField(
        _l("Name of the legal reviewer"),
        filters=[line],
        validators=[NEEDED, Length(max=200, message=_l("Write at most 200 letters."))],
    )
    text_km = TextAreaField(
        _l("Better wording in Khmer"),
        filters=[paragraph],
        description=_l("only if the wording should change"),
        validators=[Optional(), Length(max=3000, message=_l("Write at most 3000 letters."))],
        render_kw={"lang": "km"},
    )
    text_en = TextAreaField(
        _l("Better wording in English"),
        filters=[paragraph],
        description=_l("only if the wording should change"),
        validators=[Optional(), Length(max=3000, message=_l("Write at most 3000 letters."))],
        render_kw={"lang": "en"},
    )
    note = TextAreaField(
        _l("Note"),
        filters=[paragraph],
        description=_l("what is not yet certain, or where the text is found"),
        validators=[Optional(), Length(max=3000, message=_l("Write at most 3000 letters."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status.choices = options(
            (status, str(STATUS_NAMES[status])) for status in reversed(LAW_STATUSES)
        )


class PassForm(PageForm):
    """That a reviewer read one part in both languages: which part, and the hashes of what was on the page."""

    place = HiddenField(validators=[NEEDED])
    text_hash = HiddenField(validators=[NEEDED])
    law_hash = HiddenField(validators=[NEEDED])

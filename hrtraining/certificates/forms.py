"""The shape of what people type about certificates: signers, offices, reasons, a verification by hand."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from hrtraining.certificates.domain import REASONS_TO_REPLACE, REASONS_TO_REVOKE
from hrtraining.certificates.names import REASON_NAMES
from hrtraining.core.forms import PageForm, options
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.khmer.shaping import fault_sentence, shaping_fault
from hrtraining.core.khmer.text import normalise_line, normalise_name

NEEDED = DataRequired(message=_l("Fill this in."))


def prints_right(_form: object, field: Any) -> None:
    """Let a line pass only when it prints right.

    Raises:
        ValidationError: a sign or letter of it would be drawn wrongly.
    """
    fault = shaping_fault(field.data or "")
    if fault is not None:
        raise ValidationError(_("This would print wrongly: %(fault)s.", fault=fault_sentence(fault)))


def _line(value: str | None) -> str | None:
    return value and normalise_line(value)


def _name(value: str | None) -> str | None:
    return value and normalise_name(value)


def _needed(label: Any, length: int, *, lang: str, name: bool = False, hint: Any = "") -> StringField:
    return StringField(
        label,
        filters=[_name if name else _line],
        description=hint,
        validators=[NEEDED, Length(max=length, message=_l("This is too long. Shorten it.")), prints_right],
        render_kw={"lang": lang},
    )


def _optional(label: Any, length: int, *, lang: str) -> StringField:
    return StringField(
        label,
        filters=[_line],
        validators=[
            Optional(),
            Length(max=length, message=_l("This is too long. Shorten it.")),
            prints_right,
        ],
        render_kw={"lang": lang},
    )


class IssueForm(PageForm):
    """Who signs, and the lunar line when the office words it itself."""

    signer = SelectField(
        _l("Who signs"), coerce=int, validators=[InputRequired(message=_l("Choose who signs."))]
    )
    lunar = StringField(
        _l("Lunar date line"),
        filters=[_line],
        description=_l("leave empty to print the computed line"),
        validators=[Optional(), Length(max=120, message=_l("This is too long. Shorten it.")), prints_right],
        render_kw={"lang": "km"},
    )


class SignerForm(PageForm):
    """Somebody who signs certificates."""

    title_km = _needed(_l("Office in Khmer"), 160, lang="km")
    title_en = _needed(_l("Office in English"), 160, lang="en")
    rank_km = _optional(_l("Rank in Khmer"), 80, lang="km")
    rank_en = _optional(_l("Rank in English"), 80, lang="en")
    name_km = _needed(_l("Name in Khmer"), 160, lang="km", name=True)
    name_en = _needed(_l("Name in Latin letters"), 160, lang="en", name=True)
    place_km = _needed(_l("Place of signing in Khmer"), 120, lang="km")
    place_en = _needed(_l("Place of signing in English"), 120, lang="en")


class LetterheadForm(PageForm):
    """The offices at the head of a certificate."""

    ministry_km = _needed(_l("Ministry in Khmer"), 160, lang="km")
    ministry_en = _needed(_l("Ministry in English"), 160, lang="en")
    office_km = _needed(_l("Secretariat in Khmer"), 160, lang="km")
    office_en = _needed(_l("Secretariat in English"), 160, lang="en")


class EndForm(PageForm):
    """Why a certificate ends."""

    reason = RadioField(
        _l("Why"),
        choices=options((reason.value, REASON_NAMES[reason]) for reason in REASONS_TO_REVOKE),
        validators=[InputRequired(message=_l("Choose a reason."))],
    )
    note = TextAreaField(
        _l("Note"),
        filters=[_line],
        description=_l("for the academy only; the public page shows just the reason above"),
        validators=[Optional(), Length(max=300, message=_l("This is too long. Shorten it."))],
    )


class ReplaceForm(EndForm):
    """Why a certificate is replaced."""

    reason = RadioField(
        _l("Why"),
        choices=options((reason.value, REASON_NAMES[reason]) for reason in REASONS_TO_REPLACE),
        validators=[InputRequired(message=_l("Choose a reason."))],
    )


def _typed_code(value: str | None) -> str | None:
    """Capitals and Western digits, without the spaces and hyphens of a code read from paper."""
    return value and "".join(letter for letter in to_ascii(normalise_line(value)).upper() if letter.isalnum())


def _typed_serial(value: str | None) -> str | None:
    return value and to_ascii(normalise_line(value)).replace(" ", "")


class VerifyForm(PageForm):
    """Serial number and code, typed from paper where no camera is at hand."""

    class Meta:
        """A question that changes nothing and may be asked by anybody."""

        csrf = False

    serial = StringField(
        _l("Number on the certificate"),
        filters=[_typed_serial],
        description=_l("as in 2026-00045"),
        validators=[NEEDED, Length(max=20, message=_l("This is too long. Shorten it."))],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
    code = StringField(
        _l("Code"),
        filters=[_typed_code],
        description=_l("the letters at the end of the address under the QR code"),
        validators=[NEEDED, Length(max=40, message=_l("This is too long. Shorten it."))],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

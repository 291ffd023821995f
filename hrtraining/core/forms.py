"""Pieces that every form uses: cleaning of typed lines and digits, the sentence for an empty field, names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than WTForms
from wtforms.validators import DataRequired, Length, ValidationError

from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.khmer.shaping import fault_sentence, line_fault
from hrtraining.core.khmer.text import has_khmer, normalise_line

NEEDED = DataRequired(message=_l("Fill this in."))


def options(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """The choices of a field from value and label."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


def at_most(characters: int) -> Length:
    """A text of no more than so many characters."""
    return Length(max=characters, message=_l("This is too long."))


def prints(_form: object, field: Any) -> None:
    """Let a line pass only when it can be printed: one letter that no font has would stop every PDF that names it.

    Raises:
        ValidationError: what cannot be printed, and what to do.
    """
    fault = line_fault(field.data or "")
    if fault is not None:
        raise ValidationError(_("This cannot be printed: %(fault)s.", fault=fault_sentence(fault)))


def line(value: str | None) -> str | None:
    """One line of typed text without what the eye cannot see."""
    return value and normalise_line(value)


def ascii_digits(value: str | None) -> str | None:
    """Khmer digits as 0-9, without spaces and hyphens between groups."""
    return value and "".join(to_ascii(value).replace("-", "").split())


class _Sentences:
    """What the form library would say by itself in English: of a choice that was taken away while the page was open,
    and of a number that is none."""

    def gettext(self, sentence: str) -> str:
        """One sentence."""
        if "choice" in sentence.casefold():
            return _("This answer is not one of the choices. Choose again.")
        return _("Write a whole number.") if "integer" in sentence else sentence

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A sentence about one or several choices."""
        return self.gettext(one if number == 1 else many)


class PageForm(FlaskForm):
    """A form of a page, which speaks the reader's language also where the library has a sentence of its own."""

    class Meta:
        """How the library translates."""

        def get_translations(self, _form: object) -> _Sentences:
            """The sentences instead of the library's, which knows no Khmer."""
            return _Sentences()


def in_latin_letters(_form: object, field: Any) -> None:
    """Let a name pass only without Khmer letters: it stands in Latin letters on the certificate.

    Raises:
        ValidationError: there is a Khmer letter in it.
    """
    if has_khmer(field.data or ""):
        raise ValidationError(_("Write this name in Latin letters, such as SOK DARA."))


class NameFields:
    """A person's name in Khmer and Latin."""

    family_km = StringField(_l("Family name in Khmer"), filters=[line], validators=[NEEDED, at_most(80)])
    given_km = StringField(_l("Given name in Khmer"), filters=[line], validators=[NEEDED, at_most(80)])
    latin = StringField(
        _l("Name in Latin letters"),
        filters=[line],
        validators=[NEEDED, at_most(120), in_latin_letters],
        render_kw={"autocapitalize": "characters"},
    )


class PinForm(PageForm):
    """A PIN alone: to unlock, to claim a line of the roster, to choose one."""

    pin = PasswordField(
        _l("PIN"),
        filters=[ascii_digits],
        validators=[NEEDED, Length(max=20, message=_l("The PIN has 6 digits."))],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    next = HiddenField()

"""The shape of what people type to sign in and to give accounts; the rules come from the domain."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from hrtraining.core.forms import NEEDED, NameFields, PageForm, ascii_digits, at_most, line
from hrtraining.core.i18n import lazy_gettext as _l


class LearnerSignInForm(PageForm):
    """Learner number and PIN from the slip."""

    number = StringField(
        _l("Learner number"),
        filters=[ascii_digits],
        validators=[NEEDED, Length(max=20, message=_l("The learner number has 6 digits."))],
        render_kw={"inputmode": "numeric", "autocomplete": "username"},
    )
    pin = PasswordField(
        _l("PIN"),
        filters=[ascii_digits],
        validators=[NEEDED, Length(max=20, message=_l("The PIN has 6 digits."))],
        render_kw={"inputmode": "numeric", "autocomplete": "current-password"},
    )
    next = HiddenField()


class StaffSignInForm(PageForm):
    """Sign-in name and password."""

    login = StringField(
        _l("Sign-in name"),
        filters=[line],
        validators=[NEEDED, at_most(80)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[NEEDED, at_most(200)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class CodeForm(PageForm):
    """The six-digit code of the second device."""

    code = StringField(
        _l("Code of your second device"),
        filters=[ascii_digits],
        validators=[NEEDED, Length(min=6, max=6, message=_l("The code has 6 digits."))],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )
    secret = HiddenField()


class PasswordForm(PageForm):
    """A new password."""

    password = PasswordField(
        _l("New password"),
        validators=[NEEDED, at_most(200)],
        description=_l("At least 12 characters. Several words are easy to remember and hard to guess."),
        render_kw={"autocomplete": "new-password"},
    )


class SetupForm(NameFields, PasswordForm):
    """The first administrator of an installation."""

    login = StringField(
        _l("Sign-in name"),
        filters=[line],
        validators=[NEEDED, Length(min=3, max=80, message=_l("Use 3 letters or more."))],
    )


class StaffForm(NameFields, PageForm):
    """An account for a staff member."""

    login = StringField(
        _l("Sign-in name"),
        filters=[line],
        validators=[NEEDED, Length(min=3, max=80, message=_l("Use 3 letters or more."))],
    )
    rank = StringField(_l("Rank"), filters=[line], validators=[Optional(), at_most(80)])
    role = RadioField(_l("Role"), validators=[NEEDED])
    academy = SelectField(_l("Academy"), validators=[Optional()])


class AcademyForm(PageForm):
    """A place that teaches."""

    key = StringField(_l("Short key, such as A1"), filters=[line], validators=[NEEDED, at_most(20)])
    name_km = StringField(_l("Name in Khmer"), filters=[line], validators=[NEEDED, at_most(200)])
    name_en = StringField(_l("Name in English"), filters=[line], validators=[NEEDED, at_most(200)])

"""What a panel member types: the code of a slip, the report of work."""

from __future__ import annotations

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from hrtraining.core.forms import NEEDED, PageForm, options
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.followup.domain import ASKED, LABELS, ONCE, REASONS, Practice


class SlipForm(PageForm):
    """The code of a slip, typed."""

    code = StringField(
        _l("Code of the slip"),
        validators=[NEEDED, Length(max=40, message=_l("The code has 15 characters."))],
        render_kw={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"},
    )


def _one(name: str) -> RadioField:
    return RadioField(
        ASKED[name],
        choices=options((code, LABELS[name][code]) for code in ONCE[name]),
        validators=[Optional()],
        validate_choice=False,  # the domain judges, and says it in a sentence
    )


class PracticeForm(PageForm):
    """Work of the last three months; every question may be left out."""

    searches = _one("searches")
    referrals = _one("referrals")
    needle_sticks = _one("needle_sticks")
    needle_help = _one("needle_help")
    reasons = SelectMultipleField(
        ASKED["reasons"],
        choices=options((code, LABELS["reasons"][code]) for code in REASONS),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[Optional()],
        validate_choice=False,
    )

    def refuse(self, sentence: str) -> None:
        """Say why the report was not taken: at the answer that cannot be, above all questions where it is no single one."""
        question = self.practice.impossible
        if question is None:
            self.form_errors = [*self.form_errors, sentence]
        else:
            self[question].errors = [sentence]

    @property
    def practice(self) -> Practice:
        """What was answered."""
        return Practice(
            searches=self.searches.data or "",
            referrals=self.referrals.data or "",
            needle_sticks=self.needle_sticks.data or "",
            needle_help=self.needle_help.data or "",
            reasons=tuple(self.reasons.data or ()),
        )

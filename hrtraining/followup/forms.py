"""What staff and panel members type: the share and seed of a lot, the code of a slip, the report of work."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from hrtraining.core.forms import NEEDED, at_most, line, options
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.followup.domain import DEFAULT_SHARE, LONGEST_SEED, ONCE, REASONS, Practice


class DrawForm(FlaskForm):
    """How many are drawn, and the seed of the lot."""

    share = IntegerField(
        _l("Share of those who sent both tests, in per cent"),
        default=DEFAULT_SHARE,
        validators=[
            InputRequired(message=_l("Choose a share from 1 to 100 per cent.")),
            NumberRange(min=1, max=100, message=_l("Choose a share from 1 to 100 per cent.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    seed = StringField(
        _l("Seed of the lot"),
        filters=[line],
        validators=[Optional(), at_most(LONGEST_SEED)],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "lang": "en"},
    )


class SlipForm(FlaskForm):
    """The code of a slip, typed."""

    code = StringField(
        _l("Code of the slip"),
        validators=[NEEDED, Length(max=40, message=_l("The code has 15 characters."))],
        render_kw={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"},
    )


LABELS = {
    "searches": {
        "0": _l("Nobody"),
        "1-5": _l("1 to 5 people"),
        "6-20": _l("6 to 20 people"),
        "21+": _l("21 people or more"),
    },
    "referrals": {
        "0": _l("Nobody"),
        "1-2": _l("1 or 2 people"),
        "3-5": _l("3 to 5 people"),
        "6+": _l("6 people or more"),
    },
    "needle_sticks": {"0": _l("Never"), "1": _l("Once"), "2+": _l("Twice or more")},
    "needle_help": {
        "none": _l("I had no needle-stick"),
        "same_day": _l("Yes, on the same day"),
        "later": _l("Yes, later"),
        "no": _l("No"),
    },
    "reasons": {
        "nobody": _l("I arrested nobody who uses drugs"),
        "drugs": _l("Having or selling drugs"),
        "use": _l("Using drugs"),
        "syringe": _l("Carrying a syringe"),
        "condom": _l("Carrying condoms"),
        "other_crime": _l("Another crime, such as theft"),
        "warrant": _l("An order of a court"),
        "other": _l("Another reason"),
    },
}
ASKED = {
    "searches": _l("How many people did you search?"),
    "referrals": _l("How many people did you tell of a health service or take there?"),
    "needle_sticks": _l("How often did a needle prick you on duty?"),
    "needle_help": _l("After a needle-stick: did you get medical help?"),
    "reasons": _l("Why did you arrest people who use drugs? You may choose several."),
}


def _one(name: str) -> RadioField:
    return RadioField(
        ASKED[name],
        choices=options((code, LABELS[name][code]) for code in ONCE[name]),
        validators=[Optional()],
        validate_choice=False,  # the domain judges, and says it in a sentence
    )


class PracticeForm(FlaskForm):
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

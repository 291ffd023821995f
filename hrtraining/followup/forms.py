"""What the Secretariat types: the share and the seed of a lot."""

from __future__ import annotations

from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import TextInput

from hrtraining.core.forms import PageForm, at_most, line
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.followup.domain import DEFAULT_SHARE, LONGEST_SEED


class DrawForm(PageForm):
    """How many are drawn, and the seed of the lot."""

    share = IntegerField(
        _l("Share of those who sent both tests, in per cent"),
        default=DEFAULT_SHARE,
        widget=TextInput(),  # a number field of a browser drops Khmer digits without a word
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

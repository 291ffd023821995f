"""The shape of what trainers type: a workshop, a participant, a roster file, reasons."""

from __future__ import annotations

from datetime import date

from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from hrtraining.core.forms import NEEDED, NameFields, PageForm, at_most, line, options, prints
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer.digits import to_ascii
from hrtraining.core.khmer.text import normalise_line
from hrtraining.workshops.domain import Group, Kind

KIND_NAMES = {
    Kind.COURSE: _l("Course at the academy"),
    Kind.SENSITISATION: _l("Sensitisation workshop in a province"),
}
GROUP_NAMES = {
    Group.POLICE: _l("Police"),
    Group.LOCAL_AUTHORITY: _l("Local authority"),
    Group.CIVIL_SOCIETY: _l("Civil society"),
}


class DayField(StringField):
    """A day typed as day/month/year, in Khmer or Latin digits; `day` is the date after validation."""

    day: date | None = None

    def pre_validate(self, form: object) -> None:
        """Read the day.

        Raises:
            ValidationError: it is not a day of the calendar.
        """
        written = to_ascii(normalise_line(self.data or "")).replace(".", "/").replace("-", "/")
        parts = [part.strip() for part in written.split("/")]
        if not written:
            return
        try:
            numbers = [int(part) for part in parts]
            if len(numbers) != 3:
                raise ValueError
            if numbers[0] > 31:
                numbers.reverse()
            self.day = date(numbers[2], numbers[1], numbers[0])
        except ValueError:
            raise ValidationError(_("Write the day as day/month/year, such as 23/11/2026.")) from None


class WorkshopForm(PageForm):
    """A new workshop."""

    kind = RadioField(
        _l("Kind"),
        choices=options((kind.value, name) for kind, name in KIND_NAMES.items()),
        default="course",
        validators=[NEEDED],
    )
    title = StringField(
        _l("Title"),
        filters=[line],
        validators=[NEEDED, at_most(160), prints],
        description=_l("Such as: Course 3, intake 2026"),
    )
    province = StringField(
        _l("Province"),
        filters=[line],
        validators=[Optional(), at_most(80), prints],
        description=_l("Shown on the map of the report. Needed for a sensitisation workshop."),
    )
    venue = StringField(_l("Place"), filters=[line], validators=[Optional(), at_most(160), prints])
    starts_on = DayField(_l("First day"), validators=[NEEDED], description=_l("day/month/year"))
    ends_on = DayField(_l("Last day"), validators=[NEEDED], description=_l("day/month/year"))
    modules = SelectMultipleField(
        _l("Planned modules"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    trainers = SelectMultipleField(
        _l("Trainers"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )


class CloneForm(PageForm):
    """An earlier workshop again, from another day."""

    starts_on = DayField(_l("First day"), validators=[NEEDED], description=_l("day/month/year"))


class ParticipantForm(NameFields, PageForm):
    """One person for the roster."""

    rank = StringField(_l("Rank"), filters=[line], validators=[Optional(), at_most(80)])
    sex = SelectField(
        _l("Sex"), choices=options([("", _l("not said")), ("female", _l("female")), ("male", _l("male"))])
    )
    group = SelectField(
        _l("Participant group"), choices=options((one.value, name) for one, name in GROUP_NAMES.items())
    )
    intake = StringField(_l("Intake"), filters=[line], validators=[Optional(), at_most(40)])
    service_number = StringField(_l("Service number"), filters=[line], validators=[Optional(), at_most(40)])


class ImportForm(PageForm):
    """A roster file."""

    file = FileField(_l("Roster (XLSX or CSV)"))


class SwitchForm(PageForm):
    """From which day a design is on, or off."""

    day = DayField(_l("From this day"), validators=[NEEDED], description=_l("day/month/year"))


class ReasonForm(PageForm):
    """Why something unusual is done."""

    reason = StringField(_l("Reason"), filters=[line], validators=[NEEDED, at_most(200)])

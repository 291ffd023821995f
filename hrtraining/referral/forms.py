"""The shape of what editors type: a record of the directory, a file of records, the words of a check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from hrtraining.core.forms import NEEDED, PageForm, at_most, line, options
from hrtraining.core.i18n import LANGUAGES, Text
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.referral.domain import LONGEST, PROVINCES, Column, Kind, Record, Wrong
from hrtraining.referral.domain.sheet import read_day, read_phones


def _in_language(column: Column) -> dict[str, str]:
    """The language of a field that has one, for keyboards and screen readers."""
    lang = column.value.rpartition("_")[2]
    return {"lang": lang} if lang in LANGUAGES else {}


def _text(label: object, column: Column, *, is_needed: bool = False) -> StringField:
    return StringField(
        label,  # type: ignore[arg-type]  # a lazy sentence, which the stubs do not know
        filters=[line],
        validators=[NEEDED if is_needed else Optional(), at_most(LONGEST[column])],
        render_kw=_in_language(column),
    )


class RecordForm(PageForm):
    """One record; what is left empty is shown as not known."""

    province = SelectField(_l("Province"), validators=[NEEDED])
    name_km = _text(_l("Name in Khmer"), Column.NAME_KM, is_needed=True)
    name_en = _text(_l("Name in English"), Column.NAME_EN, is_needed=True)
    kinds = SelectMultipleField(
        _l("Kinds of service"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    services_km = _text(_l("What is offered, in Khmer"), Column.SERVICES_KM)
    services_en = _text(_l("What is offered, in English"), Column.SERVICES_EN)
    address_km = _text(_l("Address in Khmer"), Column.ADDRESS_KM)
    address_en = _text(_l("Address in English"), Column.ADDRESS_EN)
    hours_km = _text(_l("Hours in Khmer"), Column.HOURS_KM)
    hours_en = _text(_l("Hours in English"), Column.HOURS_EN)
    phones = StringField(
        _l("Telephone numbers"),
        filters=[line],
        validators=[Optional(), at_most(160)],
        render_kw={"inputmode": "tel", "autocomplete": "off"},
    )
    note_km = TextAreaField(
        _l("Note in Khmer"),
        filters=[line],
        validators=[Optional(), at_most(LONGEST[Column.NOTE_KM])],
        render_kw=_in_language(Column.NOTE_KM),
    )
    note_en = TextAreaField(
        _l("Note in English"),
        filters=[line],
        validators=[Optional(), at_most(LONGEST[Column.NOTE_EN])],
        render_kw=_in_language(Column.NOTE_EN),
    )
    checked_on = StringField(_l("Last checked on"), filters=[line], validators=[Optional(), at_most(20)])
    checked_by = _text(_l("Who checked"), Column.CHECKED_BY)
    source = _text(_l("Where this comes from"), Column.SOURCE, is_needed=True)
    is_active = BooleanField(_l("Show this record"), default=True)
    seen = HiddenField()

    def offer(self, *, kinds: Iterable[Kind], provinces: Iterable[str], lang: str) -> RecordForm:
        """Fill the choices."""
        places = [(key, PROVINCES[key].name.in_(lang)) for key in provinces]
        self.province.choices = options([("", _("choose")), *places])
        self.kinds.choices = options((one.key, one.name.in_(lang)) for one in kinds)
        return self

    def validate_kinds(self, field: SelectMultipleField) -> None:
        """At least one kind.

        Raises:
            ValidationError: none was chosen.
        """
        if not field.data:
            raise ValidationError(_("Choose at least one."))

    def validate_checked_on(self, field: StringField) -> None:
        """A day of the calendar.

        Raises:
            ValidationError: it is none.
        """
        try:
            read_day(field.data or "")
        except ValueError:
            raise ValidationError(_("Write the day as day/month/year, such as 23/11/2026.")) from None

    def record(self) -> Record:
        """What was typed, after validation."""
        chosen = set(self.kinds.data or ())
        return Record(
            province=self.province.data,
            name=Text(self.name_km.data or "", self.name_en.data or ""),
            kinds=tuple(str(one[0]) for one in self.kinds.iter_choices() if one[0] in chosen),
            source=self.source.data or "",
            services=Text(self.services_km.data or "", self.services_en.data or ""),
            address=Text(self.address_km.data or "", self.address_en.data or ""),
            hours=Text(self.hours_km.data or "", self.hours_en.data or ""),
            phones=read_phones(self.phones.data or ""),
            note=Text(self.note_km.data or "", self.note_en.data or ""),
            checked_on=read_day(self.checked_on.data or ""),
            checked_by=self.checked_by.data or "",
            is_active=bool(self.is_active.data),
        )

    def show(self, record: Record, seen: datetime) -> RecordForm:
        """Fill the fields from a record; the day as it is typed."""
        self.province.data, self.kinds.data = record.province, list(record.kinds)
        self.name_km.data, self.name_en.data = record.name.km, record.name.en
        self.services_km.data, self.services_en.data = record.services.km, record.services.en
        self.address_km.data, self.address_en.data = record.address.km, record.address.en
        self.hours_km.data, self.hours_en.data = record.hours.km, record.hours.en
        self.phones.data = "; ".join(record.phones)
        self.note_km.data, self.note_en.data = record.note.km, record.note.en
        day = record.checked_on
        self.checked_on.data = f"{day.day}/{day.month}/{day.year}" if day else ""
        self.checked_by.data, self.source.data = record.checked_by, record.source
        self.is_active.data = record.is_active
        self.seen.data = seen.isoformat()
        return self

    def seen_at(self) -> datetime | None:
        """The state of the record this form was filled from, if it says one."""
        try:
            found = datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            return None
        return found if found.tzinfo else None

    def blame(self, wrong: Iterable[tuple[Wrong, str]]) -> None:
        """Put sentences about faults beside the fields they are about."""
        for one, sentence in wrong:
            field = self["is_active" if one.column is Column.ACTIVE else one.column.value]
            field.errors = [*field.errors, sentence]


class ImportForm(PageForm):
    """A file of the directory."""

    file = FileField(_l("Directory (XLSX or CSV)"))

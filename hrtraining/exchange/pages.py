"""What the pages and commands of data in show: sentences about faults, and counts by workshop; never an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hrtraining.core.i18n import gettext as _
from hrtraining.core.khmer import shaping
from hrtraining.core.khmer.digits import number
from hrtraining.exchange.domain import Fault, Kind
from hrtraining.exchange.services import Group, Place, Plan


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One workshop of a file as the page shows it."""

    title: str
    academy: str
    place: str
    new: int
    known: int
    set_aside: int
    people: int
    before: int
    after: int
    pairs: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An earlier import; its numbers only for whoever sent it."""

    id: int
    at: datetime
    by: str
    counts: str
    is_undone: bool


def place_of(fault: Fault, lang: str) -> str:
    """Where a fault is: row and column as the person sees them in the file."""
    if not fault.row:
        return _("The file")
    row = _("Row %(number)s", number=number(fault.row, lang))
    if not fault.column:
        return row
    return _("%(row)s, column %(column)s", row=row, column=fault.column)


def fault_sentence(fault: Fault, lang: str) -> str:
    """What is wrong and what to do, in the reader's language."""
    value, known = _seen(fault.value), fault.known
    match fault.kind:
        case Kind.NO_ROWS:
            return _("The file has no rows below its headers. Choose another file.")
        case Kind.TOO_MANY_ROWS:
            return _(
                "The file has more than %(known)s rows. Split it into several files.",
                known=number(int(known), lang),
            )
        case Kind.COLUMN_MISSING:
            return _("This column is missing. Take the empty file of this page to begin with.")
        case Kind.COLUMN_TWICE:
            return _("This column stands there twice. Remove one.")
        case Kind.COLUMN_UNKNOWN:
            return _("This column does not belong here. Remove it; only the listed columns are taken in.")
        case Kind.COLUMN_PERSONAL:
            return _(
                "This column seems to say who somebody is. Remove it: answers and names never stand in one file."
            )
        case Kind.ROW_WIDTH:
            return _(
                "The row has %(value)s cells, but the first row names %(known)s columns. Put the cells in line.",
                value=number(int(value), lang),
                known=number(int(known), lang),
            )
        case Kind.EMPTY:
            return _("The cell is empty. Fill it in.")
        case Kind.UNKNOWN:
            return _("“%(value)s” is not known. Possible: %(known)s.", value=value, known=known)
        case Kind.FORMULA:
            return _("The cell holds a formula. Copy it and paste the value alone.")
        case Kind.NO_CODE:
            return _(
                "“%(value)s” is no code. Use letters A–Z and digits without spaces, with at least one digit.",
                value=value,
            )
        case Kind.LOOKS_PERSONAL:
            return _(
                "“%(value)s” looks like a name or a telephone number. Write the number of the sticker, such as K012.",
                value=value,
            )
        case _:
            return _more_sentence(fault, lang)


def _seen(value: str) -> str:
    """A cell as a page may repeat it: what no eye can see, and no HTML may hold, as a sign of its own."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in value)


def _more_sentence(fault: Fault, lang: str) -> str:
    value, known = _seen(fault.value), fault.known
    match fault.kind:
        case Kind.NOT_A_MOMENT:
            return _(
                "“%(value)s” is not a date and time. Write it like 2026-03-02T08:00:00+07:00.", value=value
            )
        case Kind.NO_OFFSET:
            return _(
                "“%(value)s” lacks the time or its offset. Write it like 2026-03-02T08:00:00+07:00.",
                value=value,
            )
        case Kind.FUTURE:
            return _("“%(value)s” has not come yet. Correct the date.", value=value)
        case Kind.TOO_OLD:
            return _("“%(value)s” is before the year 2000. Correct the year.", value=value)
        case Kind.BUDDHIST_YEAR:
            return _(
                "“%(value)s” has a year of the Buddhist Era. Write the year as 2026, not 2569.", value=value
            )
        case Kind.FOLLOW_UP:
            return _(
                "Tests after 3, 6 and 12 months belong to people drawn by lot and come by their slips. "
                "Only pre and post are taken in."
            )
        case Kind.UID_OF_TWO if known:
            return _(
                "“%(value)s” belongs to another person, workshop or test in row %(known)s. "
                "One code stands for one sheet.",
                value=value,
                known=number(int(known), lang),
            )
        case Kind.UID_OF_TWO:
            return _(
                "“%(value)s” came in an earlier file for another person or test. One code stands for one sheet.",
                value=value,
            )
        case Kind.VERSIONS_MIXED:
            return _(
                "Version “%(value)s” differs from “%(known)s” above. Versions are never pooled: "
                "make one file for each.",
                value=value,
                known=known,
            )
        case Kind.VERSION_UNKNOWN:
            return _(
                "The version “%(value)s” of the test is not known here. The present one begins with %(known)s.",
                value=value,
                known=known,
            )
        case Kind.VERSION_OF_WORKSHOP:
            return _(
                "Workshop “%(value)s” used another version of the test. Versions are never pooled.",
                value=value,
            )
        case Kind.WORKSHOP_CLOSED:
            return _(
                "Workshop “%(value)s” is closed. What arrives after closing is late and stands in no figure. "
                "If its sheets came in an import that is not published yet, undo that import and send all sheets "
                "in one file.",
                value=value,
            )
        case Kind.WORKSHOP_ELSEWHERE:
            return _("Workshop “%(value)s” belongs to another academy. Correct one of the two.", value=value)
        case Kind.CODE_UNKNOWN:
            return _(
                "“%(value)s” looks like a join code, but no workshop has it. For a workshop held outside the "
                "platform choose a code of another form.",
                value=value,
            )
        case Kind.NOT_PRINTED if reason := shaping.line_fault(fault.value):
            return _(
                "“%(value)s” cannot be printed: %(fault)s.", value=value, fault=shaping.fault_sentence(reason)
            )
        case Kind.TEST_NOT_OPEN:
            return _(
                "Workshop “%(value)s”, %(test)s: this test is not open. Its trainer opens it, with a reason if it was "
                "closed; then send the file again.",
                value=value,
                test={"pre": _("Pre-test"), "post": _("Post-test")}.get(known, _("Test at enrolment")),
            )
        case Kind.KEY_GONE:
            return _(
                "Nobody can say any more which sheets of workshop “%(value)s” belong together: the links were "
                "destroyed, or the secret key of this site was changed.",
                value=value,
            )
        case _:
            raise ValueError(fault.kind)


def place_name(place: Place) -> str:
    """Where a workshop of a file is."""
    return {
        Place.NEW: _("held outside, new"),
        Place.OUTSIDE: _("held outside, known from an earlier file"),
        Place.PLATFORM: _("open on the platform"),
    }[place]


def notes(group: Group, lang: str) -> tuple[str, ...]:
    """What a reader should know about the sheets of a workshop, one sentence each."""
    counts = group.counts
    found = []
    for many, sentence in (
        (counts.superseded, _("%(n)s later sheets of the same person: kept, not counted.")),
        (counts.not_after_pre, _("%(n)s post-tests at or before the pre-test: kept, never used.")),
        (counts.post_only, _("%(n)s people with a post-test and no pre-test: no pair.")),
    ):
        if many:
            found.append(sentence % {"n": number(many, lang)})
    if group.others:
        found.append(_("Sheets that others sent are not counted here."))
    if group.target.place is Place.PLATFORM:
        found.append(_("The workshop goes on; its trainer closes it."))
    elif not group.new and not group.set_aside:
        pass
    elif group.closes:
        found.append(_("It is closed with this file and enters the report."))
    else:
        found.append(_("It stays open. It enters the report when you close it."))
    return tuple(found)


def group_lines(plan: Plan, lang: str) -> list[GroupLine]:
    """The workshops of a file with their counts."""
    return [_group_line(group, lang) for group in plan.groups]


def _group_line(group: Group, lang: str) -> GroupLine:
    return GroupLine(
        title=group.target.title,
        academy=group.target.academy.name(lang),
        place=place_name(group.target.place),
        new=len(group.new),
        known=group.known,
        set_aside=len(group.set_aside) + group.set_aside_before,
        people=group.counts.people,
        before=group.counts.before,
        after=group.counts.after,
        pairs=group.counts.pairs,
        notes=notes(group, lang),
    )


def group_sentence(group: Group, lang: str) -> str:
    """One workshop of a file as a command says it."""
    line = _group_line(group, lang)
    counted = ", ".join(
        f"{label} {number(value, lang)}"
        for label, value in (
            (_("New sheets"), line.new),
            (_("Known"), line.known),
            (_("Set aside"), line.set_aside),
            (_("People"), line.people),
            (_("Sheets before"), line.before),
            (_("Sheets after"), line.after),
            (_("Pairs"), line.pairs),
        )
    )
    stop = "។" if lang == "km" else "."
    return " ".join((f"{line.title} ({line.academy}; {line.place}): {counted}{stop}", *line.notes))


def sheets(lang: str, *, rows: int, new: int, known: int, replays: int, set_aside: int) -> list[str]:
    """What became of the sheets of a file, one sentence each."""
    said = [_("%(n)s sheets in the file", n=number(rows, lang)), _("%(n)s new", n=number(new, lang))]
    if known:
        said.append(_("%(n)s known from an earlier file", n=number(known, lang)))
    if replays:
        said.append(_("%(n)s stand twice in the file and count once", n=number(replays, lang)))
    if set_aside:
        said.append(
            _(
                "%(n)s set aside: the code of another sheet with other answers; the earliest stands",
                n=number(set_aside, lang),
            )
        )
    return said


def totals(plan: Plan, lang: str) -> list[str]:
    """What a file would do in all, one sentence each."""
    said = sheets(
        lang,
        rows=plan.read,
        new=plan.new,
        known=plan.known,
        replays=plan.replays,
        set_aside=plan.set_aside,
    )
    if plan.shared_codes:
        said.append(
            _(
                "%(n)s codes of people stand in several workshops: taken as different people",
                n=number(plan.shared_codes, lang),
            )
        )
    return said

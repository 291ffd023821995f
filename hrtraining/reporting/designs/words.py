"""The words of the designs in both languages, for pages and for the printed report: what happened, what it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrtraining.core.i18n import Text
from hrtraining.core.khmer import digits
from hrtraining.core.khmer.dates import date_range, short_date
from hrtraining.reporting.designs.reading import (
    CROSS_OVER,
    DOUBLE_PRETEST,
    PRE_POST,
    WAITING_COHORTS,
    Designs,
    Term,
)
from hrtraining.reporting.designs.words_cross_over import CrossBlock, cross_block
from hrtraining.reporting.designs.words_double import DoubleBlock, courses, double_block
from hrtraining.reporting.domain.waiting_cohorts import Reading, WaitingStep

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Change, Shown

NAMES: dict[str, Text] = {
    PRE_POST: Text("មុន និងក្រោយវគ្គ មនុស្សដដែល", "before and after, the same people"),
    WAITING_COHORTS: Text("ក្រុមរង់ចាំ", "cohorts that waited"),
    DOUBLE_PRETEST: Text("តេស្តមុនវគ្គពីរដង", "double pre-test"),
    CROSS_OVER: Text("ទម្រង់តេស្តពីរឆ្លាស់គ្នា", "two forms in turn (cross-over)"),
}
DOUBLE_IN = Text("តេស្តមុនវគ្គពីរដង ក្នុង %(courses)s", "double pre-test in %(courses)s")
DESIGN = Text("របៀបវាស់៖ %(kinds)s", "Design: %(kinds)s")

HEADING = Text("របៀបវាស់ និងមូលហេតុផ្សេង", "The design, and other causes")
WAITING_HEADING = Text("ក្រុមរៀនមុន និងក្រុមរង់ចាំ", "Those trained and those who waited")
ONE_PERIOD = Text(
    "រហូតមកដល់ពេលនេះ គ្មានក្រុមរង់ចាំដែលអាចប្រៀបធៀបបានទេ៖ ត្រូវមានការផ្សព្វផ្សាយពីរលើកបន្តបន្ទាប់គ្នា ដែលបង្ហាញទាំងពីរ។ "
    "ដូច្នេះ តួលេខប្រាប់មិនទាន់បានថា អ្វីមកពីវគ្គ ហើយអ្វីមកពីពេលវេលាទេ។",
    "There is no cohort yet that waited and could be compared: it takes two publications in a row that are both shown. "
    "So these figures cannot tell the course from the passing of time.",
)
STEP = Text(
    "ចម្លើយគាំទ្ររបស់អ្នកដែលបានរៀន (ផ្សព្វផ្សាយ %(day)s) កើនពី %(before)s ទៅ %(after)s។ "
    "អ្នកដែលរង់ចាំដល់លើកបន្ទាប់ មាន %(waited)s មុនវគ្គរបស់ខ្លួន។",
    "Those trained (published %(day)s) went from %(before)s to %(after)s favourable answers; those who waited for the "
    "next publication stood at %(waited)s before their own course.",
)
STEP_DOWN = Text(
    "ចម្លើយគាំទ្ររបស់អ្នកដែលបានរៀន (ផ្សព្វផ្សាយ %(day)s) ប្តូរពី %(before)s ទៅ %(after)s។ "
    "អ្នកដែលរង់ចាំដល់លើកបន្ទាប់ មាន %(waited)s មុនវគ្គរបស់ខ្លួន។",
    "Those trained (published %(day)s) moved from %(before)s to %(after)s favourable answers; those who waited for the "
    "next publication stood at %(waited)s before their own course.",
)
STEP_HIDDEN = Text(
    "តួលេខខ្លះនៃក្រុមរៀនមុន ឬក្រុមរង់ចាំ ត្រូវលាក់ ឬសរសេរតែ «តិចជាង» ឬ «ច្រើនជាង» ដូច្នេះ មិនអាចប្រៀបធៀបបានទេ។",
    "Some figures of those trained or of those who waited are hidden, or printed as a bound only, so the two cannot be "
    "compared.",
)
MEANINGS: dict[Reading, Text] = {
    Reading.LITTLE: Text(
        "ចម្លើយគាំទ្ររបស់អ្នករង់ចាំ ស្ទើរតែមិនកើនទេ៖ ពេលវេលាតែមួយមុខ ពន្យល់ការប្រែប្រួលបានតិចតួច។",
        "Those who waited had hardly risen: time alone explains little of the change.",
    ),
    Reading.PART: Text(
        "ចម្លើយគាំទ្ររបស់អ្នករង់ចាំ ក៏កើន %(drift)s ចំណុចភាគរយដែរ ទាំងមិនទាន់រៀន៖ ពេលវេលា ឬមូលហេតុផ្សេង ពន្យល់ផ្នែកខ្លះនៃការប្រែប្រួល។",
        "Those who waited had risen by %(drift)s percentage points too, without the course: time or other causes "
        "explain a part of the change.",
    ),
    Reading.ALL: Text(
        "ចម្លើយគាំទ្ររបស់អ្នករង់ចាំ កើនស្មើនឹងអ្នកដែលបានរៀន ឬច្រើនជាង ទាំងមិនទាន់រៀន៖ ការប្រែប្រួលអាចមកពីមូលហេតុផ្សេង មិនមែនពីវគ្គ។",
        "Those who waited had risen as much without the course: the change may come from other causes than the course.",
    ),
    Reading.NO_RISE: Text(
        "ចម្លើយគាំទ្ររបស់អ្នកដែលបានរៀន មិនកើនទេ ដូច្នេះ គ្មានការកើនដែលត្រូវពន្យល់។",
        "Those trained did not rise, so there is no rise to explain.",
    ),
    Reading.UNKNOWN: Text(
        "ដូច្នេះ មិនអាចនិយាយបានថា ពេលវេលាធ្វើឱ្យប្រែប្រួលប៉ុនណាទេ។", "So it cannot be said what time alone did."
    ),
    Reading.TOGETHER: Text(
        "ប៉ុន្តែ វគ្គរបស់ក្រុមទាំងពីរមានពេលជាន់គ្នា ដូច្នេះ មិនមែនគ្រប់គ្នារង់ចាំទេ៖ មិនអាចនិយាយបានថា ពេលវេលាធ្វើឱ្យប្រែប្រួលប៉ុនណាទេ។",
        "But workshops of both ran at the same time, so not everybody waited: it cannot be said what time alone did.",
    ),
}
NOT_RISEN = Text(
    "ចម្លើយគាំទ្ររបស់អ្នករង់ចាំ មិនកើនទេ៖ ពេលវេលាតែមួយមុខ មិនពន្យល់ការកើនទេ។",
    "Those who waited had not risen: time alone does not explain the rise.",
)
STOOD_LOWER = Text(
    "ចម្លើយគាំទ្ររបស់អ្នករង់ចាំ ទាបជាង %(drift)s ចំណុចភាគរយ គឺមិនកើនទេ៖ ពេលវេលាតែមួយមុខ មិនពន្យល់ការកើនទេ។",
    "Those who waited stood %(drift)s percentage points lower, so they had not risen: time alone does not explain "
    "the rise.",
)
"""The two cases of LITTLE in which nothing rose at all."""
ALL_STEPS = Text(
    "ក្នុងការប្រៀបធៀបបែបនេះ %(n)s លើក មាន %(little)s លើក ដែលចម្លើយគាំទ្ររបស់អ្នករង់ចាំ ស្ទើរតែមិនកើន ឬមិនកើនសោះ។",
    "In %(little)s of %(n)s such comparisons those who waited had hardly risen or not at all.",
)
CAUTION = Text(
    "ក្រុមនីមួយៗជាមនុស្សផ្សេងគ្នា មិនបានជ្រើសដោយចាប់ឆ្នោតទេ ហើយតួលេខទាំងនេះគ្មានចន្លោះទំនុកចិត្តទេ។ មើលថ្ងៃនៃវគ្គ ដើម្បីដឹងថា "
    "តេស្តមុនវគ្គរបស់អ្នករង់ចាំ ពិតជានៅជិតពេលដែលក្រុមរៀនមុនរៀនចប់ឬទេ។",
    "The cohorts are different people, not chosen by lot, and these figures have no interval. The days of the "
    "workshops show whether the pre-tests of those who waited really lie near the end of the earlier workshops.",
)
LINE_TRAINED = Text("បានរៀន៖ %(day)s (%(n)s នាក់)", "Trained: %(day)s (%(n)s people)")
LINE_WAITED = Text("រង់ចាំដល់៖ %(day)s (%(n)s នាក់)", "Waited until: %(day)s (%(n)s people)")
CHART_HINT = Text(
    "បន្ទាត់ទី ១៖ មុន និងក្រោយវគ្គ របស់អ្នកដែលបានរៀន។ បន្ទាត់ទី ២៖ ពីកម្រិតមុនវគ្គរបស់អ្នកបានរៀន ទៅកម្រិតមុនវគ្គរបស់អ្នករង់ចាំ "
    "គឺអ្វីដែលប្រែដោយគ្មានវគ្គ។",
    "First line: those trained, before and after. Second line: from the level of those trained before their course to the "
    "level of those who waited before theirs, that is what changed without the course.",
)
COLUMNS = (
    Text("ក្រុម", "Cohort"),
    Text("ថ្ងៃនៃវគ្គ", "Days of the workshops"),
    Text("មនុស្ស", "People"),
    Text("គាំទ្រមុនវគ្គ", "Favourable before"),
    Text("គាំទ្រក្រោយវគ្គ", "Favourable after"),
    Text("ប្រែប្រួល (ចំណុចភាគរយ)", "Change (percentage points)"),
)


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One line of the chart and the table.

    `change` is what is drawn: of those who waited, from the level of those trained before to their own before.
    """

    label: str
    days: str
    people: int
    change: Change
    is_waiting: bool


def design_line(found: Designs, lang: str) -> str:
    """Which designs the data have, in one line."""
    names = {kind: NAMES[kind].in_(lang) for kind in found.kinds}
    if found.double:
        names[DOUBLE_PRETEST] = DOUBLE_IN.in_(lang) % {"courses": courses(found.double.workshops, lang)}
    kinds = " · ".join(names.values())
    return DESIGN.in_(lang) % {"kinds": kinds}


def waiting_sentences(found: Designs, lang: str) -> tuple[str, ...]:
    """What happened to those trained and those who waited, of the newest step, what it may mean, and in how many steps."""
    if not found.waiting:
        return (ONE_PERIOD.in_(lang),)
    step = found.waiting[-1]
    meaning = MEANINGS[step.reading].in_(lang)
    if step.reading is Reading.UNKNOWN:
        return (STEP_HIDDEN.in_(lang), meaning)
    drift = digits.number(abs(step.while_waiting.value or 0), lang, step.while_waiting.decimals)
    if step.reading is Reading.PART:
        meaning = meaning % {"drift": drift}
    elif step.reading is Reading.LITTLE and (step.while_waiting.value or 0) <= 0:
        meaning = (STOOD_LOWER if step.while_waiting.value else NOT_RISEN).in_(lang) % {"drift": drift}
    words = STEP_DOWN if step.reading is Reading.NO_RISE else STEP
    values = {
        "day": short_date(found.terms[step.period].closed, lang),
        "before": _percent(step.before, lang),
        "after": _percent(step.after, lang),
        "waited": _percent(step.waited_before, lang),
    }
    waited = [one for one in found.waiting if not one.is_together]
    if not waited or found.waiting == (step,):
        return words.in_(lang) % values, meaning
    little = sum(one.reading is Reading.LITTLE for one in waited)
    counts = {"n": digits.number(len(waited), lang), "little": digits.number(little, lang)}
    return words.in_(lang) % values, meaning, ALL_STEPS.in_(lang) % counts


def _percent(shown: Shown, lang: str) -> str:
    return digits.percent(shown.value or 0, lang, shown.decimals)


def waiting_lines(step: WaitingStep, found: Designs, lang: str) -> tuple[WaitingLine, WaitingLine]:
    """Those trained and those who waited, as two lines of a chart and a table."""
    from hrtraining.reporting.domain.published import Change

    own, later = found.terms[step.period], found.terms[step.waited_period]
    return (
        WaitingLine(
            _label(LINE_TRAINED, own, step.people, lang),
            date_range(own.first_day, own.last_day, lang),
            step.people,
            Change(step.before, step.after, step.change),
            False,
        ),
        WaitingLine(
            _label(LINE_WAITED, later, step.waited_people, lang),
            date_range(later.first_day, later.last_day, lang),
            step.waited_people,
            Change(step.before, step.waited_before, step.while_waiting),
            True,
        ),
    )


def _label(words: Text, term: Term, people: int, lang: str) -> str:
    return words.in_(lang) % {"day": short_date(term.closed, lang), "n": digits.number(people, lang)}


@dataclass(frozen=True, slots=True)
class WaitingBlock:
    """Cohorts that waited, for a page: what happened, the lines, and how far to trust it."""

    heading: str
    sentences: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[WaitingLine, ...]
    hint: str
    caution: str
    has_waited: bool
    """Whether anybody waited; courses that ran at the same time tell nothing of time."""


@dataclass(frozen=True, slots=True)
class DesignPage:
    """The designs of the data in one language."""

    line: str
    heading: str
    waiting: WaitingBlock
    double: DoubleBlock | None
    cross: CrossBlock | None

    @property
    def lead(self) -> str:
        """The block that says most of what other causes did; a report says it first."""
        if self.double is not None and self.double.lines:
            return DOUBLE_PRETEST
        if self.waiting.has_waited or self.cross is None:
            return WAITING_COHORTS
        return CROSS_OVER

    @property
    def says(self) -> str:
        """What that block found, in words."""
        found = {DOUBLE_PRETEST: self.double, CROSS_OVER: self.cross, WAITING_COHORTS: self.waiting}
        block = found[self.lead] or self.waiting
        return " ".join(block.sentences)


def design_page(found: Designs, lang: str) -> DesignPage:
    """The designs as a page shows them."""
    return DesignPage(
        line=design_line(found, lang),
        heading=HEADING.in_(lang),
        waiting=WaitingBlock(
            heading=WAITING_HEADING.in_(lang),
            sentences=waiting_sentences(found, lang),
            columns=tuple(column.in_(lang) for column in COLUMNS),
            lines=tuple(line for step in found.waiting for line in waiting_lines(step, found, lang)),
            hint=CHART_HINT.in_(lang),
            caution=CAUTION.in_(lang),
            has_waited=WAITING_COHORTS in found.kinds,
        ),
        double=double_block(found.double, lang) if found.has_doubled else None,
        cross=cross_block(found.cross, lang) if found.has_crossed else None,
    )

"""The words of the double pre-test in both languages: what happened before any teaching and with the course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrtraining.core.i18n import Text
from hrtraining.core.khmer import digits
from hrtraining.reporting.domain.chance import WORKSHOPS_FOR_SCORES
from hrtraining.reporting.domain.double_release import DoubleFigures
from hrtraining.reporting.domain.followup_release import Printed
from hrtraining.reporting.domain.waiting_cohorts import Reading

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Change, Shown

HEADING = Text("តេស្តមុនវគ្គពីរដង", "Double pre-test")
NOT_YET = Text(
    "មានវគ្គដែលធ្វើតេស្តមុនវគ្គពីរដង តែតួលេខរបស់វគ្គទាំងនោះមិនទាន់អាចបង្ហាញបានទេ ដើម្បីការពារក្រុមតូច។",
    "There are workshops that took the pre-test twice; their figures cannot be shown yet, to protect small groups.",
)
SAYS = Text(
    "%(people)s នាក់ ក្នុង %(courses)s ដែលចាប់ឆ្នោតបាន ឆ្លើយតេស្តពីរដងមុនរៀន៖ ពិន្ទុមធ្យម ពី %(first)s ទៅ %(before)s (ក្នុង %(items)s)។ "
    "ពេលបានរៀន ពី %(before)s ទៅ %(after)s។",
    "%(people)s people in %(courses)s drawn by lot answered the test twice before any teaching: their mean score "
    "went from %(first)s to %(before)s (of %(items)s). With the course it went from %(before)s to %(after)s.",
)
SAYS_STAYED = Text(
    "%(people)s នាក់ ក្នុង %(courses)s ដែលចាប់ឆ្នោតបាន ឆ្លើយតេស្តពីរដងមុនរៀន៖ ពិន្ទុមធ្យមនៅដដែល %(before)s (ក្នុង %(items)s)។ "
    "ពេលបានរៀន ពី %(before)s ទៅ %(after)s។",
    "%(people)s people in %(courses)s drawn by lot answered the test twice before any teaching: their mean score "
    "stayed at %(before)s (of %(items)s). With the course it went from %(before)s to %(after)s.",
)
SAYS_HIDDEN = Text(
    "%(people)s នាក់ ក្នុង %(courses)s ដែលចាប់ឆ្នោតបាន ឆ្លើយតេស្តពីរដងមុនរៀន។ មធ្យមខ្លះសរសេរតែ «តិចជាង» ឬ «ច្រើនជាង»។",
    "%(people)s people in %(courses)s drawn by lot answered the test twice before any teaching. Some means are "
    "printed as a bound only.",
)
MEANINGS: dict[Reading, Text] = {
    Reading.LITTLE: Text(
        "ការឆ្លើយពីរដង និងពេលវេលា ពន្យល់ការប្រែប្រួលបានតិចតួច។",
        "Answering twice and the time between explain little of the change.",
    ),
    Reading.PART: Text(
        "ពិន្ទុមធ្យមកើន %(drift)s ទាំងមិនទាន់រៀន៖ ការឆ្លើយពីរដង និងពេលវេលា ពន្យល់ផ្នែកខ្លះនៃការប្រែប្រួល។",
        "Without teaching it rose by %(drift)s: answering twice and the time between explain a part of the change.",
    ),
    Reading.ALL: Text(
        "ពិន្ទុកើនស្មើនឹងពេលបានរៀន ឬច្រើនជាង ទាំងមិនទាន់រៀន៖ ការប្រែប្រួលអាចមកពីការឆ្លើយពីរដង និងពេលវេលា មិនមែនពីវគ្គ។",
        "Without teaching it rose as much or more: the change may come from answering twice and from time, not from the "
        "course.",
    ),
    Reading.NO_RISE: Text(
        "ពិន្ទុមិនកើនពេលបានរៀនទេ ដូច្នេះ គ្មានការកើនដែលត្រូវពន្យល់។",
        "It did not rise with the course, so there is no rise to explain.",
    ),
    Reading.UNKNOWN: Text(
        "ដូច្នេះ មិនអាចនិយាយបានថា អ្វីប្រែប្រួលប៉ុនណាដោយគ្មានវគ្គទេ។",
        "So it cannot be said how much changed without the course.",
    ),
}
ONE_COURSE = Text("%(n)s វគ្គ", "%(n)s workshop")
COURSES = Text("%(n)s វគ្គ", "%(n)s workshops")
COLUMNS = (
    Text("ពេល", "When"),
    Text("ពី (ពិន្ទុ)", "From (score)"),
    Text("ទៅ (ពិន្ទុ)", "To (score)"),
    Text("ប្រែប្រួល (ពិន្ទុ)", "Change (score)"),
)
UNTAUGHT = Text("មុនរៀន៖ ពេលចុះឈ្មោះ → ថ្ងៃដំបូង", "Before any teaching: enrolment → first day")
TAUGHT = Text("ពេលបានរៀន៖ ថ្ងៃដំបូង → ក្រោយវគ្គ", "With the course: first day → after")
NET = Text("ក្រោយដកអ្វីដែលប្រែដោយគ្មានវគ្គ", "Less what changed without the course")
CHART_HINT = Text(
    "ភាគរយនៃចម្លើយគាំទ្រ ពីដើម (រង្វង់) ទៅចុង (ចំណុច) របស់មនុស្សដដែល។ តួលេខក្នុងតារាងជាពិន្ទុ។",
    "Per cent of favourable answers from the start (ring) to the end (dot) of each span, of the same people. The table has "
    "scores.",
)
ROUNDED = Text(
    "មធ្យមបង្គត់ត្រឹម %(step)s ពិន្ទុ ដើម្បីកុំឱ្យគណនាពិន្ទុរបស់នរណាម្នាក់បាន។",
    "Means are rounded to %(step)s, so that nobody’s own score can be worked out.",
)
FEW = Text(
    "គ្មានចន្លោះទំនុកចិត្តទេ៖ វគ្គតិចពេក (%(n)s)។",
    "No interval: too few workshops (%(n)s) to say how far chance reaches.",
)
MARGIN = Text("± ជាចន្លោះទំនុកចិត្ត ៩៥% គិតជាវគ្គ។", "± is a 95 per cent interval with workshops as units.")
LOT = Text(
    "ឆ្នោតជាអ្នកជ្រើសវគ្គ មិនមែនគ្រូបណ្តុះបណ្តាលជ្រើសទេ។ រាប់តែអ្នកដែលធ្វើតេស្តទាំងបី។ តេស្តពេលចុះឈ្មោះមិននៅក្នុងតួលេខផ្សេងណានៃរបាយការណ៍នេះទេ។",
    "The lot, not the trainers, chose the workshops. Only people with all three tests are counted. The test at enrolment is "
    "in no other figure of this report.",
)


@dataclass(frozen=True, slots=True)
class DoubleLine:
    """A row of the table, and of the chart where there is a change to draw."""

    label: str
    cells: tuple[str, ...]
    change: Change | None


@dataclass(frozen=True, slots=True)
class DoubleBlock:
    """The double pre-test for a page: what happened, the lines, and how far to trust it."""

    heading: str
    sentences: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[DoubleLine, ...]
    notes: tuple[str, ...]

    @property
    def drawn(self) -> tuple[DoubleLine, ...]:
        """The lines that are drawn."""
        return tuple(line for line in self.lines if line.change is not None)


def double_block(found: DoubleFigures | None, lang: str) -> DoubleBlock:
    """The double pre-test as a page shows it; without figures a sentence that says so."""
    heading = HEADING.in_(lang)
    if found is None:
        return DoubleBlock(heading, (NOT_YET.in_(lang),), (), (), ())
    few = FEW.in_(lang) % {"n": digits.number(found.workshops, lang)}
    return DoubleBlock(
        heading=heading,
        sentences=double_sentences(found, lang),
        columns=tuple(column.in_(lang) for column in COLUMNS),
        lines=double_lines(found, lang),
        notes=(
            CHART_HINT.in_(lang),
            ROUNDED.in_(lang) % {"step": digits.number(found.step, lang, 1)},
            few if found.workshops < WORKSHOPS_FOR_SCORES else MARGIN.in_(lang),
            LOT.in_(lang),
        ),
    )


def double_sentences(found: DoubleFigures, lang: str) -> tuple[str, ...]:
    """What happened and what it may mean."""
    values = {
        "people": digits.number(found.people, lang),
        "courses": courses(found.workshops, lang),
        "items": digits.number(found.items, lang),
    }
    means = (found.first, found.before, found.after)
    if any(mean.value is None for mean in means):
        return SAYS_HIDDEN.in_(lang) % values, MEANINGS[Reading.UNKNOWN].in_(lang)
    names = ("first", "before", "after")
    values |= {name: _printed(mean, lang) for name, mean in zip(names, means, strict=True)}
    meaning = MEANINGS[found.reading].in_(lang)
    if found.reading is Reading.PART:
        meaning = meaning % {"drift": _printed(found.change_first, lang)}
    says = SAYS_STAYED if values["first"] == values["before"] else SAYS
    return says.in_(lang) % values, meaning


def courses(number: int, lang: str) -> str:
    """So many courses in words."""
    words = ONE_COURSE if number == 1 else COURSES
    return words.in_(lang) % {"n": digits.number(number, lang)}


def double_lines(found: DoubleFigures, lang: str) -> tuple[DoubleLine, ...]:
    """Before any teaching, with the course, and what is left after subtracting the one from the other."""
    spans = (
        (UNTAUGHT, found.first, found.before, found.change_first, found.margin_first),
        (TAUGHT, found.before, found.after, found.change, found.margin),
    )
    lines = [
        DoubleLine(
            words.in_(lang),
            (_printed(start, lang), _printed(end, lang), _signed(change, margin, lang)),
            _drawn(start, end, found.items),
        )
        for words, start, end, change, margin in spans
    ]
    net = DoubleLine(NET.in_(lang), ("–", "–", _signed(found.net, found.margin_net, lang)), None)
    return (*lines, net)


def _printed(shown: Printed, lang: str) -> str:
    if shown.mark is not None and shown.mark[0] in "<>":
        return f"{shown.mark[0]}{digits.percent(int(shown.mark[1:]), lang, 0)}"
    return "–" if shown.value is None else digits.number(shown.value, lang, 1)


def _signed(shown: Printed, margin: float | None, lang: str) -> str:
    if shown.value is None:
        return "–"
    sign = "+" if shown.value > 0 else "−" if shown.value < 0 else ""
    text = sign + digits.number(abs(shown.value), lang, 1)
    return text if margin is None else f"{text} ± {digits.number(margin, lang, 1)}"


def _drawn(start: Printed, end: Printed, items: int) -> Change:
    """Two means as shares of all questions, as the chart draws them."""
    from hrtraining.reporting.domain.published import Change, difference_of

    before, after = (_share(one, items) for one in (start, end))
    return Change(before, after, difference_of(before, after))


def _share(shown: Printed, items: int) -> Shown:
    from hrtraining.reporting.domain.published import Shown

    if shown.value is None:
        return Shown(None, 1, shown.mark or "none")
    return Shown(100 * shown.value / items, 1, is_rounded=True)

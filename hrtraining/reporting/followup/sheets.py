"""The follow-up as tables of the report's XLSX and CSV: what its page and the printed report say, no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hrtraining.assessment.domain import Phase
from hrtraining.core.i18n import Text, in_each_language
from hrtraining.core.khmer.digits import round_half_up
from hrtraining.followup.domain import ASKED, LABELS, MONTHS
from hrtraining.reporting import labels
from hrtraining.reporting.exports import Sheet, Value, both
from hrtraining.reporting.followup.reading import FollowUp, Work, places_of

if TYPE_CHECKING:
    from hrtraining.reporting.domain.followup_release import PhaseFigures, Printed

HEAD = (
    Text("ខែក្រោយវគ្គ", "Months after the course"),
    Text("វគ្គ", "Workshops"),
    Text("អ្នកដែលសួរ", "People asked"),
    Text("បានឆ្លើយ", "Answered"),
    Text("បានឆ្លើយ (%)", "Answered (%)"),
    Text("មានពិន្ទុទាំងបីលើក", "With a score all three times"),
    Text("ពិន្ទុបង្គត់ត្រឹម", "Scores rounded to"),
    Text("ពិន្ទុមុនវគ្គ", "Score before"),
    Text("ពិន្ទុក្រោយវគ្គ", "Score after"),
    Text("ពិន្ទុពេលនោះ", "Score then"),
    Text("ពេលនោះ ធៀបនឹងមុន", "Then, against before"),
    Text("± (៩៥%)", "± (95%)"),
    Text("ពេលនោះ ធៀបនឹងក្រោយ", "Then, against after"),
    Text("± (៩៥%)", "± (95%)"),
    Text("ការកើនឡើងនៅសល់យ៉ាងតិច (%)", "Gain left, at least (%)"),
    Text("ការកើនឡើងនៅសល់យ៉ាងច្រើន (%)", "Gain left, at most (%)"),
    Text("អ្នកបាត់", "Lost"),
    Text("ពិន្ទុអ្នកបាត់ បង្គត់ត្រឹម", "Scores of the lost rounded to"),
    Text("អ្នកបាត់៖ ពិន្ទុមុនវគ្គ", "Lost: score before"),
    Text("អ្នកបាត់៖ ពិន្ទុក្រោយវគ្គ", "Lost: score after"),
)
WORK_HEAD = (
    Text("ខែក្រោយវគ្គ", "Months after the course"),
    Text("សំណួរ", "Question"),
    Text("ចម្លើយ", "Answer"),
    Text("អ្នកឆ្លើយសំណួរនេះ", "People who answered the question"),
    Text("ភាគរយ", "Per cent"),
)


def follow_up_sheets(found: FollowUp | None) -> tuple[Sheet, ...]:
    """What may be shown of the follow-up and of reports of work, a table each; none of what is empty."""
    made = []
    if found is not None and found.phases:
        made.append(Sheet(Text("តាមដាន", "Follow-up"), HEAD, tuple(map(_row, found.phases))))
    if found is not None and found.work:
        rows = tuple(row for report in found.work for row in _work(report))
        made.append(Sheet(Text("ការងារ", "Work"), WORK_HEAD, rows))
    return tuple(made)


def _value(shown: Printed, places: int = 1) -> Value:
    if shown.mark == "hidden":
        return both(labels.HIDDEN)
    if shown.mark:
        return f"{shown.mark} %"
    return both(labels.NOT_ESTIMABLE) if shown.value is None else _number(shown.value, places)


def _number(value: float, places: int) -> Value:
    found = round_half_up(value, places)
    return float(found) if places else int(found)


def _row(one: PhaseFigures) -> tuple[Value, ...]:
    places, of_lost = places_of(one.step), places_of(one.lost_step)
    few, none = both(labels.FEW_WORKSHOPS), both(labels.NOT_ESTIMABLE)
    least, most = one.gain_kept_between or (None, None)
    no_gain = _value(one.gain_kept_percent) if one.gain_kept_percent.mark else none
    return (
        MONTHS[Phase(one.phase)],
        one.workshops,
        one.invited,
        one.answered,
        _number(one.retained_percent, 0),
        one.scored,
        _number(one.step, places),
        _value(one.before, places),
        _value(one.after, places),
        _value(one.later, places),
        _value(one.change_from_before, places),
        few if one.margin is None else _number(one.margin, places),
        _value(one.change_from_after, places),
        few if one.margin_after is None else _number(one.margin_after, places),
        no_gain if least is None else _number(least, 0),
        no_gain if most is None else _number(most, 0),
        one.lost,
        none if one.lost_step is None else _number(one.lost_step, of_lost),
        _value(one.lost_before, of_lost),
        _value(one.lost_after, of_lost),
    )


def _work(report: Work) -> Iterator[tuple[Value, ...]]:
    for name, shares in report.shares.items():
        answered = report.answered[name]
        for code, shown in shares.items():
            yield (
                MONTHS[report.phase],
                both(in_each_language(ASKED[name])),
                both(in_each_language(LABELS[name][code])),
                both(labels.HIDDEN) if answered is None else answered,
                _value(shown, 0),
            )

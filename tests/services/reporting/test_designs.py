"""The designs of the published data from the database: cohorts that waited beside those just trained."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.assessment.domain import IN_CLASS, Phase
from hrtraining.assessment.models import Attempt
from hrtraining.reporting import composing, making, queries, services
from hrtraining.reporting.composing import Asked, Composed
from hrtraining.reporting.designs import words as designs_words
from hrtraining.reporting.designs.reading import Designs
from hrtraining.reporting.domain.waiting_cohorts import Reading
from hrtraining.reporting.models import FrozenDouble, FrozenWorkshop
from hrtraining.reporting.pages import ReportPage
from hrtraining.workshops.models import Workshop
from tests.factories import workshops
from tests.factories.clock import NOW, later
from tests.factories.workshops import Made
from tests.services.reporting.closed import academies, attempt, closed_workshop, sheet

LATER = NOW + timedelta(days=120)


def nation(session: Session, last_period: int | None = None) -> tuple[Composed, Designs]:
    """The national report and its designs."""
    made = composing.nation(session, Asked(last_period=last_period))
    assert isinstance(made.page, ReportPage)
    assert made.page.designs is not None
    return made, made.page.designs


def two_cohorts(session: Session, *, waited_before: int) -> None:
    """Twenty people go from 10 to 20 of 33 in the first period; as many start from another level in the second."""
    (one, first), (two, second) = academies(session, "A1", "A2")
    closed_workshop(session, one, first, [(10, 20)] * 20, closed_at=NOW)
    services.bring_up_to_date(session, now=NOW)
    closed_workshop(session, two, second, [(waited_before, 22)] * 20, closed_at=LATER)
    services.bring_up_to_date(session, now=LATER)


def test_one_period_says_that_there_is_nothing_to_compare(session: Session) -> None:
    (one, first), *_ = academies(session, "A1")
    closed_workshop(session, one, first, [(10, 20)] * 20, closed_at=NOW)
    services.bring_up_to_date(session, now=NOW)
    _, found = nation(session)
    assert found.kinds == ("pre_post",)
    assert found.waiting == ()
    (sentence,) = designs_words.waiting_sentences(found, "en")
    assert sentence.startswith("There is no cohort yet that waited")


def test_cohort_that_waited_without_rising_stands_beside_the_one_trained(session: Session) -> None:
    two_cohorts(session, waited_before=10)
    made, found = nation(session)
    assert found.kinds == ("pre_post", "waiting_cohorts")
    (step,) = found.waiting
    assert step.reading is Reading.LITTLE
    body = json.loads(making.json_of(made, draft=False, demonstration=False))
    assert list(body)[:2] == ["about", "designs"]
    (line,) = body["designs"]["waiting_cohorts"]
    trend = body["trend"]
    assert line["before"] == trend[str(line["period"])]["pct_pre"]
    assert line["after"] == trend[str(line["period"])]["pct_post"]
    assert line["waited"]["before"] == trend[str(line["waited"]["period"])]["pct_pre"]
    assert line["difference"] == pytest.approx(line["after"] - line["waited"]["before"], abs=1e-11)
    assert line["waited"]["change_while_waiting"] == 0
    assert (line["n"], line["waited"]["n"]) == (20, 20)
    said = designs_words.waiting_sentences(found, "en")
    assert said[0] == (
        "Those trained (published 15 Mar 2027) went from 30.3% to 60.6% favourable answers; those who waited for the "
        "next publication stood at 30.3% before their own course."
    ) or said[0].startswith("Those trained (published ")
    assert said[1] == "Those who waited had not risen: time alone does not explain the rise."


def test_cohort_that_stood_lower_is_not_said_to_have_hardly_risen(session: Session) -> None:
    two_cohorts(session, waited_before=8)
    _, found = nation(session)
    assert found.waiting[0].reading is Reading.LITTLE
    for lang, words in (
        ("en", "stood 6.1 percentage points lower, so they had not risen"),
        ("km", "ទាបជាង ៦,១ ចំណុចភាគរយ"),
    ):
        assert words in designs_words.waiting_sentences(found, lang)[1]


def test_cohort_that_rose_while_waiting_takes_the_credit_from_the_course(session: Session) -> None:
    two_cohorts(session, waited_before=20)
    _, found = nation(session)
    assert found.waiting[0].reading is Reading.ALL
    assert "may come from other causes" in designs_words.waiting_sentences(found, "en")[1]


def test_courses_at_the_same_time_are_no_waiting_cohort(session: Session) -> None:
    """Two publications in a row of courses of the same days: nobody waited, so nothing is said of time."""
    (one, first), (two, second) = academies(session, "A1", "A2")
    closed_workshop(session, one, first, [(10, 20)] * 20, closed_at=NOW)
    services.bring_up_to_date(session, now=NOW)
    closed_workshop(session, two, second, [(10, 22)] * 20, closed_at=LATER, starts_late=False)
    services.bring_up_to_date(session, now=LATER)
    made, found = nation(session)
    assert found.kinds == ("pre_post",)
    (step,) = found.waiting
    assert step.reading is Reading.TOGETHER
    for lang, words in (("en", "not everybody waited"), ("km", "មិនមែនគ្រប់គ្នារង់ចាំទេ")):
        said = designs_words.waiting_sentences(found, lang)
        assert len(said) == 2
        assert words in said[1]
    body = json.loads(making.json_of(made, draft=False, demonstration=False))
    assert body["designs"]["waiting_cohorts"][0]["reading"] == "together"


def test_newest_step_is_not_told_as_if_it_were_all(session: Session) -> None:
    two_cohorts(session, waited_before=20)
    (three, third), *_ = academies(session, "A3")
    last = LATER + timedelta(days=120)
    closed_workshop(session, three, third, [(20, 25)] * 20, closed_at=last)
    services.bring_up_to_date(session, now=last)
    _, found = nation(session)
    assert [step.reading for step in found.waiting] == [Reading.ALL, Reading.LITTLE]
    said = designs_words.waiting_sentences(found, "en")
    assert said[-1] == "In 1 of 2 such comparisons those who waited had hardly risen or not at all."


def test_state_of_an_earlier_period_has_no_later_cohort(session: Session) -> None:
    two_cohorts(session, waited_before=10)
    first = queries.periods(session)[0][0]
    _, found = nation(session, last_period=first)
    assert found.waiting == ()


def doubled_workshop(
    session: Session,
    academy_id: int,
    trainer_id: int,
    scores: list[tuple[int | None, int, int]],
    *,
    closed_at: datetime,
) -> Made:
    """A closed doubled workshop with favourable answers at enrolment (None: did not come), before and after."""
    made = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer_id, size=1)
    session.get_one(Workshop, made.id).is_doubled = True  # the lot has its own tests
    ids = {}
    for phase in IN_CLASS:
        ids[phase] = workshops.open_test(session, made, phase)
        workshops.close_test(session, made, phase)
    for place, (first, before, after) in enumerate(scores):
        learner = uuid4()
        for phase, score, minutes in (
            (Phase.PRE0, first, 0), (Phase.PRE, before, 200), (Phase.POST, after, 500)
        ):  # fmt: skip
            if score is not None:
                attempt(
                    session, made, ids[phase], academy_id, learner, sheet(session, score, place),
                    at=later(minutes + place),
                )  # fmt: skip
    workshops.close(session, made, now=closed_at)
    session.flush()
    return made


def test_doubled_workshop_is_kept_apart_and_in_no_figure_of_change(session: Session) -> None:
    (one, first), (two, second) = academies(session, "A1", "A2")
    closed_workshop(session, two, second, [(10, 20)] * 15, closed_at=NOW)
    scores: list[tuple[int | None, int, int]] = [(12, 14, 20)] * 30
    made = doubled_workshop(session, one, first, [*scores, (None, 14, 20), (None, 14, 20)], closed_at=NOW)
    services.bring_up_to_date(session, now=NOW)
    row = session.get_one(FrozenDouble, made.id)
    assert row.people == 30
    assert row.flow == {"submitted": 30, "late": 0, "unfinished": 0}
    flow = session.get_one(FrozenWorkshop, made.id).flow
    assert (flow["pre"], flow["post"], flow["pairs"]) == (32, 32, 32)
    assert str(next(iter(session.scalars(select(Attempt.pseudonym))))) not in row.body
    composed, found = nation(session)
    assert found.kinds[-1] == "double_pretest"
    body = json.loads(making.json_of(composed, draft=False, demonstration=False))
    double = body["designs"]["double_pretest"]
    assert (double["n_workshops"], double["n"]) == (1, 30)
    assert (double["mean_pre0"], double["mean_pre"], double["mean_post"]) == (12.0, 14.0, 20.0)
    assert (double["change_first"], double["change"], double["net"]) == (2.0, 6.0, 4.0)
    assert double["change_first_ci95"] is None
    assert body["marks"]["designs.double_pretest.change_first_ci95"] == "few"
    assert body["national"]["n_paired"] == 47
    assert double["reading"] == "part"
    said = designs_words.design_page(found, "en")
    assert said.line.endswith("double pre-test in 1 workshop")
    assert said.double is not None
    assert said.double.sentences[0].startswith(
        "30 people in 1 workshop drawn by lot answered the test twice before any teaching: their mean score "
        "went from 12.0 to 14.0"
    )


def test_doubled_people_fewer_than_ten_are_only_said_to_wait(session: Session) -> None:
    (one, first), (two, second) = academies(session, "A1", "A2")
    closed_workshop(session, two, second, [(10, 20)] * 15, closed_at=NOW)
    few: list[tuple[int | None, int, int]] = [(12, 14, 20)] * 9
    doubled_workshop(session, one, first, [*few, *[(None, 14, 20)] * 5], closed_at=NOW)
    services.bring_up_to_date(session, now=NOW)
    composed, found = nation(session)
    assert found.double is None
    body = json.loads(making.json_of(composed, draft=False, demonstration=False))
    assert body["designs"]["double_pretest"] is None
    block = designs_words.design_page(found, "en").double
    assert block is not None
    assert block.sentences[0].endswith("to protect small groups.")
    assert block.lines == ()


def test_changed_frozen_triples_are_refused(session: Session) -> None:
    (one, first), *_ = academies(session, "A1")
    scores: list[tuple[int | None, int, int]] = [(12, 14, 20)] * 30
    made = doubled_workshop(session, one, first, scores, closed_at=NOW)
    services.bring_up_to_date(session, now=NOW)
    row = session.get_one(FrozenDouble, made.id)
    row.body = row.body.replace("1", "5", 1)
    with pytest.raises(ValueError, match="changed after closing"):
        nation(session)

"""The designs of the published data from the database: cohorts that waited beside those just trained."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy.orm import Session

from hrtraining.reporting import composing, designs_words, making, queries, services
from hrtraining.reporting.composing import Asked, Composed
from hrtraining.reporting.designs import Designs
from hrtraining.reporting.domain.waiting_cohorts import Reading
from hrtraining.reporting.pages import ReportPage
from tests.factories.clock import NOW
from tests.services.reporting.closed import academies, closed_workshop

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
    assert line["difference"] == line["after"] - line["waited"]["before"]
    assert line["waited"]["change_while_waiting"] == 0
    assert (line["n"], line["waited"]["n"]) == (20, 20)
    said = designs_words.waiting_sentences(found, "en")
    assert said[0] == (
        "Those trained (published 15 Mar 2027) went from 30.3% to 60.6% favourable answers; those who waited for the "
        "next publication stood at 30.3% before their own course."
    ) or said[0].startswith("Those trained (published ")
    assert said[1] == "Those who waited had hardly risen: time alone explains little of the change."


def test_cohort_that_rose_while_waiting_takes_the_credit_from_the_course(session: Session) -> None:
    two_cohorts(session, waited_before=20)
    _, found = nation(session)
    assert found.waiting[0].reading is Reading.ALL
    assert "may come from other causes" in designs_words.waiting_sentences(found, "en")[1]


def test_state_of_an_earlier_period_has_no_later_cohort(session: Session) -> None:
    two_cohorts(session, waited_before=10)
    first = queries.periods(session)[0][0]
    _, found = nation(session, last_period=first)
    assert found.waiting == ()

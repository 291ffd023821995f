"""What the report's pages say where everybody fell, everybody rose, nobody moved, or too few can be published."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from markupsafe import Markup

from hrtraining.accounts.domain import Role
from hrtraining.core import clock
from tests.conftest import Work
from tests.factories.people import staff
from tests.house import HouseClient, text_of
from tests.services.reporting.closed import academies, closed_workshop

Scores = Sequence[tuple[int, int | None]]
Reader = Callable[..., HouseClient]


@pytest.fixture
def nation_of(app: Flask, work: Work) -> Reader:
    """Close one workshop of one academy with such scores; gives the analyst's browser."""

    def made(scores: Scores, language: str = "en") -> HouseClient:
        with work() as session:
            ((academy_id, trainer),) = academies(session, "A1")
            closed_workshop(session, academy_id, trainer, scores, closed_at=clock.utc_now())
            analyst = staff(session, Role.ANALYST, "analyst")
        return HouseClient(app, language=language).sign_in(analyst)

    return made


def test_where_everybody_fell_the_page_says_so_of_the_persons_too(nation_of: Reader) -> None:
    page = nation_of([(24, 12)] * 35).get("/report")
    assert "fewer than 5 scored higher after the course; the exact numbers stay hidden" in page.main
    assert "(35 people)" in page.main


def test_falls_beyond_chance_are_counted_as_rises_are(nation_of: Reader) -> None:
    reader = nation_of([(25, 15)] * 80 + [(15, 15)] * 30 + [(5, 25)] * 8)
    said = reader.get("/report").main
    start = said.index("questions had more")
    assert "Rises beyond chance: 0. Falls beyond chance: 33." in said[start : start + 180]
    said = reader.get("/report/background").h1
    assert "Right answers fell on" in said


def test_where_nobody_moved_from_the_top_nothing_is_called_good_or_lost(nation_of: Reader) -> None:
    reader = nation_of([(33, 33)] * 12)
    said = reader.get("/report/background").h1
    assert "the figures are hidden or only bounds, so nobody can say which way they went" in said
    listed = reader.get("/report/questions").main
    assert "hidden hidden hidden note The shares of this question stay hidden" in listed
    assert "hidden hidden hidden good" not in listed


def test_modules_with_hidden_questions_are_not_said_to_have_risen(nation_of: Reader) -> None:
    page = nation_of([(33, 33)] * 12).get("/report")
    assert "In 0 of the 8 modules" in page.main
    assert "Hidden questions are counted as if they had fallen" in page.main


def test_too_few_people_get_no_button_that_is_refused(nation_of: Reader) -> None:
    reader = nation_of([(10, 18)] * 7)
    page = reader.get("/report")
    assert "1 closed workshop waits: too few people in it took both tests." in page.main
    assert "/report/publish" not in [form.action for form in page.forms]


def test_people_without_a_test_after_are_counted_where_the_flow_tells_them(nation_of: Reader) -> None:
    page = nation_of([(10, 18)] * 20 + [(12, None)] * 3).get("/report")
    facts = dict(zip(*([text_of(one) for one in page.tree.iter(tag)] for tag in ("dt", "dd")), strict=True))
    assert int(facts["Sent the pre-test"]) - int(facts["Took both tests"]) == 3
    assert facts["Without a post-test"] == "3"
    assert facts["Mean score before, of those without a post-test"] == "hidden"


def test_figure_drawn_by_a_template_is_escaped_once_in_a_sentence(app: Flask) -> None:
    drawn = '{{ _("%(low)s to %(high)s", low=low, high="<95") }}'
    with app.test_request_context("/"):
        said = app.jinja_env.from_string(drawn).render(low=Markup("&lt;5%"))
    assert "&lt;5%" in said
    assert "&lt;95" in said
    assert "&amp;" not in said


def test_tests_that_do_not_count_stand_beside_both_tests_together(nation_of: Reader) -> None:
    page = nation_of([(10, 18)] * 20).get("/report")
    facts = [text_of(one) for one in page.tree.iter("dt")]
    assert "Arrived late, in no figure (both tests)" in facts
    assert "Not finished at closing (both tests)" in facts

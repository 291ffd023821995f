"""What the printed report says where nobody was lost, one person fell, and an academy ended before the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import Flask, g, render_template_string
from sqlalchemy.orm import Session

from hrtraining.accounts import queries as account_queries
from hrtraining.core.clock import local_date
from hrtraining.reporting import composing, services
from hrtraining.reporting.composing import Asked, Composed
from hrtraining.reporting.pages import Breakdown, ReportPage
from hrtraining.reporting.printed import standards
from hrtraining.reporting.printed.report import report_html
from tests.conftest import Work
from tests.factories.clock import NOW, later
from tests.services.reporting.closed import academies, closed_workshop


def _published(session: Session, scores: list[tuple[int, int]]) -> Composed:
    """The nation's report of one workshop, whose people scored so before and after."""
    ((academy_id, trainer),) = academies(session, "A1")
    closed_workshop(session, academy_id, trainer, scores, closed_at=NOW)
    services.freeze_closed(session, now=later())
    services.publish_now(session, actor_id=None, now=later())
    return composing.nation(session, Asked())


def test_nobody_lost_is_not_said_to_be_hidden(app: Flask, work: Work) -> None:
    with work() as session:
        made = _published(session, [(10, 18)] * 15 + [(18, 10)])
        with app.test_request_context():
            html = report_html(made, lang="en", draft=True, demonstration=False)
    assert "Who is counted" in html
    assert "Those without a post-test" not in html
    assert "1 people scored lower" not in html


def test_a_test_of_two_forms_says_whose_words_stand_beside_the_figures(app: Flask, work: Work) -> None:
    with work() as session:
        made = _published(session, [(10, 18)] * 15)
        page = made.page
        assert isinstance(page, ReportPage)
        items = tuple(replace(item, stem_b=item.stem) for item in page.instrument.items)
        with_both = replace(page, instrument=replace(page.instrument, items=items))
        said = []
        for one in (page, with_both):
            with app.test_request_context():
                g.language = "en"
                shown = render_template_string(
                    '{% from "reporting/questions.html" import questions with context %}{{ questions(page) }}',
                    page=one,
                )
                printed = report_html(replace(made, page=one), lang="en", draft=True, demonstration=False)
            said.append(["words of form A; the figures pool both forms" in text for text in (shown, printed)])
    assert said == [[False, False], [True, True]]


def test_an_academy_says_until_when_its_own_workshops_closed(work: Work) -> None:
    last = NOW + timedelta(days=200)
    with work() as session:
        (one, first), (two, second) = academies(session, "A1", "A2")
        closed_workshop(session, one, first, [(10, 18)] * 20, closed_at=NOW)
        closed_workshop(session, two, second, [(10, 18)] * 20, closed_at=last)
        services.freeze_closed(session, now=last)
        services.publish_now(session, actor_id=None, now=last)
        until = []
        for row in account_queries.academies(session):
            page = composing.academy(session, row, Asked()).page
            assert isinstance(page, ReportPage)
            assert page.published is not None
            until.append(local_date(page.published.until))
    assert until == [local_date(NOW), local_date(last)]


def test_groups_hidden_in_some_publications_are_not_told_as_if_they_were_all(work: Work) -> None:
    """Of 20 people 12 stand in the shown group; of the others a publication hides in which way they answered."""
    with work() as session:
        made = _published(session, [(10, 18)] * 20)
        page = made.page
        assert isinstance(page, ReportPage)
        channel = page.breakdowns[-1]
        line = next(one for one in channel.lines if one.summary is not None)
        assert line.summary is not None
        parts = [
            Breakdown(channel.label, (line._replace(summary=line.summary._replace(pairs=people)),))
            for people in (20, 12)
        ]
        told = [
            " ".join(
                row.says for row in standards.reporting_table(made, replace(page, breakdowns=(part,)), "en")
            )
            for part in parts
        ]
    assert "20 people; shown groups: " in told[0]
    assert "20 people; shown groups (without publications in which they are hidden): " in told[1]

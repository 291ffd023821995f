"""A cross-over with the real services: who gets which form, which wording they read, what the report makes of it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import FORMS, Phase, form_after
from hrtraining.assessment.models import Administration, Attempt
from hrtraining.content import queries as content_queries
from hrtraining.content import services as content_services
from hrtraining.content.domain import Item
from hrtraining.core.i18n import speaking
from hrtraining.reporting import composing, exports, making
from hrtraining.reporting import services as reporting_services
from hrtraining.reporting.composing import Asked
from hrtraining.reporting.designs import words as designs_words
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.printed.report import report_html
from hrtraining.workshops import services
from hrtraining.workshops.domain.designs import Design
from hrtraining.workshops.models import Workshop
from tests.curriculum.small_course import write_course
from tests.curriculum.small_texts import SECOND_EN
from tests.factories import workshops
from tests.factories.clock import FIRST_DAY, NOW, later
from tests.factories.people import academy, staff
from tests.factories.workshops import Made


@pytest.fixture
def place(session: Session, tmp_path: Path) -> tuple[int, int]:
    """An academy with a trainer, on a course whose test has two forms, with the cross-over switched on."""
    content_services.freeze_edition(session, root=write_course(tmp_path, form_b=True), now=later())
    academy_id = academy(session, "A1")
    services.switch_on(session, design=Design.CROSS_OVER, from_day=FIRST_DAY, actor_id=None, now=NOW)
    return academy_id, staff(session, Role.TRAINER, "trainer", academy_id)


def crossed(session: Session, place: tuple[int, int], size: int) -> Made:
    made = workshops.workshop(session, academy_id=place[0], trainer_id=place[1], size=size, modules=("m01",))
    assert session.get_one(Workshop, made.id).is_crossed
    return made


def forms(session: Session, made: Made, phase: Phase) -> dict[str, str]:
    """The form of each pseudonym in a test of a workshop."""
    rows = session.execute(
        select(Attempt.pseudonym, Attempt.form)
        .join(Administration, Administration.id == Attempt.administration_id)
        .where(Attempt.workshop_id == made.id, Administration.phase == phase.value)
    )
    return {row.pseudonym.hex: row.form for row in rows}


@pytest.mark.parametrize(
    ("own", "phase", "form"),
    [
        ({}, Phase.PRE, None),
        ({Phase.PRE0: "B"}, Phase.PRE, "B"),
        ({Phase.PRE: "A"}, Phase.POST, "B"),
        ({Phase.PRE0: "A", Phase.PRE: "A", Phase.POST: "B"}, Phase.FU3, "B"),
        ({Phase.POST: "A"}, Phase.FU6, "A"),
        ({Phase.PRE: "same"}, Phase.POST, None),
    ],
)
def test_form_of_the_next_test_follows_from_the_first(
    own: dict[Phase, str], phase: Phase, form: str | None
) -> None:
    assert form_after(own, phase) == form


def test_halves_differ_by_one_at_most_at_every_moment(session: Session, place: tuple[int, int]) -> None:
    made = crossed(session, place, 11)
    workshops.open_test(session, made, Phase.PRE)
    for learner in made.learners:
        workshops.begin(session, learner, Phase.PRE)
        counts = Counter(forms(session, made, Phase.PRE).values())
        assert abs(counts["A"] - counts["B"]) <= 1
    assert set(counts) == set(FORMS)


def test_everybody_gets_the_other_form_after_the_course(session: Session, place: tuple[int, int]) -> None:
    made = crossed(session, place, 7)
    workshops.take_test(session, made, Phase.PRE)
    workshops.do_modules(session, made)
    workshops.take_test(session, made, Phase.POST, now=later(500))
    before, after = forms(session, made, Phase.PRE), forms(session, made, Phase.POST)
    assert before.keys() == after.keys()
    assert all({before[who], after[who]} == set(FORMS) for who in before)


def test_person_reads_the_wording_of_the_own_form(session: Session, place: tuple[int, int]) -> None:
    made = crossed(session, place, 2)
    edition = content_queries.current_edition(session)
    items = edition.instruments["attitude-33"].items
    test = workshops.open_test(session, made, Phase.PRE)
    read = set()
    for learner in made.learners:
        workshops.begin(session, learner, Phase.PRE)
        attempt = assessment_queries.own_attempt(session, account_id=learner, administration_id=test)
        assert attempt is not None
        read.add(items[0].wording(attempt.form).en)
    assert read == {items[0].stem.en, f"{SECOND_EN}."}


def test_plain_workshop_of_two_forms_has_the_first_only(session: Session, place: tuple[int, int]) -> None:
    services.switch_off(session, design=Design.CROSS_OVER, until_day=FIRST_DAY, actor_id=None, now=NOW)
    made = workshops.workshop(session, academy_id=place[0], trainer_id=place[1], size=3, modules=("m01",))
    workshops.take_test(session, made, Phase.PRE)
    assert set(forms(session, made, Phase.PRE).values()) == {"same"}


def test_report_takes_the_difference_of_the_forms_out(session: Session, place: tuple[int, int]) -> None:
    """Form B is answered favourably in 5 items more than A; the course brings 10 items of 33."""
    made = crossed(session, place, 24)
    before: dict[int, str] = {}

    def choose(extra: int, form_of: dict[int, str]) -> workshops.Choose:
        def one(learner: int, item: Item) -> str:
            score = 8 + extra + (5 if form_of[learner] == "B" else 0)
            good = item.seq <= score
            return (workshops.favourable if good else workshops.unfavourable)(learner, item)

        return one

    test = workshops.open_test(session, made, Phase.PRE)
    for number, learner in enumerate(made.learners):
        workshops.begin(session, learner, Phase.PRE)
        found = assessment_queries.own_attempt(session, account_id=learner, administration_id=test)
        assert found is not None
        before[number] = found.form
    workshops.answer_all(session, made, Phase.PRE, choose=choose(0, before))
    workshops.close_test(session, made, Phase.PRE)
    workshops.do_modules(session, made)
    after = {number: "B" if form == "A" else "A" for number, form in before.items()}
    workshops.take_test(session, made, Phase.POST, choose=choose(10, after), now=later(500))
    workshops.close(session, made, now=later(600))
    reporting_services.bring_up_to_date(session, now=NOW + timedelta(days=200))
    composed = composing.nation(session, Asked())
    body = json.loads(making.json_of(composed, draft=False, demonstration=False))
    assert body["designs"]["kinds"][-1] == "cross_over"
    found_json = body["designs"]["cross_over"]
    assert [found_json["sequences"][name]["n"] for name in ("A>B", "B>A")] == [12, 12]
    assert found_json["change"] == pytest.approx(100 * 10 / 33, abs=1.1)
    assert found_json["form_difference"] == pytest.approx(100 * 5 / 33, abs=1.1)
    assert set(body["breakdowns"]["form"]) == {"A>B", "B>A"}
    assert isinstance(composed.page, ReportPage)
    assert composed.page.designs is not None
    said = designs_words.design_page(composed.page.designs, "en")
    assert said.cross is not None
    assert said.cross.sentences[0].startswith(
        "12 people answered form A before and B after, 12 people B before"
    )
    assert said.cross.sentences[1].startswith(
        "This time form B was answered more favourably than form A by 15"
    )
    assert said.cross.sentences[1].endswith("which may be chance.")
    assert "two forms in turn" in said.line
    with speaking("en"):
        html = report_html(composed, lang="en", draft=False, demonstration=False)
    section = html.split('id="designs"')[1].split("</div>")[0]
    assert section.count("Form A before, B after") == section.count("Form B before, A after") == 1
    assert "These figures have no interval." in html
    tiles = [part.split("</p>")[0] for part in html.split('class="tile-value">')[1:]]
    assert tiles[1] == "&gt;95%", "everybody rose: the bound is said, not only that the number is hidden"
    page = composed.page
    sheets = exports.as_csv(exports.sheets(page, data_hash="two", draft=False, demonstration=False))
    assert sheets.decode("utf-8-sig").count(f" | B: {SECOND_EN}") == len(page.instrument.items)

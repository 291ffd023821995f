"""What learners think of a workshop through the pages: asked once, nobody has to, totals of ten and more."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from hrtraining.assessment.domain import Phase
from hrtraining.evaluation.models import Given, OpinionRow, Result
from hrtraining.workshops import services as workshop_services
from tests.conftest import Work
from tests.factories import workshops
from tests.factories.clock import later
from tests.factories.world import World
from tests.house import HouseClient


def after_the_post_test(work: Work, world: World) -> int:
    """A learner of the running workshop who has sent the post-test."""
    made = world.a.running
    who = made.learners[1]
    with work() as session:
        workshops.close_test(session, made, Phase.PRE, now=later(700))
        workshops.do_modules(session, made, who=[who])
        test = workshops.open_test(session, made, Phase.POST, now=later(800))
        workshops.begin(session, who, Phase.POST, now=later(801))
        workshops.submit(session, who, test, now=later(812))
    return who


@pytest.mark.parametrize("language", ["km", "en"])
def test_a_learner_answers_once(client: HouseClient, world: World, work: Work, language: str) -> None:
    who = after_the_post_test(work, world)
    client = HouseClient(client.app, language=language).sign_in(who)
    assert "/what-you-think" in client.get("/learn").links
    page = client.get("/what-you-think")
    if language == "en":
        assert "not what you answered" in page.text
    form = page.form("/what-you-think")
    assert form.names >= {
        "useful",
        "clear",
        "respect",
        "practice",
        "safe",
        "recommend",
        "most-useful",
        "repeat",
    }
    page = client.submit(form, {"useful": "5", "safe": "2", "repeat": "m02"})
    assert page.path == "/learn"
    assert "/what-you-think" not in page.links
    again = client.get("/what-you-think", status=409)
    assert again.h1 == ("This cannot be done now" if language == "en" else "ពេលនេះ ធ្វើបែបនេះមិនបានទេ")
    with work() as session:
        said = session.execute(select(OpinionRow.answers)).scalar_one()
        assert said == {"useful": "5", "safe": "2", "repeat": "m02"}
        mine = select(func.count()).select_from(Given).where(Given.account_id == who)
        assert session.execute(mine).scalar_one() == 1


def test_the_page_says_what_is_wrong(client: HouseClient, world: World, work: Work) -> None:
    client.sign_in(after_the_post_test(work, world))
    form = client.get("/what-you-think").form("/what-you-think")
    client.submit(form, {}, status=422)
    client.submit(form, {"useful": "6"}, status=422)
    with work() as session:
        assert session.execute(select(func.count()).select_from(OpinionRow)).scalar_one() == 0


def test_it_comes_after_the_post_test_and_before_closing(
    client: HouseClient, world: World, work: Work
) -> None:
    client.sign_in(world.a.running.learners[2])
    assert "/what-you-think" not in client.get("/learn").links
    client.get("/what-you-think", status=409)
    client = HouseClient(client.app).sign_in(after_the_post_test(work, world))
    form = client.get("/what-you-think").form("/what-you-think")
    with work() as session:
        made = world.a.running
        workshops.close_test(session, made, Phase.POST, now=later(900))
        workshop_services.close_workshop(
            session, workshop_id=made.id, actor_id=made.trainer_id, now=later(901)
        )
    client.submit(form, {"useful": "5"}, status=409)
    assert "/what-you-think" not in client.get("/learn").links


@pytest.mark.parametrize("language", ["km", "en"])
def test_the_secretariat_reads_nation_and_academies(client: HouseClient, world: World, language: str) -> None:
    client = HouseClient(client.app, language=language).sign_in(world.analyst)
    assert "/report/workshop-evaluation" in client.get("/report").links
    page = client.get("/report/workshop-evaluation")
    if language == "en":
        assert page.h1.startswith("Of 24 learners")
    found = json.loads(client.get("/report/nation.json").response.data)["workshop_evaluation"]
    assert found["national"]["n_opinions"] == 24
    assert found["n_sent_post"] == 24
    assert set(found["academies"]) == {"A1", "B2"}
    assert found["national"]["answered"]["useful"] == 24
    shares = found["national"]["percent"]["useful"]
    assert set(shares) == {"for", "neither", "against"}


def test_nothing_of_opinions_stands_among_the_33_items(client: HouseClient, world: World) -> None:
    found = json.loads(client.sign_in(world.analyst).get("/report/nation.json").response.data)
    apart = found.pop("workshop_evaluation")
    assert apart["kirkpatrick_level"] == 1
    rest = json.dumps({name: value for name, value in found.items() if name != "marks"})
    for word in ("opinion", "recommend", "most-useful"):
        assert word not in rest


def test_trainer_and_academy_read_their_own_closed_workshop(client: HouseClient, world: World) -> None:
    here = f"/report/workshops/{world.a.closed.id}/evaluation"
    trainer = HouseClient(client.app, language="en").sign_in(world.a.trainer)
    assert here in trainer.get(f"/workshops/{world.a.closed.id}").links
    assert trainer.get(here).h1.startswith("Of 12 learners")
    head = HouseClient(client.app, language="en").sign_in(world.a.academy_administrator)
    assert head.get(here).h1.startswith("Of 12 learners")
    HouseClient(client.app).sign_in(world.b.trainer).get(here, status=404)
    HouseClient(client.app).sign_in(world.a.other_trainer).get(here, status=404)
    trainer.get(f"/report/workshops/{world.a.running.id}/evaluation", status=404)


def test_the_academy_reads_no_module_that_the_workshop_did_not_plan(
    client: HouseClient, world: World, work: Work
) -> None:
    """Another workshop teaches one more; nobody of this one could choose it, so it is no zero here."""
    with work() as session:
        other = session.get_one(Result, world.b.closed.id)
        other.counts = {**other.counts, "most-useful": {"m02": 6, "m03": 6}}
    head = HouseClient(client.app, language="en").sign_in(world.a.academy_administrator)
    page = head.get(f"/report/workshops/{world.a.closed.id}/evaluation")
    assert "Staying safe" in page.main
    assert "HIV, hepatitis" not in page.main
    assert "shares may be rounded to 5 or 10 percentage points" in page.main
    nation = HouseClient(client.app, language="en").sign_in(world.analyst).get("/report/workshop-evaluation")
    assert "HIV, hepatitis" in nation.main


@pytest.mark.parametrize(("language", "words"), [("en", "more than 95%"), ("km", "ច្រើនជាង ៩៥%")])
def test_extremes_are_words_in_the_sentence(
    client: HouseClient, world: World, work: Work, language: str, words: str
) -> None:
    with work() as session:
        row = session.get_one(Result, world.a.closed.id)
        agreed = {"5": row.opinions, "4": 0, "3": 0, "2": 0, "1": 0}
        row.counts = {
            name: agreed if set(counts) == set(agreed) else counts for name, counts in row.counts.items()
        }
    trainer = HouseClient(client.app, language=language).sign_in(world.a.trainer)
    page = trainer.get(f"/report/workshops/{world.a.closed.id}/evaluation")
    assert words in page.h1
    assert ">" not in page.h1


def test_fewer_than_ten_show_nothing(client: HouseClient, world: World, work: Work) -> None:
    who = after_the_post_test(work, world)
    learner = HouseClient(client.app).sign_in(who)
    learner.submit(learner.get("/what-you-think").form("/what-you-think"), {"useful": "1"})
    made = world.a.running
    with work() as session:
        workshops.close_test(session, made, Phase.POST, now=later(900))
        workshops.close(session, made, now=later(901))
    trainer = HouseClient(client.app, language="en").sign_in(world.a.trainer)
    page = trainer.get(f"/report/workshops/{made.id}/evaluation")
    assert "fewer than ten" in page.h1
    assert "%" not in page.main

"""A knowledge check on its page: drawn from the bank, every kind answered without a script, nothing kept of thoughts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.content import queries as content_queries
from hrtraining.content import services as content_services
from hrtraining.content.domain import MATCHING, ORDERING, REFLECTION, Module, Question
from hrtraining.core.settings import ROOT
from hrtraining.learning import queries, services
from hrtraining.learning.models import CheckTry
from tests.conftest import Work
from tests.factories import checks
from tests.factories.clock import NOW, later
from tests.factories.world import World
from tests.house import HouseClient, Page

KEY = "m08"
URL = f"/learn/{KEY}/check"


@pytest.fixture
def module(work: Work) -> Module:
    with work() as session:
        found = content_queries.current_edition(session).module(KEY)
    assert found is not None
    return found


@pytest.fixture
def ready(world: World) -> int:
    """A learner who has sent the pre-test and done nothing else."""
    return world.a.running.learners[1]


def last_try(session: Session, account_id: int) -> CheckTry:
    """The learner's newest try of the module."""
    enrolment = queries.latest_enrolment(session, account_id)
    assert enrolment is not None
    mine = select(CheckTry).where(CheckTry.enrolment_id == enrolment.id, CheckTry.module_key == KEY)
    return session.execute(mine.order_by(CheckTry.number.desc()).limit(1)).scalar_one()


def fields(page: Page, question: Question) -> list[str]:
    """The names of the lists of a question on its page."""
    return sorted(name for name in page.form(URL).names if name.startswith(f"{question.id}."))


def pages_with(client: HouseClient, work: Work, ready: int, module: Module, kind: str) -> Iterator[Page]:
    """Tries until one has a question of this kind; the others are sent by the service."""
    for number in range(1, 40):
        with work() as session:
            enrolment = queries.latest_enrolment(session, ready)
            assert enrolment is not None
            drawn = queries.drawn(module, enrolment_id=enrolment.id, number=number)
        if any(one.kind == kind for one in drawn):
            yield client.get(URL)
        with work() as session:
            answers = {one.id: checks.wrong_answer(one) for one in drawn if one.is_scored}
            services.try_check(session, enrolment_id=enrolment.id, module=module, answers=answers, now=NOW)
    raise AssertionError(f"40 tries of {module.key} had no question of the kind {kind}")


def test_a_reload_shows_the_same_and_the_next_try_another(
    client: HouseClient, ready: int, module: Module
) -> None:
    client = HouseClient(client.app, language="en").sign_in(ready)
    first = client.get(URL)
    shown = [one.id for one in checks.questions_on(first.tree, module)]
    assert (
        len([one for one in shown if module.check.question(one) in module.check.scored]) == module.check.draw
    )
    assert {one.objective for one in checks.questions_on(first.tree, module)} == {
        one.id for one in module.objectives
    }
    again = client.get(URL)
    assert again.main == first.main
    done = client.submit(again.form(URL), checks.form_values(again.tree, module, "en", is_right=False))
    assert [one.id for one in checks.questions_on(done.tree, module)] == shown
    following = client.get(URL)
    assert [one.id for one in checks.questions_on(following.tree, module)] != shown
    twice = client.submit(again.form(URL), checks.form_values(again.tree, module, "en", is_right=False))
    assert twice.path == done.path, "the same try sent twice is one try"
    client.submit(again.form(URL), checks.form_values(again.tree, module, "en"), status=409)


@pytest.mark.parametrize("kind", [ORDERING, MATCHING])
@pytest.mark.parametrize("language", ["km", "en"])
def test_lists_keep_what_was_chosen_and_tell_what_is_missing(
    client: HouseClient, work: Work, ready: int, module: Module, kind: str, language: str
) -> None:
    client = HouseClient(client.app, language=language).sign_in(ready)
    page = next(pages_with(client, work, ready, module, kind))
    question = next(one for one in checks.questions_on(page.tree, module) if one.kind == kind)
    right = checks.form_values(page.tree, module, language)
    names = fields(page, question)
    assert len(names) == len(question.options)
    missing = client.submit(page.form(URL), {**right, names[0]: ""}, status=422)
    field = next(one for one in missing.tree.iter("fieldset") if one.get("id") == f"q-{question.id}")
    assert "field-bad" in (field.get("class") or "")
    kept = missing.form(URL).values
    assert [kept[name] for name in names[1:]] == [right[name] for name in names[1:]]
    if kind == ORDERING:
        same = dict.fromkeys(names, "1")
        twice = client.submit(page.form(URL), {**right, **same}, status=422)
        assert ("same place" if language == "en" else "លេខដូចគ្នា") in twice.text
    done = client.submit(missing.form(URL), {names[0]: right[names[0]]})
    for option in question.options:
        assert " ".join(option.feedback.in_(language).split()) in done.text
    with work() as session:
        row = last_try(session, ready)
        assert row.answers[question.id] == list(question.right_answer)
        assert row.right == row.total == module.check.draw


def test_order_on_the_page_does_not_tell_the_answer(
    client: HouseClient, work: Work, ready: int, module: Module
) -> None:
    client = HouseClient(client.app, language="en").sign_in(ready)
    page = next(pages_with(client, work, ready, module, ORDERING))
    question = next(one for one in checks.questions_on(page.tree, module) if one.kind == ORDERING)
    right = checks.form_values(page.tree, module, "en")
    places = [right[name] for name in fields(page, question)]
    assert places != sorted(places, key=str)
    values = {one.get("value") for one in page.tree.iter("option")}
    assert values <= {"", *map(str, range(1, 7))}, "no name of an option stands on the page"


def test_a_thought_has_no_name_on_the_form_and_is_not_kept(
    client: HouseClient, work: Work, ready: int, module: Module
) -> None:
    client = HouseClient(client.app, language="en").sign_in(ready)
    page = client.get(URL)
    question = next(one for one in module.check.questions if one.kind == REFLECTION)
    areas = list(page.tree.iter("textarea"))
    assert [one.get("name") for one in areas] == [None]
    assert question.model is not None
    assert " ".join(question.model.en.split()) in page.text
    client.submit(page.form(URL), checks.form_values(page.tree, module, "en"))
    with work() as session:
        row = last_try(session, ready)
        assert question.id not in row.answers
        assert row.total == module.check.draw


@pytest.mark.parametrize("number", ["0", "-3", "99", "x", ""])
def test_an_invented_try_is_the_next_one(
    client: HouseClient, ready: int, module: Module, number: str
) -> None:
    client = HouseClient(client.app, language="en").sign_in(ready)
    page = client.get(URL)
    done = client.submit(page.form(URL), {**checks.form_values(page.tree, module, "en"), "try": number})
    assert done.path.startswith(f"{URL}/")


def test_a_corrected_question_stands_as_it_was_corrected(
    client: HouseClient, work: Work, ready: int, module: Module, tmp_path: Path
) -> None:
    """The result of an older try after its key was corrected and the module marked again."""
    client = HouseClient(client.app, language="en").sign_in(ready)
    page = next(pages_with(client, work, ready, module, "single"))
    question = next(one for one in checks.questions_on(page.tree, module) if one.kind == "single")
    (chosen,) = checks.wrong_answer(question)
    answers = {**checks.form_values(page.tree, module, "en"), question.id: [chosen]}
    done = client.submit(page.form(URL), answers)
    assert "Not yet right" in done.main
    root = tmp_path / "curriculum"
    shutil.copytree(ROOT / "curriculum", root)
    file = next(root.glob(f"modules/{KEY}-*/check.yaml"))
    bank = yaml.safe_load(file.read_text(encoding="utf-8"))
    for option in next(one for one in bank["questions"] if one["id"] == question.id)["options"]:
        option["correct"] = option["key"] == chosen
    file.write_text(yaml.safe_dump(bank, allow_unicode=True), encoding="utf-8")
    with work() as session:
        content_services.freeze_edition(session, root=root, now=later(1))
    assert "Not yet right" in client.get(done.path).main, "nothing is told before it is counted"
    with work() as session:
        services.regrade_module(
            session, module_key=KEY, reason="wrong key", is_kept=True, actor_id=None, now=later(2)
        )
    page = client.get(done.path)
    assert "The course had a mistake in a question." in page.main
    assert page.main.count("corrected later") == 1
    assert "Not yet right" not in page.main

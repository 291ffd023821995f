"""Proves that an edition frozen before there were banks and pictures can still be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from hrtraining.content.domain import Edition
from hrtraining.content.domain.frozen import edition_of
from hrtraining.content.freezing import body_of
from hrtraining.content.reading import read_course
from tests.curriculum.small_course import write_course


@pytest.fixture
def body(tmp_path: Path) -> dict[str, object]:
    course, faults = read_course(write_course(tmp_path))
    assert course is not None
    assert [one for one in faults if not one.is_advice] == []
    return body_of(course, lambda text, _terms: text)


def read(body: dict[str, object]) -> Edition:
    return edition_of(body, edition_id=1, content_hash="x", is_approved=False)


def test_what_the_files_say_of_a_bank_and_a_scene_is_frozen(body: dict[str, object]) -> None:
    module = read(body).modules[0]
    assert (module.check.draw, module.academy_hours) == (5, 3)
    kinds = {one.kind: one for one in module.check.questions}
    assert kinds["ordering"].right_answer == ("a", "b", "c")
    assert [option.match.en for option in kinds["matching"].options if option.match] == [
        "To see",
        "For the needle",
        "For the hand",
    ]
    model = kinds["reflection"].model
    assert model is not None and model.en == "Do you have a needle?"
    assert not kinds["reflection"].is_scored
    assert module.scene.nodes["s1"].objectives == ("m01-o1", "m01-o2")
    assert "<svg" in module.lessons[0].sections[1].html.km


def test_an_older_body_asks_every_question(body: dict[str, object]) -> None:
    modules = body["modules"]
    assert isinstance(modules, list)
    old = modules[0]
    del old["academy_hours"], old["sheets"], old["check"]["draw"]
    old["check"]["questions"] = [one for one in old["check"]["questions"] if one["kind"] == "single"]
    for question in old["check"]["questions"]:
        del question["model"]
        for option in question["options"]:
            del option["match"]
    for node in old["scene"]["nodes"]:
        del node["objectives"]
    module = read(body).modules[0]
    assert module.check.draw == len(module.check.questions)
    assert module.academy_hours == 2 * module.hours
    assert module.sheets == {}

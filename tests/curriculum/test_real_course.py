"""Proves that the course is whole: every file loads, has its twin, renders and keeps the promises."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from hrtraining.content.domain import Edition, blueprint
from hrtraining.content.domain.frozen import edition_of
from hrtraining.content.freezing import body_of
from hrtraining.content.reading import Course, read_course
from hrtraining.content.reading.thorough import advice

ROOT = Path(__file__).resolve().parents[2] / "curriculum"
NINE = [f"m{number:02d}" for number in range(1, 10)]


@pytest.fixture(scope="module")
def course() -> Course:
    found, faults = read_course(ROOT)
    assert found is not None
    assert [f"{one.file} {one.place} {one.en}" for one in faults if not one.is_advice] == []
    return found


@pytest.fixture(scope="module")
def edition(course: Course) -> Edition:
    """Without line breaks: what they do is tested where they are made."""
    body = body_of(course, lambda text, _terms: text)
    return edition_of(body, edition_id=1, content_hash=course.hash(), is_approved=False)


def test_the_course_is_finished(course: Course) -> None:
    assert [f"{one.file} {one.place} {one.en}" for one in advice(course)] == []


def test_nine_modules_have_every_part(edition: Edition) -> None:
    assert [module.key for module in edition.modules] == NINE
    assert [module.order for module in edition.modules] == list(range(1, 10))
    assert sum(module.hours for module in edition.modules) == 18
    for module in edition.modules:
        assert 4 <= len(module.objectives) <= 8, module.key
        assert 4 <= len(module.lessons) <= 7, module.key
        assert len(module.check.questions) >= 5, module.key
        assert len([node for node in module.scene.nodes.values() if node.ending]) >= 3, module.key
        assert module.trainer.km and module.trainer.en


def test_every_lesson_cites_and_every_text_stands_in_both_languages(edition: Edition) -> None:
    for module in edition.modules:
        for lesson in module.lessons:
            for section in lesson.sections:
                assert re.search("[\u1780-\u17b3]", section.html.km), (module.key, lesson.key, section.id)
                assert section.html.en, (module.key, lesson.key, section.id)
                assert "[@" not in section.html.km + section.html.en
                assert "[law:" not in section.html.km + section.html.en
        assert any(lesson.sources for lesson in module.lessons), module.key


def test_the_33_items_follow_the_blueprint(edition: Edition) -> None:
    instrument = edition.instruments["attitude-33"]
    assert len(instrument.items) == 33
    assert sorted(item.blueprint for item in instrument.items) == sorted(blueprint.ITEMS)
    assert [item.seq for item in instrument.items] == list(range(1, 34))
    turned = [item for item in instrument.items if blueprint.is_turned(item.blueprint)]
    assert len(turned) == 16
    pending = {item.blueprint for item in instrument.items if item.is_pending_legal_review}
    assert pending == {"C1", "C2", "C3", "C4", "C5", "C6", "E2", "E4"}
    for item in instrument.items:
        assert item.favourable < set(item.codes)
        assert "3" not in item.favourable
        assert "DK" not in item.favourable
        assert set(item.codes) == set(instrument.scales[item.scale])


def test_no_two_constructs_stand_in_one_block(edition: Edition) -> None:
    items = edition.instruments["attitude-33"].items
    run = 1
    for before, after in pairwise(items):
        run = run + 1 if before.construct == after.construct else 1
        assert run <= 2, after.id


def test_law_is_never_verified_without_a_signature_and_104_is_not_taught(edition: Edition) -> None:
    assert len(edition.law) == 12
    for statement in edition.law.values():
        assert not statement.is_verified
        assert statement.article != "104"
        if statement.article in {"45", "53"}:
            assert statement.status == "disputed"
            assert not statement.is_scored
    for item in edition.instruments["attitude-33"].items:
        for name in item.law:
            assert edition.law[name].is_scored, item.id


def test_lessons_name_article_104_only_to_say_that_it_is_not_taught(course: Course) -> None:
    for module in course.modules:
        for lesson in module["lessons"]:
            for section in lesson["prose"]["parsed"]["en"].sections:
                if re.search(r"\b104\b", section.text):
                    assert re.search(r"not (?:be )?(?:taught|teach)", section.text), (
                        lesson["file"],
                        section.id,
                    )


def test_glossary_has_a_hundred_terms_and_front_says_draft(edition: Edition) -> None:
    assert len(edition.glossary) >= 100
    assert not edition.is_approved
    assert "public sources" in edition.front.en
    assert "Secretariat" in edition.front.en


def test_html_holds_nothing_a_strict_policy_forbids(edition: Edition) -> None:
    for module in edition.modules:
        pages = [module.trainer, *(section.html for lesson in module.lessons for section in lesson.sections)]
        for page in pages:
            for html in (page.km, page.en):
                assert not re.search(r"<script|<style|<iframe|<img| style=| on[a-z]+=|javascript:", html)

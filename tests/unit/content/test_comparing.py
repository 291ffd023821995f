"""Proves that two editions are compared word by word, and what a difference means is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from hrtraining.content.domain import Edition
from hrtraining.content.domain.comparing import ADDED, CHANGED, REMOVED, SAME, Mark, compare, marked, pieces
from hrtraining.content.domain.frozen import edition_of
from hrtraining.content.freezing import body_of
from hrtraining.content.reading import read_course
from tests.curriculum.faults import Fault, change
from tests.curriculum.finished_course import EN, KM, write_finished_course
from tests.curriculum.small_course import MODULE, item_id


def edition(root: Path) -> Edition:
    course, faults = read_course(root)
    assert course is not None
    assert not [one for one in faults if not one.is_advice]
    body = body_of(course, lambda text, _terms: text.replace(" ", " \u200b"))
    return edition_of(body, edition_id=1, content_hash=course.hash(), is_approved=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_finished_course(tmp_path)


def test_every_part_has_a_name_of_its_own(root: Path) -> None:
    names = [piece.place for piece in pieces(edition(root))]
    assert len(names) == len(set(names))
    assert {"front", "m01/module", "m01/l1#ask", "m01-q1", "m01/scene#s1", "m01/scene#e4"} < set(names)
    assert {"m01/trainer#aim", "m01/handout#card", "i01", "law/dcl-100", "term/pwud"} < set(names)


def test_the_same_edition_has_no_difference(root: Path) -> None:
    one = edition(root)
    assert compare(one, one, "km").changes == ()
    assert compare(one, one, "km").new_instruments == ()


@pytest.mark.parametrize(
    ("act", "place"),
    [
        (change(EN, "Ask before you search", "Ask well before you search"), "m01/l1#ask"),
        (change(f"{MODULE}/module.yaml", 'en: "Safe hands"', 'en: "Safer hands"'), "m01/module"),
        (change(f"{MODULE}/check.yaml", "Walk away now", "Walk away slowly"), "m01-q1"),
        (change(f"{MODULE}/scene.yaml", "He thanks you.", "He nods."), "m01/scene#s5"),
        (change(f"{MODULE}/trainer.en.md", "Do it.", "Do it well."), "m01/trainer#aim"),
        (change(f"{MODULE}/handout.en.md", "Ask first.", "Ask at first."), "m01/handout#card"),
        (change("glossary.yaml", "People who use drugs.", "Persons who use drugs."), "term/pwud"),
        (change("edition.yaml", "A small course for trials", "A course for trials"), "front"),
    ],
)
def test_a_change_is_found_in_its_part_alone(root: Path, act: Fault, place: str) -> None:
    old = edition(root)
    act(root)
    found = compare(old, edition(root), "en")
    assert [(one.place, one.what) for one in found.changes] == [(place, CHANGED)]
    assert {mark.kind for mark in found.changes[0].marks} & {ADDED, REMOVED}
    assert found.new_instruments == ()
    in_khmer = compare(old, edition(root), "km").changes
    assert in_khmer[0].marks == (), "only the English changed"


def test_added_and_removed_parts_are_shown_whole(root: Path) -> None:
    old = edition(root)
    for file in (KM, EN):
        change(file, "{#clock}", "{#hours}")(root)
    found = compare(old, edition(root), "en")
    assert [(one.place, one.what) for one in found.changes] == [
        ("m01/l1#hours", ADDED),
        ("m01/l1#clock", REMOVED),
    ]
    assert "Not later than 72 hours." in found.changes[0].marks[0].text
    assert (found.count("lesson", ADDED), found.count("lesson", REMOVED)) == (1, 1)


def test_a_changed_item_is_a_new_version_of_the_test(root: Path) -> None:
    old = edition(root)
    change(f"instruments/attitude-33/items/{item_id('A1')}.yaml", "Police help", "Officers help")(root)
    found = compare(old, edition(root), "en")
    assert found.new_instruments == ("attitude-33",)
    assert [one.place for one in found.changes] == [item_id("A1")]


def test_a_changed_law_statement_names_what_rests_on_it(root: Path) -> None:
    old = edition(root)
    change("law.yaml", "status: quoted", "status: reported")(root)
    found = compare(old, edition(root), "en")
    assert found.law == ("dcl-100",)
    touched = {one.place for one in found.changes} | set(found.resting)
    assert {"law/dcl-100", "m01/scene#e1", item_id("C1"), "m01/l1#clock", "m01/l4#clock"} <= touched
    assert "m01/scene#e4" not in touched
    assert "m01/l1#ask" not in touched


def test_marks_show_what_came_and_went_and_shorten_what_stayed() -> None:
    old = "one two " + "same " * 40 + "three four"
    new = "one too " + "same " * 40 + "three four five"
    found = marked(old, new, "en")
    assert [(mark.kind, mark.text) for mark in found if mark.kind != SAME] == [
        (REMOVED, "two"),
        (ADDED, "too"),
        (ADDED, "five"),
    ]
    assert Mark(SAME, "") in found
    assert sum(len(mark.text.split()) for mark in found) < 35
    assert marked(old, old, "en") == ()


def test_khmer_is_compared_at_the_places_to_break_and_keeps_its_spaces() -> None:
    found = marked("ត្រូវ\u200bសួរ\u200bសិន ទើប\u200bឆែក", "ត្រូវ\u200bសួរ\u200bមុន ទើប\u200bឆែក", "km")
    assert [(mark.kind, mark.text) for mark in found] == [
        (SAME, "ត្រូវសួរ"),
        (REMOVED, "សិន"),
        (ADDED, "មុន"),
        (SAME, " ទើបឆែក"),
    ]

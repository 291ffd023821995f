"""Proves that every kind of fault is found: a sound course, then one deliberate fault a kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from hrtraining.content.domain.sentences import ADVICE, SENTENCES
from hrtraining.content.freezing import instrument_version
from hrtraining.content.reading import read_course
from hrtraining.content.reading.parts import parts
from tests.curriculum.faults import (
    CHECK,
    DRAWING,
    EN,
    FAULTS,
    KM,
    RECORD,
    Fault,
    add,
    change,
    item,
)
from tests.curriculum.small_course import item_id, write_course
from tests.curriculum.small_texts import SECOND_EN


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path)


def test_small_course_is_sound(course: Path) -> None:
    found, faults = read_course(course)
    assert faults == []
    assert found is not None
    assert [module["key"] for module in found.modules] == ["m01"]


def test_course_with_two_forms_is_sound_and_another_version(course: Path, tmp_path: Path) -> None:
    plain, _ = read_course(course)
    two, faults = read_course(write_course(tmp_path / "two", form_b=True))
    assert not [one for one in faults if one.kind not in ADVICE]
    assert plain is not None
    assert two is not None
    assert instrument_version(plain.instruments[0]) != instrument_version(two.instruments[0])


def test_second_wording_is_read_like_the_first(tmp_path: Path) -> None:
    root = write_course(tmp_path / "two", form_b=True)
    change(item("A1"), SECOND_EN, "The community is not helped by 12 police")(root)
    found = {(one.kind, one.place) for one in read_course(root)[1]}
    assert ("numbers-differ", f"{item_id('A1')} · form_b") in found
    assert ("item-negation", "form_b · en") in found


def test_every_kind_of_fault_has_a_test() -> None:
    assert set(FAULTS) == set(SENTENCES)
    assert set(SENTENCES) >= ADVICE


@pytest.mark.parametrize("kind", sorted(FAULTS))
def test_fault_is_found(kind: str, course: Path) -> None:
    FAULTS[kind](course)
    _, faults = read_course(course)
    found = [one for one in faults if one.kind == kind]
    assert found, [f"{one.kind} {one.file} {one.place}" for one in faults]
    for one in found:
        assert one.file and one.km and one.en
        assert "{" not in one.en.replace("{#", "")
        assert any("\u1780" <= letter <= "\u17b3" for letter in one.km)


def test_advice_alone_does_not_stop_an_edition(course: Path) -> None:
    FAULTS["file-unused"](course)
    FAULTS["all-of-the-above"](course)
    _, faults = read_course(course)
    assert len(faults) == 2
    assert all(one.is_advice for one in faults)


def test_hash_ignores_invisible_characters_and_layout(course: Path) -> None:
    before, _ = read_course(course)
    change(RECORD, "hours: 1.5\n", "")(course)
    add(RECORD, "hours: 1.5\n")(course)
    after, _ = read_course(course)
    assert before is not None
    assert after is not None
    assert before.hash() == after.hash()
    change(KM, "មុននឹង", "មុន")(course)
    changed, _ = read_course(course)
    assert changed is not None
    assert changed.hash() != before.hash()


def test_shaming_word_may_be_shown_in_quotation_marks_only(course: Path) -> None:
    change(KM, "[[pwud]] អាចមាន", "កុំហៅគាត់ថា «ជនញៀន» គាត់អាចមាន")(course)
    change(EN, "[[pwud]] may", "Do not say “addict”, people may")(course)
    _, faults = read_course(course)
    assert faults == []
    change(KM, "«ជនញៀន»", "ជនញៀន")(course)
    _, faults = read_course(course)
    assert [one.kind for one in faults] == ["word-avoided"]


ODD: dict[str, tuple[Fault, str, str]] = {
    "a date that no calendar has": (
        change("law.yaml", "as_of: 2026-11-22", "as_of: 2026-13-45"),
        "wrong-type",
        "dcl-100",
    ),
    "numbers among words": (
        change("glossary.yaml", "variants: []", "variants: [1]"),
        "wrong-type",
        "syringe",
    ),
    "a word to avoid without a list": (
        change("glossary.yaml", 'km: ["ស៊ីរ៉ាំង"]', "km: ស៊ីរ៉ាំង"),
        "wrong-type",
        "syringe · avoid",
    ),
    "codes that are records": (
        change(item("A1"), 'favourable: ["4", "5"]', "favourable: [{a: 1}]"),
        "wrong-type",
        item_id("A1"),
    ),
    "a number for words": (change(CHECK, 'en: "Walk away now"', "en: 12"), "wrong-type", "m01-q1 · c · text"),
    "a module named twice": (change("edition.yaml", "[m01]", "[m01, m01]"), "id-twice", "modules · m01"),
    "one language": (change("edition.yaml", "[km, en]", "[km]"), "not-allowed", ""),
    "an item of no module": (change(item("A1"), "module: m01", "module: m12"), "not-allowed", item_id("A1")),
    "an approval by hand": (change("edition.yaml", "approval: null", "approval: yes"), "not-allowed", ""),
    "a tab": (change(CHECK, "  - id: m01-q2", "\t- id: m01-q2"), "yaml-broken", ""),
    "a sign that is no letter": (change(KM, "មុននឹង", "\x00"), "not-utf8", ""),
}


@pytest.mark.parametrize("what", sorted(ODD))
def test_odd_values_are_named_with_their_place(what: str, course: Path) -> None:
    act, kind, place = ODD[what]
    act(course)
    _, faults = read_course(course)
    assert [one for one in faults if one.kind == kind and one.place.startswith(place)], faults


def test_marks_and_line_ends_of_windows_do_no_harm(course: Path) -> None:
    for name in (KM, CHECK, DRAWING):
        path = course / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    _, faults = read_course(course)
    assert faults == []


def test_what_differs_between_the_languages_is_said_in_words(course: Path) -> None:
    change(EN, "- Gloves", "")(course)
    _, faults = read_course(course)
    said = next(one for one in faults if one.kind == "blocks-differ")
    assert "points" in said.en
    assert "ចំណុច" in said.km
    assert "ul" not in said.en


ASKED = """key: workshop-evaluation
title: {km: "វគ្គ", en: "Workshop"}
scale:
  "1": {km: "មួយ", en: "One"}
  "2": {km: "ពីរ", en: "Two"}
  "3": {km: "បី", en: "Three"}
  "4": {km: "បួន", en: "Four"}
  "5": {km: "ប្រាំ", en: "Five"}
questions:
  - {id: useful, km: "មានប្រយោជន៍", en: "Useful"}
modules:
  - {id: repeat, km: "រៀនម្តងទៀត", en: "Repeat", none: {km: "គ្មាន", en: "None"}}
"""
EVALUATION = "instruments/workshop-evaluation/questions.yaml"


def asked(root: Path) -> None:
    (root / EVALUATION).parent.mkdir(parents=True)
    (root / EVALUATION).write_text(ASKED, encoding="utf-8")


def test_questions_about_the_workshop_belong_to_the_edition(course: Path) -> None:
    before, _ = read_course(course)
    asked(course)
    after, faults = read_course(course)
    assert faults == []
    assert before is not None
    assert after is not None
    assert before.evaluation is None
    assert after.evaluation is not None
    assert before.hash() != after.hash()
    assert EVALUATION in {part.file for part in parts(after)}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('  "3": {km: "បី", en: "Three"}\n', "", "key-missing"),
        ('  "5": {km: "ប្រាំ", en: "Five"}\n', '  "5": {km: "ប្រាំ"}\n', "language-missing"),
        ('  "1": {km', '  "0": {km: "សូន្យ", en: "None"}\n  "1": {km', "key-unknown"),
        ("{id: repeat,", "{id: useful,", "id-twice"),
        ("{id: useful,", "{id: none,", "id-twice"),
        (', en: "Useful"}', "}", "key-missing"),
        ("modules:\n", "modules: []\nothers:\n", "key-unknown"),
        ('none: {km: "គ្មាន", en: "None"}', 'none: "None"', "wrong-type"),
    ],
)
def test_fault_in_the_questions_about_the_workshop_is_found(
    course: Path, old: str, new: str, kind: str
) -> None:
    asked(course)
    change(EVALUATION, old, new)(course)
    found, faults = read_course(course)
    assert kind in {one.kind for one in faults}
    assert found is not None
    assert found.evaluation is None

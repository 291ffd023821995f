"""Proves that `--strict` finds each thing a finished course lacks: a finished course, then one lack a kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hrtraining.content.domain.demands import DEMANDS
from hrtraining.content.domain.sentences import SENTENCES
from hrtraining.content.reading import read_course
from hrtraining.content.reading.thorough import advice
from tests.curriculum.faults import Fault, add, both, change, remove
from tests.curriculum.finished_course import EN, KM, write_finished_course
from tests.curriculum.small_course import MODULE, item_id

CHECK = f"{MODULE}/check.yaml"
SCENE = f"{MODULE}/scene.yaml"
RECORD = f"{MODULE}/module.yaml"
TRAINER_EN = f"{MODULE}/trainer.en.md"


def item(name: str) -> str:
    return f"instruments/attitude-33/items/{item_id(name)}.yaml"


def every(pattern: str, new: str, *files: str) -> Fault:
    """Replace every match; a test that changes nothing would prove nothing."""

    def act(root: Path) -> None:
        for file in files:
            text = (root / file).read_text(encoding="utf-8")
            changed, times = re.subn(pattern, new, text, flags=re.DOTALL)
            assert times, f"{file} has no {pattern!r}"
            (root / file).write_text(changed, encoding="utf-8")

    return act


def both_files(old: str, new: str) -> Fault:
    return both(change(KM, old, new), change(EN, old, new))


LESSONS = [f"{MODULE}/0{number}-ask.{lang}.md" for number in range(1, 5) for lang in ("km", "en")]
NO_DRAWING = r"::: drawing.*?:::\n"

LACKS: dict[str, Fault] = {
    # knowledge checks
    "bank-small": every(r"  - id: m01-q15\n.*?(?=  - id: m01-q16)", "", CHECK),
    "draw-size": change(CHECK, "draw: 10", "draw: 6"),
    "objective-few-questions": every(
        r"(m01-q(?:3|7|11)\n    kind: single\n    objective: )m01-o4", r"\1m01-o3", CHECK
    ),
    "bank-one-kind": every(r"kind: ordering", "kind: single", CHECK),
    "double-negative": change(CHECK, "What comes first, time 1?", "Is it not true that nobody asks, time 1?"),
    "stem-asks-twice": change(CHECK, "What comes first, time 1?", "What comes first, time 1? And why?"),
    "stem-claims-twice": both(
        change(CHECK, "kind: single", "kind: truefalse"),
        change(CHECK, "What comes first, time 1?", "Gloves stop blood, but needles go through, time 1."),
    ),
    "option-points": change(CHECK, "Walk away now", "None of these"),
    "option-same": change(CHECK, "Walk away now", "Reach in at once"),
    "question-unsourced": both(
        change(CHECK, "A needle may prick you.", "A needle pricks 45% of them."),
        change(CHECK, "    sources: [niosh]\n", ""),
    ),
    # lessons
    "lesson-words": add(EN, "\nword " * 300),
    "lesson-time": change(RECORD, "minutes: 5", "minutes: 12"),
    "lesson-no-figure": every(NO_DRAWING, "", KM, EN),
    "lesson-unsourced": every(r" \[@niosh\]|\[law:dcl-100\]", "", KM, EN),
    "lesson-no-duty": both_files("::: duty", "::: caution"),
    "module-no-drawing": every(NO_DRAWING, "", *LESSONS),
    "objective-count": every(r"  - \{id: m01-o4.*?\n", "", RECORD),
    "lesson-count": every(r"  - \{key: l4.*?\n", "", RECORD),
    "number-unsourced": change(EN, "Not later than 72 hours.", "In 2020 it was 8.5%."),
    "number-undated": change(EN, "Not later than 72 hours.", "It was 8.5% [@niosh]."),
    "figures-undated": change(EN, " (2022)", ""),
    "quotation-long": change(EN, "Not later than 72 hours.", f'"{"so " * 30}" [@niosh].'),
    "quotation-open": change(EN, "Not later than", '"Not later than'),
    "sentence-long": change(EN, "Not later than", "Not later " * 25),
    "khmer-passive": change(KM, "កុំឱ្យហួស", "គាត់ត្រូវបានឆែកដោយនគរបាល។ កុំឱ្យហួស"),
    "latin-in-khmer": change(KM, "កុំឱ្យហួស", "កុំឱ្យហួស deadline"),
    # words
    "word-shames": change(EN, "Ask before you search", "Ask the thug before you search"),
    "word-shames-quoted": change(EN, "Ask before you search", 'Do not say "thug" before you search'),
    "term-twice": both_files("[[pwud]]", "[[pwud]] [[pwud]]"),
    "term-unexplained": both_files("[[pwud]]", "[[syringe]]"),
    "terms-differ": change(EN, "[[pwud]]", "People"),
    "glossary-small": every(r"- id: word-1\n.*", "", "glossary.yaml"),
    # scenes
    "scene-short": every(
        r'en: "Put the needle in"\}, to: s5(.*?)  - id: s5\n.*?(?=  - id: e4)',
        r'en: "Put the needle in"}, to: e4\1',
        SCENE,
    ),
    "scene-few-endings": both(
        every(r"  - id: e4\n.*", "", SCENE),
        change(SCENE, 'en: "Walk off"}, to: e4', 'en: "Walk off"}, to: e2'),
    ),
    "scene-one-sided": every("ending: poor", "ending: mixed", SCENE),
    "objective-not-in-scene": change(SCENE, "m01-o3, m01-o4]", "m01-o3]"),
    "ending-unfounded": every(r"    law: \[dcl-100\]\n    sources: \[niosh\]\n", "", SCENE),
    # trainers, hours, the whole
    "academy-missing": change(RECORD, "academy_hours: 36\n", ""),
    "hours-wrong": change(RECORD, "academy_hours: 36", "academy_hours: 35"),
    "timing-wrong": change(TRAINER_EN, "| 500 |", "| 400 |"),
    "trainer-no-academy": change(TRAINER_EN, "{#academy}", "{#academic}"),
    "objection-weightless": change(TRAINER_EN, " Strength of evidence: moderate.", ""),
    "handout-missing": both(remove(f"{MODULE}/handout.km.md"), remove(f"{MODULE}/handout.en.md")),
    "law-unnamed": change(EN, "Not later than 72 hours.", "Article 53 says so."),
    "law-unguided": every(r"  safe_km: .*?  ask_km", "  ask_km", "law.yaml"),
    # objections
    "objections-few": every(r"- id: objection-9\n.*", "", "objections.yaml"),
    "objection-unanswered": change("objections.yaml", 'lessons: ["m01/l1#ask"]', "lessons: []"),
    "objection-not-carried": change("objections.yaml", "  questions: [m01-q1]\n  items: [i01]\n", ""),
    "place-unknown": change("objections.yaml", "m01/l1#ask", "m01/l1#gone"),
    # instrument
    "parallel-unknown": add(item("A1"), "parallel: i99\n"),
    "parallel-one-sided": add(item("A1"), f"parallel: {item_id('A2')}\n"),
    "parallel-apart": both(
        add(item("A1"), f"parallel: {item_id('C1')}\n"), add(item("C1"), f"parallel: {item_id('A1')}\n")
    ),
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_finished_course(tmp_path)


def kinds(root: Path) -> list[str]:
    """The kinds of everything that `--strict` counts."""
    course, faults = read_course(root)
    assert course is not None
    return [one.kind for one in [*faults, *advice(course)]]


def test_finished_course_lacks_nothing(course: Path) -> None:
    assert kinds(course) == []


def test_every_demand_has_a_test_and_no_kind_two_sentences() -> None:
    assert set(LACKS) == set(DEMANDS)
    assert not set(DEMANDS) & set(SENTENCES)
    assert len(DEMANDS) + len(SENTENCES) >= 25


@pytest.mark.parametrize("kind", sorted(LACKS))
def test_lack_is_found(kind: str, course: Path) -> None:
    LACKS[kind](course)
    found, faults = read_course(course)
    assert found is not None
    of_kind = [one for one in advice(found) if one.kind == kind]
    assert of_kind, [f"{one.kind} {one.file} {one.place}" for one in [*faults, *advice(found)]]
    for one in of_kind:
        assert one.is_advice
        assert one.file
        assert "{" not in one.en.replace("{#", "")
        assert any("\u1780" <= letter <= "\u17b3" for letter in one.km)


SOUND: dict[str, Fault] = {
    "a number spoken of again": change(EN, "Not later than 72 hours.", "So 45% is nearly half."),
    "a share counted of a hundred": change(EN, "Not later than 72 hours.", "Think of 100 officers."),
    "an article": change(EN, "Not later than 72 hours.", "Read article 100, and ask."),
    "minutes": change(EN, "Not later than 72 hours.", "It lasts 150 minutes."),
    "without as manner": change(
        CHECK, "What comes first, time 1?", "Without gloves, what is not safe, time 1?"
    ),
    "letters given in brackets": change(KM, "កុំឱ្យហួស", "ត្រូវយក PEP ឱ្យទាន់"),
    "a shaming word quoted where it may be": add(f"{MODULE}/handout.en.md", '\nDo not say "thug".\n'),
    "speech in a box": change(EN, "Not later than 72 hours.", f'::: say\n"{"Please wait. " * 14}"\n:::\n'),
}


@pytest.mark.parametrize("what", sorted(SOUND))
def test_what_is_sound_is_not_found(what: str, course: Path) -> None:
    SOUND[what](course)
    found, _ = read_course(course)
    assert found is not None
    assert [f"{one.kind} {one.file} {one.place} {one.en}" for one in advice(found)] == []

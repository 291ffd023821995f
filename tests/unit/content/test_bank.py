"""Proves how the questions of a try are drawn, mixed and put on paper."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hrtraining.content.domain import Check, Option, Question, bank
from hrtraining.core.i18n import Text


def text(words: str) -> Text:
    return Text(f"ខ្មែរ {words}", words)


def question(name: str, kind: str = "single", objective: str = "o1", options: str = "abc") -> Question:
    return Question(
        id=name,
        kind=kind,
        objective=objective,
        stem=text(name),
        options=tuple(
            Option(
                key,
                text(f"{name}{key}"),
                text("why"),
                kind in ("single", "multiple") and key == "b",
                text(f"partner {key}") if kind == "matching" else None,
            )
            for key in ("" if kind == "reflection" else options)
        ),
        sources=(),
        law=(),
        model=text("model") if kind == "reflection" else None,
    )


CHECK = Check(
    80,
    (
        question("q0", "reflection"),
        *(question(f"q{at}", objective=f"o{at % 4}") for at in range(1, 17)),
        question("q17", "ordering", "o5"),
        question("q18", "matching", "o5"),
    ),
    draw=8,
)


@given(st.text(max_size=20))
def test_a_try_has_so_many_questions_every_objective_and_the_order_of_the_bank(seed: str) -> None:
    drawn = bank.draw(CHECK, seed)
    scored = [one for one in drawn if one.is_scored]
    assert len(scored) == 8
    assert drawn[-1].kind == "reflection"
    assert {one.objective for one in scored} == {one.objective for one in CHECK.scored}
    places = [CHECK.questions.index(one) for one in scored]
    assert places == sorted(places)
    assert bank.draw(CHECK, seed) == drawn


def test_tries_differ_and_no_question_is_left_out_for_ever() -> None:
    draws = [bank.draw(CHECK, f"7/m01/{number}") for number in range(1, 41)]
    assert len(set(draws)) > 30
    seen = Counter(one.id for drawn in draws for one in drawn)
    assert set(seen) == {one.id for one in CHECK.questions}


@given(st.text(max_size=20))
def test_an_ordering_is_never_shown_in_its_right_order(seed: str) -> None:
    for kind in ("ordering", "matching"):
        one = question("q", kind)
        assert bank.mixed(one, seed) != one.options
        assert set(bank.mixed(one, seed)) == set(one.options)
    assert bank.mixed(CHECK.questions[1], seed) == CHECK.questions[1].options


def test_right_answers_have_one_form_a_kind() -> None:
    assert question("q").right_answer == ("b",)
    assert question("q", "ordering").right_answer == ("a", "b", "c")
    assert question("q", "matching").right_answer == ("a:a", "b:b", "c:c")
    assert question("q", "reflection").right_answer == ()


def test_paper_letters_the_lines_and_tells_the_marker_the_answer() -> None:
    assert bank.on_paper(question("q"), "s").answer == Text("ខ", "b")
    ordered = bank.on_paper(question("q", "ordering"), "s")
    lines = {letter.en: words.en for letter, words in ordered.lines}
    assert [lines[letter] for letter in ordered.answer.en.split()] == ["qa", "qb", "qc"]
    matched = bank.on_paper(question("q", "matching"), "s")
    partners = dict(matched.partners)
    pairs = {pair[0]: partners[int(pair[1:])].en for pair in matched.answer.en.split()}
    assert pairs == {"a": "partner a", "b": "partner b", "c": "partner c"}
    assert bank.on_paper(question("q", "reflection"), "s").answer.en == "model"

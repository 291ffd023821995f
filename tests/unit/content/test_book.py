"""Proves how books are dealt to pages, how scenes are numbered, and what the index names."""

from __future__ import annotations

import pytest

from hrtraining.content.book import scenes
from hrtraining.content.book.indexing import MOST_PAGES, index_of
from hrtraining.content.book.paging import MARGIN, PAGE_HEIGHT, TooLong, deal
from hrtraining.content.book.rows import Row
from hrtraining.content.domain import Choice, Node, Scene, Term, Text

HALF = PAGE_HEIGHT / 2


def row(name: str, *, keeps: bool = False, starts: bool = False) -> Row:
    return Row(name, "block", keeps_next=keeps, starts_page=starts)


def test_a_heading_goes_to_the_page_of_what_follows() -> None:
    rows = [row("a"), row("head", keeps=True), row("b"), row("c")]
    pages = deal(rows, {"a": HALF, "head": 50.0, "b": HALF, "c": 10.0})
    assert [[one.id for one in page] for page in pages] == [["a"], ["head", "b", "c"]]
    assert pages[1][0].top == MARGIN
    assert pages[1][1].top == MARGIN + 50.0


def test_a_part_begins_a_page() -> None:
    pages = deal([row("a"), row("b", starts=True)], {"a": 1.0, "b": 1.0})
    assert [[one.id for one in page] for page in pages] == [["a"], ["b"]]


def test_nothing_longer_than_a_page_is_cut_silently() -> None:
    with pytest.raises(TooLong, match="long"):
        deal([row("long")], {"long": PAGE_HEIGHT + 1})


def scene() -> Scene:
    def choice(key: str, to: str, note: str | None = None) -> Choice:
        return Choice(key, Text(key, key), to, Text(note, note) if note else None)

    def node(name: str, *choices: Choice) -> Node:
        return Node(name, Text(name, name), choices, None)

    nodes = [
        node("s1", choice("a", "s2"), choice("b", "s3", "slow")),
        node("s2", choice("a", "s3")),
        node("s3"),
    ]
    return Scene(Text("t", "t"), Text("i", "i"), "s1", {one.id: one for one in nodes})


def test_a_scene_on_paper_leads_where_the_screen_leads() -> None:
    moments = scenes.on_paper(scene(), "m02")
    assert [one.number for one in moments] == [1, 2, 3]
    assert moments[0].node.id == "s1"
    by_number = {one.number: one.node.id for one in moments}
    for moment in moments:
        assert [by_number[jump] for jump in moment.jumps] == [choice.to for choice in moment.node.choices]
    told = {(one.node.id, arrival.number, arrival.letter) for one in moments for arrival in one.arrivals}
    assert told == {("s3", 1, 1)}, "what is said of a choice stands where it leads"
    assert scenes.on_paper(scene(), "m02") == moments, "always in the same order"


def term(km: str, en: str) -> Term:
    return Term("x", km, en, (), None, "", "attested")


def test_the_index_names_whole_words_on_their_pages() -> None:
    texts = {3: "នេះ\u200bម្ជុល\u200bស្អាត ។", 4: "ម្ជុល\u200bនិង\u200bសឺរ៉ាំង", 7: "ម្ជុលៗ", 9: "មេរោគ"}
    assert index_of([term("ម្ជុល", "needle")], texts, "km") == [("ម្ជុល", "៣–៤, ៧")]
    assert index_of([term("-", "needle (sharp)")], {2: "Needles, a\nneedle", 3: "needless"}, "en") == [
        ("needle (sharp)", "2")
    ]
    assert index_of([term("-", "rare")], {1: "nothing"}, "en") == []


def test_a_word_that_stands_everywhere_names_the_pages_that_use_it_most() -> None:
    texts = {page: "needle " * (1 + page % 2) for page in range(1, 60, 2)} | {2: "needle " * 9}
    ((_word, pages),) = index_of([term("-", "needle")], texts, "en")
    assert pages.startswith("1–3")
    assert pages.count(",") < MOST_PAGES


def test_rows_of_a_galley_are_of_this_kind_of_book() -> None:
    from hrtraining.content.book.rows import rows_for

    rows = [Row("a", "block"), Row("b", "block", only="trainer")]
    assert [one.id for one in rows_for(rows, "cadet")] == ["a"]
    assert [one.id for one in rows_for(rows, "trainer")] == ["a", "b"]

"""Proves that explained words are linked once a section, at the borders of words, and nowhere they disturb."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from hrtraining.content.domain import Edition, Term
from hrtraining.content.domain.frozen import edition_of
from hrtraining.content.freezing import body_of
from hrtraining.content.pages.glossary import glossary_page
from hrtraining.content.reading import read_course
from hrtraining.content.terms import with_terms
from hrtraining.core.i18n import Text
from hrtraining.core.khmer.sorting import sort_key
from tests.curriculum.small_course import write_course

PEP = Term("pep", "ឱសថបង្ការ", "PEP", (), Text("ឱសថ", "A medicine."), "x", "attested")
NSP = Term("nsp", "កម្មវិធីម្ជុល", "needle programme", ("កម្មវិធី",), Text("សេវា", "A service."), "x", "proposed")
BARE = Term("bare", "ពិល", "torch", (), None, "x", "attested")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    course, _ = read_course(write_course(tmp_path_factory.mktemp("course")))
    assert course is not None
    made = edition_of(
        body_of(course, lambda text, _terms: text), edition_id=1, content_hash="t" * 64, is_approved=False
    )
    return replace(made, glossary=(PEP, NSP, BARE))


def links(html: str) -> list[str]:
    return re.findall(r'<a class="term" href="/glossary#term-([a-z]+)">', html)


def test_first_mention_is_linked_once(edition: Edition) -> None:
    html = with_terms(edition, "<p>Take PEP. PEP helps. A torch.</p><p>pep</p>", "en")
    assert links(html) == ["pep"]
    assert '<a class="term" href="/glossary#term-pep">PEP</a>. PEP helps.' in html


def test_english_plural_is_a_mention(edition: Edition) -> None:
    assert links(with_terms(edition, "<p>Needle programmes help.</p>", "en")) == ["nsp"]


def test_a_part_of_a_word_is_no_mention(edition: Edition) -> None:
    assert links(with_terms(edition, "<p>PEPPER, pre-PEP, PEP-like</p>", "en")) == []
    assert links(with_terms(edition, "<p>ឱសថបង្ការ\u200bក្រោយ</p>", "km")) == ["pep"]
    assert links(with_terms(edition, "<p>ឱសថបង្ការក្រោយ</p>", "km")) == [], "no border after the word"
    assert links(with_terms(edition, "<p>ពីឱសថបង្ការ</p>", "km")) == []


def test_a_word_with_places_to_break_is_found_whole_and_the_longer_word_wins(edition: Edition) -> None:
    html = with_terms(edition, "<p>មាន\u200bកម្មវិធី\u200bម្ជុល។ កម្មវិធី\u200bនេះ</p>", "km")
    assert links(html) == ["nsp"]
    assert ">កម្មវិធី\u200bម្ជុល</a>" in html


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/about#source-x">PEP</a></p>',
        "<h3>PEP</h3>",
        '<aside class="law law-reported"><p>PEP</p></aside>',
        '<figure class="picture"><svg><path d="M0"/></svg><div>PEP</div></figure>',
        "<table><tr><th>PEP</th></tr></table>",
        '<div class="box"><p class="box-title">PEP</p></div>',
        '<p title="PEP">x</p>',
    ],
)
def test_no_link_where_it_would_disturb(edition: Edition, html: str) -> None:
    assert with_terms(edition, html, "en") == html


def test_text_after_a_closed_place_is_linked_again(edition: Edition) -> None:
    html = '<figure><svg><path d="M0"/></svg>PEP<br></figure><p>PEP</p>'
    assert with_terms(edition, html, "en").endswith('href="/glossary#term-pep">PEP</a></p>')


def test_glossary_is_in_dictionary_order_under_letters(edition: Edition) -> None:
    khmer = [term.word for letter in glossary_page(edition, "km") for term in letter.terms]
    assert khmer == sorted(khmer, key=sort_key)
    english = glossary_page(edition, "en")
    assert [letter.name for letter in english] == ["N", "P", "T"]
    assert english[1].terms[0].other == "ឱសថបង្ការ"


def test_order_of_letters_has_no_letter_twice() -> None:
    root = Path(__file__).resolve().parents[3] / "curriculum"
    course, _ = read_course(root)
    assert course is not None
    body = body_of(course, lambda text, _terms: text)
    whole = edition_of(body, edition_id=1, content_hash="w" * 64, is_approved=False)
    for lang in ("km", "en"):
        names = [letter.name for letter in glossary_page(whole, lang)]
        assert len(names) == len(set(names))

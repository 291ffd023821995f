"""Proves that texts become safe HTML with source marks and law cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hrtraining.content.domain import LawStatement, Source, Term
from hrtraining.content.rendering import Setting, clean, html_of, source_label
from hrtraining.core.i18n import Text

NIOSH = Source(
    "niosh", "NIOSH", None, 2022, "NIOSH", None, "guideline", "primary", Text("ណែនាំ", "Guide <1>"), "NIOSH"
)
LAW = LawStatement(
    id="dcl-100",
    article="100",
    text=Text("រដ្ឋត្រូវធានា។", "The State shall ensure."),
    source="niosh",
    status="quoted",
    as_of="2026-11-22",
    note=Text("សួរអ្នកច្បាប់។", "Ask the lawyer."),
    is_scored=True,
    text_hash="x",
)
PEP = Term("pep", "ឱសថបង្ការ", "PEP", (), Text("ន័យ", "Meaning"), "P", "proposed")


def setting(law: LawStatement = LAW) -> Setting:
    return Setting(
        {"niosh": NIOSH}, {"dcl-100": law}, {"pep": PEP}, lambda text: text.replace("ត្រូវ", "\u200bត្រូវ")
    )


def test_citation_becomes_a_mark_with_the_year_in_the_digits_of_the_language() -> None:
    assert source_label(NIOSH, "km") == "NIOSH ២០២២"
    html = html_of("Ask [@niosh].", setting(), "en")
    assert (
        '<span class="cite">[<a href="/about#source-niosh" title="Guide &lt;1&gt;">NIOSH 2022</a>]</span>.'
        in html
    )


def test_law_line_becomes_a_card_that_says_it_awaits_review() -> None:
    html = html_of("[law:dcl-100]", setting(), "en")
    assert html.startswith('<aside class="law law-quoted">')
    assert "Article 100" in html
    assert "Awaiting legal review" in html
    assert "<p>" in html and "The State shall ensure." in html
    assert "Ask the lawyer." in html


def test_law_card_says_what_may_be_concluded_and_what_to_ask() -> None:
    asked = replace(LAW, note=None, safe=Text("សុវត្ថិភាព", "A safe end."), ask=Text("សំណួរ", "A question."))
    html = html_of("[law:dcl-100]", setting(asked), "en")
    assert '<p class="law-safe"><strong>You may conclude:</strong> A safe end.</p>' in html
    assert "<p><strong>To ask the legal reviewer:</strong> A question.</p></details>" in html


def test_verified_statement_no_longer_awaits_review() -> None:
    html = html_of("[law:dcl-100]", setting(replace(LAW, status="verified", note=None)), "km")
    assert "រង់ចាំ" not in html
    assert "មាត្រា ១០០" in html


def test_breaks_go_into_khmer_words_and_not_into_attributes_or_english() -> None:
    assert "\u200bត្រូវ" in html_of("រដ្ឋត្រូវ", setting(), "km")
    assert "\u200b" not in html_of("ត្រូវ", setting(), "en")
    assert "\u200b" not in html_of("[@niosh]", setting(), "km")


def test_boxes_lists_and_tables_render() -> None:
    html = html_of("::: key\nAsk.\n:::\n\n1. a\n2. b\n\n| x | y |\n|---|---|\n| 1 | 2 |", setting(), "en")
    assert '<div class="box box-key"><p class="box-title">Key message</p>' in html
    assert "<ol>" in html
    assert '<div class="table-box"><table>' in html


def test_term_becomes_its_rendering_with_the_meaning() -> None:
    assert html_of("[[pep]]", setting(), "km") == '<p><dfn class="term" title="ន័យ">ឱសថបង្ការ</dfn></p>\n'


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://a/b)",
        '<p style="x" onclick="y">z</p>',
    ],
)
def test_nothing_dangerous_gets_through(attack: str) -> None:
    html = html_of(attack, setting(), "en")
    assert "<script" not in html
    assert "href" not in html
    assert "<img" not in html
    assert "<p style" not in html
    assert "onclick=" not in clean('<p onclick="y" style="x">z</p>')

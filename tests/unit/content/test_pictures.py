"""Proves how pictures are read from a text and turned into HTML."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hrtraining.content.domain import drawing, pictures, prose
from hrtraining.content.rendering import Setting, html_of

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">
<!-- a box -->
<g transform="translate(4 4)"><path class="ink thick" d="M0 0 L8 8"/></g>
<rect class="ink soft" x="200" y="80" width="80" height="100"/>
<rect data-label="box" x="180" y="20" width="120" height="44"/>
</svg>"""
DRAWN = "::: drawing pic\nA box **stands** there.\n\n- box: Hard box\n:::"
FLOW = "::: flow\n1. Ask\n2. A needle?\n   - yes: thank\n   - no: go on\n3. Search\n:::"
BARS = "::: bars\nPer cent, 2022\n\n| Who | % |\n|---|---|\n| Patrol | 8.5 |\n| Office | 0.5 |\n:::"
COMPARE = '::: compare\n| Say | Do not |\n|---|---|\n| "A" | <b>B |\n:::'


def setting() -> Setting:
    made, faults = drawing.parse(SVG)
    assert faults == []
    return Setting({}, {}, {}, lambda text: text, {"pic": made})


def html(text: str, lang: str = "en") -> str:
    return html_of(text, setting(), lang)


def one(text: str) -> pictures.Picture:
    ((kind, name, body),) = pictures.split(text)
    picture, faults = pictures.parse(kind, name, body)
    assert faults == []
    return picture


def test_a_label_lies_in_its_box_and_the_drawing_has_no_text() -> None:
    shown = html(DRAWN)
    assert '<li class="xx4 x5 mm2 m1 ww3 w0">Hard box</li>' in shown, (
        "left 180, middle 42, width 120, in steps of 4"
    )
    assert 'viewBox="0 0 320 200" aria-hidden="true"' in shown
    svg = shown[shown.index("<svg") : shown.index("</svg>")]
    assert "data-label" not in svg
    assert "Hard" not in svg
    assert 'class="ink thick"' in svg
    assert 'stroke-width="4"' in svg, "how it looks where no style sheet reaches it"
    assert "style=" not in shown
    assert "<figcaption>A box <strong>stands</strong> there.</figcaption>" in shown


def test_a_flow_forks_at_a_question() -> None:
    shown = html(FLOW)
    assert shown.count("<li") == 5
    assert '<li class="asks"><p>A needle?</p><ul class="ways">' in shown
    assert '<span class="way">yes</span> thank' in shown


def test_bars_have_lengths_of_a_hundred_and_numbers_beside_them() -> None:
    picture = one(BARS)
    assert [bar.value for bar in picture.bars] == [Decimal("8.5"), Decimal("0.5")]
    assert picture.is_share
    assert 'width="8.5"' in html(BARS)
    assert '<td class="num">8.5%</td>' in html(BARS)


def test_bars_of_counts_are_as_long_as_their_share_of_the_greatest() -> None:
    counts = BARS.replace("Per cent, 2022", "People, 2022").replace("| % |", "| People |")
    assert not one(counts).is_share
    shown = html(counts.replace("8.5", "4,136").replace("0.5", "1,034"))
    assert 'width="100.0"' in shown
    assert 'width="25.0"' in shown
    assert '<td class="num">4,136</td>' in shown


def test_so_many_of_a_hundred_is_a_share() -> None:
    of_100 = BARS.replace("Per cent, 2022", "Of 100 people, 2022").replace("| % |", "| People |")
    assert one(of_100).is_share
    assert '<td class="num">8.5</td>' in html(of_100)


def test_compared_cells_carry_their_heading_for_a_phone_and_no_markup() -> None:
    shown = html(COMPARE)
    assert '<td data-label="Say">“A”</td>' in shown
    assert '<td data-label="Do not">&lt;b&gt;B</td>' in shown


def test_text_around_pictures_and_worked_examples_are_rendered() -> None:
    shown = html(f"Before.\n\n{FLOW}\n\nBetween.\n\n::: example\nA man stops.\n:::\n\n::: key\nAsk.\n:::")
    places = [shown.index(part) for part in ("Before", "flow", "Between", "box-example", "box-key")]
    assert places == sorted(places)


def test_what_is_alike_in_both_languages_is_compared() -> None:
    km = prose.parse(f"## ក {{#a}}\n\n{BARS.replace('8.5', '៨,៥').replace('0.5', '០,៥')}\n").sections[0]
    en = prose.parse(f"## A {{#a}}\n\n{BARS}\n").sections[0]
    assert km.blocks == en.blocks == ("[bars", "p", "bar 8.5", "bar 0.5", "]")
    assert one(DRAWN).blocks == ("[drawing pic", "label box", "]")
    assert one(FLOW).blocks == ("[flow", "step", "step+2", "step", "]")


def test_names_of_boxes_and_labels_are_no_words_of_the_text() -> None:
    section = prose.parse(f"## A {{#a}}\n\n{DRAWN}\n\n::: key\nAsk.\n:::\n").sections[0]
    assert prose.words(section.text) == len(["A", "A", "box", "stands", "there", "Hard", "box", "Ask"])


@pytest.mark.parametrize(
    "svg",
    [
        SVG.replace("<path", "<script/><path"),
        SVG.replace('d="M0 0 L8 8"', 'd="M0 0 L8 8" onload="x"'),
        SVG.replace('d="M0 0 L8 8"', 'd="url(#x)"'),
        SVG.replace('class="ink soft"', 'style="fill:red"'),
        SVG.replace("</g>", ""),
        SVG.replace("</g>", "text</g>"),
        SVG.replace('viewBox="0 0 320 200"', 'viewBox="0 0 320 200" onload="x"'),
        "<p>no drawing</p>",
    ],
)
def test_a_drawing_with_more_than_plain_shapes_is_refused(svg: str) -> None:
    assert {"drawing-markup", "drawing-broken"} & {kind for kind, _ in drawing.parse(svg)[1]}

"""Proves that texts come apart at their top-level elements, alike in both languages, and fill screens."""

from __future__ import annotations

from hrtraining.content.domain import Text
from hrtraining.content.domain.fragments import LINES, joined, paired_blocks, screens, top_blocks


def test_top_blocks_keep_what_is_inside_together() -> None:
    html = "<p>a <b>b</b><br>c</p>\n<ul><li><p>x</p></li></ul>\n<figure><svg><path d='M0'/></svg></figure>\n"
    assert top_blocks(html) == [
        "<p>a <b>b</b><br>c</p>",
        "<ul><li><p>x</p></li></ul>",
        "<figure><svg><path d='M0'/></svg></figure>",
    ]


def test_texts_built_differently_stay_whole() -> None:
    text = Text("<p>ក</p><p>ខ</p>", "<p>a</p>")
    assert paired_blocks(text) == [text]
    assert paired_blocks(Text("<p>ក</p>", "<p>a</p>")) == [Text("<p>ក</p>", "<p>a</p>")]


def test_screens_are_filled_alike_and_a_figure_stands_alone() -> None:
    line = "<p>" + "word " * 13 + "</p>"
    many = int(LINES * 2)
    shown = screens(Text(line * many + "<figure></figure>" + line, line * many + "<figure></figure>" + line))
    assert [len(one) for one in shown[-2:]] == [1, 1]
    assert shown[-2][0].en == "<figure></figure>"
    assert 2 <= len(shown) - 2 <= many
    whole = "".join(joined(one, "en") for one in shown).replace("\n", "")
    assert whole == line * many + "<figure></figure>" + line, "nothing is lost"

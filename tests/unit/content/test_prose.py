"""Proves how a lesson file is taken apart."""

from __future__ import annotations

from hrtraining.content.domain import prose

LESSON = """\
## Ask first {#ask}

A paragraph
on two lines [@a; @b].

1. one
2. two

- x
  goes on
- y

::: say
"Words"
:::

## Clock {#clock}

[law:dcl-100]

| a | b |
|---|---|
| 1 | 2 |
"""


def test_sections_blocks_and_marks_are_read() -> None:
    ask, clock = prose.parse(LESSON).sections
    assert (ask.id, ask.heading) == ("ask", "Ask first")
    assert ask.blocks == ("p", "ol 2", "ul 2", "[say", "p", "]")
    assert ask.citations == ("a", "b")
    assert clock.blocks == ("law", "table 2x2")
    assert clock.laws == ("dcl-100",)
    assert prose.parse(LESSON).faults == ()


def test_a_box_left_open_and_a_heading_without_id_are_noted() -> None:
    kinds = {kind for kind, _, _ in prose.parse("## Heading\n\n::: key\nx\n").faults}
    assert kinds == {"box-open", "heading-id-missing"}


def test_html_links_and_images_are_noted() -> None:
    for text in ("<b>x</b>", "[x](https://example.org)", "![x](y.png)", "https://example.org"):
        kinds = {kind for kind, _, _ in prose.parse(f"## H {{#h}}\n\n{text}\n").faults}
        assert kinds == {"markup-forbidden"}, text


def test_words_do_not_count_citations() -> None:
    assert prose.words("Ask before you search [@niosh-2022-154].") == 4

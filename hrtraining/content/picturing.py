"""Turns the pictures of a text into HTML: text-free SVG with its labels beside it, flows, bars, comparisons."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from html import escape

from hrtraining.content.domain.drawing import STEP, Drawing, Element, Place
from hrtraining.content.domain.pictures import Bar, Picture, Step

Inline = Callable[[str], str]
"""Markdown of one line as HTML, with line breaks and source marks."""

_LOOKS = {
    "ink": {"fill": "none", "stroke": "#18222f", "stroke-width": "2"},
    "line": {"fill": "none", "stroke": "#18222f", "stroke-width": "1"},
    "dash": {"fill": "none", "stroke": "#18222f", "stroke-width": "2", "stroke-dasharray": "5 4"},
    "paper": {"fill": "#ffffff"},
    "soft": {"fill": "#e7eef7"},
    "mid": {"fill": "#a9b7ca"},
    "deep": {"fill": "#17345c"},
    "warm": {"fill": "#f0cf8e"},
    "alert": {"fill": "#d98a76"},
    "thick": {"stroke-width": "4"},
}
"""How a class looks where no style sheet reaches the drawing: WeasyPrint styles no SVG inside a page."""

_ATTRIBUTES = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
)
LOOKS = frozenset(_ATTRIBUTES)


def _look(classes: str) -> dict[str, str]:
    look: dict[str, str] = {}
    for name in _LOOKS:
        if name in classes.split():
            look |= _LOOKS[name]
    if "stroke" not in look and "thick" in classes.split():
        look |= {"stroke": "#18222f"} | ({} if "fill" in look else {"fill": "none"})
    return look


def _tag(element: Element) -> str:
    if element.closes:
        return f"</{element.name}>"
    given = dict(element.attributes)
    look = _look(given.get("class", ""))
    if element.name != "g" and "stroke" in look and "stroke-linecap" not in given:
        look |= {"stroke-linecap": "round", "stroke-linejoin": "round"}
    written = "".join(f' {name}="{escape(value)}"' for name, value in (look | given).items())
    return f"<{element.name}{written}{'/' if element.is_empty else ''}>"


def _where(place: Place) -> str:
    """The classes that put a label into its box: left edge, middle line, width, in tens and ones of the grid.

    The middle line is counted in half steps.
    """
    sizes = {"x": place.x // STEP, "m": (2 * place.y + place.height) // STEP, "w": place.width // STEP}
    return " ".join(f"{name}{name}{size // 10} {name}{size % 10}" for name, size in sizes.items())


def _drawing(picture: Picture, made: Drawing, inline: Inline) -> str:
    tags = "".join(_tag(element) for element in made.elements)
    words = dict(picture.labels)
    labels = "".join(f'<li class="{_where(place)}">{inline(words[place.name])}</li>' for place in made.places)
    return (
        f'<figure class="picture drawing"><div class="drawn">'
        f'<svg viewBox="0 0 320 {made.height}" aria-hidden="true">{tags}</svg>'
        f"{f'<ul>{labels}</ul>' if labels else ''}</div>"
        f"<figcaption>{inline(picture.title)}</figcaption></figure>\n"
    )


def _titled(picture: Picture, inline: Inline) -> str:
    return f'<figcaption class="picture-title">{inline(picture.title)}</figcaption>' if picture.title else ""


def _step(step: Step, inline: Inline) -> str:
    if not step.ways:
        return f"<li><p>{inline(step.text)}</p></li>"
    ways = "".join(
        f'<li><span class="way">{inline(word)}</span> {inline(text)}</li>' for word, text in step.ways
    )
    return f'<li class="asks"><p>{inline(step.text)}</p><ul class="ways">{ways}</ul></li>'


def _flow(picture: Picture, inline: Inline) -> str:
    steps = "".join(_step(step, inline) for step in picture.steps)
    return f'<figure class="picture flow">{_titled(picture, inline)}<ol class="flow-steps">{steps}</ol></figure>\n'


def _bar(bar: Bar, whole: Decimal, sign: str, inline: Inline) -> str:
    length = f"{min(Decimal(100), bar.value * 100 / whole if whole else Decimal(0)):.1f}"
    return (
        f'<tr><th scope="row">{inline(bar.label)}</th><td class="bar">'
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="soft" width="100" height="10" fill="#e7eef7"/>'
        f'<rect class="deep" width="{length}" height="10" fill="#17345c"/></svg></td>'
        f'<td class="num">{inline(bar.written + ("" if bar.written.endswith("%") else sign))}</td></tr>'
    )


def _bars(picture: Picture, inline: Inline) -> str:
    whole = Decimal(100) if picture.is_share else max((bar.value for bar in picture.bars), default=Decimal(0))
    sign = "%" if picture.is_per_cent else ""
    rows = "".join(_bar(bar, whole, sign, inline) for bar in picture.bars)
    return (
        f'<figure class="picture bars">{_titled(picture, inline)}'
        f"<table><tbody>{rows}</tbody></table></figure>\n"
    )


def _compare(picture: Picture, inline: Inline, plain: Inline) -> str:
    head = "".join(f'<th scope="col">{inline(cell)}</th>' for cell in picture.head)
    labels = [plain(cell) for cell in picture.head]
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{label}">{inline(cell)}</td>' for label, cell in zip(labels, row, strict=True)
        )
        + "</tr>"
        for row in picture.rows
    )
    return (
        f'<figure class="picture compare">{_titled(picture, inline)}'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></figure>\n"
    )


def picture_html(picture: Picture, made: Drawing | None, inline: Inline, plain: Inline) -> str:
    """The HTML of a picture; `made` is the drawing it names, `plain` gives text that fits an attribute.

    Raises:
        KeyError: a drawing is missing or lacks words for a label; the check finds these first.
    """
    if picture.kind == "drawing":
        if made is None:
            raise KeyError(picture.name)
        return _drawing(picture, made, inline)
    if picture.kind == "flow":
        return _flow(picture, inline)
    if picture.kind == "bars":
        return _bars(picture, inline)
    return _compare(picture, inline, plain)

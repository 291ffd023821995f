"""How a drawing of the course is built: a small, text-free SVG with the places of its labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 320
STEP = 4
"""Units of the grid on which label boxes lie, so that each place is one of few classes of the style sheet."""
HEIGHTS = range(160, 321, 20)
HEAVIEST = 8_000
MOST_LABELS = 7
MOST_WORDS = 5

CLASSES = frozenset(
    {"ink", "line", "paper", "soft", "mid", "deep", "warm", "alert", "dash", "thick"},
)
_PLACE = frozenset({"class", "transform"})
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "g": _PLACE,
    "path": _PLACE | {"d", "stroke-linecap"},
    "circle": _PLACE | {"cx", "cy", "r"},
    "ellipse": _PLACE | {"cx", "cy", "rx", "ry"},
    "rect": _PLACE | {"x", "y", "width", "height", "rx", "ry"},
    "line": _PLACE | {"x1", "y1", "x2", "y2", "stroke-linecap"},
    "polyline": _PLACE | {"points", "stroke-linecap"},
    "polygon": _PLACE | {"points"},
}
ELEMENTS = frozenset(_ATTRIBUTES)
ATTRIBUTES = frozenset[str]().union(*_ATTRIBUTES.values())

_ASIDE = re.compile(r"<\?xml[^>]*\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"\s*<svg\b([^>]*)>(.*)</svg>\s*", re.DOTALL)
_TAG = re.compile(r"\s*<(/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NAME = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
_GEOMETRY = re.compile(r"^[A-Za-z0-9\s.,()+-]*$")


@dataclass(frozen=True, slots=True)
class Place:
    """The box of a label, in units of the drawing."""

    name: str
    x: int
    y: int
    width: int
    height: int

    def overlaps(self, other: Place) -> bool:
        """Whether the two boxes have a point in common that is not on their edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Element:
    """One tag of the drawing; `closes` for an end tag, `is_empty` for one without content."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    closes: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing 320 units wide: its tags without the label boxes, and where the labels go."""

    height: int
    elements: tuple[Element, ...]
    places: tuple[Place, ...]

    def place(self, name: str) -> Place | None:
        """The box of a label, or None."""
        return next((one for one in self.places if one.name == name), None)


Faults = list[tuple[str, dict[str, object]]]


def _attributes(written: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (match[1], match[2] if match[2] is not None else match[3]) for match in _ATTRIBUTE.finditer(written)
    )


def _height(root: Mapping[str, str], faults: Faults) -> int:
    match = re.fullmatch(rf"0 0 {WIDTH} ([0-9]+)", root.get("viewBox", ""))
    height = int(match[1]) if match else 0
    if height not in HEIGHTS:
        faults.append(("drawing-size", {"name": root.get("viewBox", "-")}))
    for name in sorted(set(root) - {"xmlns", "viewBox"}):
        faults.append(("drawing-markup", {"name": f"svg {name}"}))
    return height or HEIGHTS[0]


def _place(given: Mapping[str, str], height: int, faults: Faults) -> Place | None:
    name = given["data-label"]
    if not _NAME.match(name):
        faults.append(("id-malformed", {"name": name}))
    sizes: list[int] = []
    for side in ("x", "y", "width", "height"):
        value = given.get(side, "")
        if not re.fullmatch(r"[0-9]+", value) or int(value) % STEP:
            faults.append(("drawing-grid", {"name": name, "value": f"{side}={value}", "step": STEP}))
            return None
        sizes.append(int(value))
    place = Place(name, *sizes)
    if place.x + place.width > WIDTH or place.y + place.height > height or not place.width:
        faults.append(("drawing-outside", {"name": name}))
        return None
    return place


def _element(name: str, given: tuple[tuple[str, str], ...], faults: Faults) -> None:
    """Note what a tag may not have."""
    if name not in _ATTRIBUTES:
        faults.append(("drawing-markup", {"name": f"<{name}>"}))
        return
    for attribute, value in given:
        if attribute not in _ATTRIBUTES[name]:
            faults.append(("drawing-markup", {"name": f"{name} {attribute}"}))
        elif attribute == "class":
            for word in value.split():
                if word not in CLASSES:
                    faults.append(("drawing-markup", {"name": f"class {word}"}))
        elif not _GEOMETRY.match(value):
            faults.append(("drawing-markup", {"name": f"{name} {attribute}={value}"}))


def parse(text: str) -> tuple[Drawing | None, Faults]:
    """A drawing from its file, with pairs of a kind of fault and its values; None when it is no SVG."""
    faults: Faults = []
    if len(text.encode()) > HEAVIEST:
        faults.append(("drawing-heavy", {"count": len(text.encode()), "most": HEAVIEST}))
    root = _ROOT.fullmatch(_ASIDE.sub("", text))
    if root is None:
        return None, [*faults, ("drawing-broken", {})]
    height = _height(dict(_attributes(root[1])), faults)
    elements: list[Element] = []
    places: list[Place] = []
    open_tags: list[str] = []
    inside, position = root[2], 0
    while inside[position:].strip():
        match = _TAG.match(inside, position)
        if match is None:
            faults.append(("drawing-markup", {"name": inside[position:].strip()[:30]}))
            return None, faults
        position = match.end()
        name, given = match[2], _attributes(match[3])
        if match[1]:
            if not open_tags or open_tags.pop() != name:
                return None, [*faults, ("drawing-markup", {"name": f"</{name}>"})]
            if name != "label":
                elements.append(Element(name, (), closes=True, is_empty=False))
            continue
        if any(attribute == "data-label" for attribute, _ in given):
            place = _place(dict(given), height, faults)
            if place is not None:
                places.append(place)
            if open_tags or name != "rect":
                faults.append(("drawing-markup", {"name": f"<{name} data-label>"}))
            if not match[4]:
                open_tags.append("label")
            continue
        _element(name, given, faults)
        elements.append(Element(name, given, closes=False, is_empty=bool(match[4])))
        if not match[4]:
            open_tags.append(name)
    if open_tags:
        return None, [*faults, ("drawing-markup", {"name": f"<{open_tags[-1]}>"})]
    for index, one in enumerate(places):
        for other in places[:index]:
            if one.name == other.name:
                faults.append(("id-twice", {"name": one.name}))
            elif one.overlaps(other):
                faults.append(("drawing-overlap", {"name": one.name, "other": other.name}))
    return Drawing(height, tuple(elements), tuple(places)), faults

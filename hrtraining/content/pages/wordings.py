"""Draws what a part of the course says as pairs of wordings, for the editors' pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from hrtraining.content.domain.part import Part
from hrtraining.content.freezing import module_setting, setting_of
from hrtraining.content.pages.scripts import Pieces, pieces
from hrtraining.content.reading import Course
from hrtraining.content.rendering import Setting, html_of, law_card
from hrtraining.core.i18n import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Line:
    """One pair of wordings; `kind` says what it is (stem, right, wrong, feedback, way, health …).

    `html` is set for prose, which is printed as it is; `to` is the place a choice of a scene leads to.
    """

    kind: str
    text: Text
    html: Text | None = None
    key: str = ""
    to: str = ""

    def pieces(self, lang: str) -> Pieces:
        """The wording in one language, cut where the script changes."""
        return pieces(self.text.in_(lang), lang)


def text_of(pair: Mapping[str, str]) -> Text:
    """A pair of wordings as a text."""
    return Text(pair["km"], pair["en"])


class Drawer:
    """Draws the parts of one module as lines; what cannot be rendered yet is shown as it is written."""

    def __init__(self, course: Course, module: Mapping[str, Any] | None) -> None:
        self.course = course
        self.module = module or {}
        setting = setting_of(course, str)
        self.setting: Setting = module_setting(setting, module) if module is not None else setting

    def heading(self, part: Part) -> Text | None:
        """The heading of a section of prose."""
        if part.within.startswith("#"):
            return Text(part.km.partition("\n")[0], part.en.partition("\n")[0])
        return None

    def lines(self, part: Part, key: str) -> list[Line]:
        """What a part says, pair by pair."""
        if part.within.startswith("#"):
            return [self._prose(part)]
        if key == "check":
            return list(self._question(part.within))
        if key == "scene":
            return list(self._node(part.within))
        if part.place.startswith("law/"):
            return list(self._statement(part))
        pairs = zip(part.km.split("\n"), part.en.split("\n"), strict=False)
        return [Line("text" if number else "stem", Text(km, en)) for number, (km, en) in enumerate(pairs)]

    def _prose(self, part: Part) -> Line:
        shown = {}
        for lang, text in (("km", part.km), ("en", part.en)):
            body = text.partition("\n")[2]
            try:
                shown[lang] = html_of(body, self.setting, lang)
            except (KeyError, ValueError, AttributeError):
                shown[lang] = f"<pre>{escape(body)}</pre>"
        return Line("prose", Text(part.km, part.en), Text(shown["km"], shown["en"]))

    def _question(self, name: str) -> Iterator[Line]:
        question = next(one for one in self.module["check"]["questions"] if one["id"] == name)
        yield Line("stem", text_of(question["stem"]), key=question["kind"], to=question["objective"])
        if question.get("model") is not None:
            yield Line("model", text_of(question["model"]))
        for option in question.get("options") or []:
            is_choice = question["kind"] in ("single", "multiple", "truefalse")
            kind = ("right" if option.get("correct") else "wrong") if is_choice else "row"
            yield Line(kind, text_of(option["text"]), key=option["key"])
            if option.get("match") is not None:
                yield Line("match", text_of(option["match"]))
            if option.get("feedback") is not None:
                yield Line("feedback", text_of(option["feedback"]))

    def _node(self, name: str) -> Iterator[Line]:
        scene = self.module["scene"]
        node = next(one for one in scene["nodes"] if one["id"] == name)
        if name == scene["start"]:
            yield Line("title", text_of(scene["title"]))
            yield Line("intro", text_of(scene["intro"]))
        aims = ", ".join(node.get("objectives") or [])
        yield Line("stem", text_of(node["text"]), key=node.get("ending") or "", to=aims)
        for choice in node.get("choices") or []:
            yield Line("way", text_of(choice["text"]), key=choice["key"], to=choice["to"])
            if choice.get("note") is not None:
                yield Line("feedback", text_of(choice["note"]))
        for kind in ("health", "legal", "community"):
            if node.get(kind) is not None:
                yield Line(kind, text_of(node[kind]))
        for statement in node.get("law") or []:
            if statement in self.setting.law:
                km, en = (law_card(self.setting.law[statement], self.setting, lang) for lang in LANGUAGES)
                yield Line("prose", Text(statement, statement), Text(km, en))

    def _statement(self, part: Part) -> Iterator[Line]:
        statement = self.setting.law[part.within]
        km, en = (law_card(statement, self.setting, lang) for lang in LANGUAGES)
        yield Line("prose", statement.text, Text(km, en))

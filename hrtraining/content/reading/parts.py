"""Takes the course apart into what a reviewer passes one by one, each with the law statements it rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hrtraining.content.domain.part import Part
from hrtraining.content.reading.course import Course, plain_text
from hrtraining.content.reading.evaluation import EVALUATION
from hrtraining.content.reading.references import GLOSSARY, LAW, OBJECTIONS

_NOTHING = hashlib.sha256(b"").hexdigest()


def fingerprint(*texts: str) -> str:
    """SHA-256 of wordings that belong together: NFC, without invisible characters."""
    plain = json.dumps([plain_text(text) for text in texts], ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def parts(course: Course) -> tuple[Part, ...]:
    """Every part of a course in teaching order."""
    return tuple(_Cutter(course).everything())


def resting_on(cut: Sequence[Part], statement_id: str) -> tuple[Part, ...]:
    """The parts that rest on a law statement, the statement itself left out."""
    return tuple(part for part in cut if statement_id in part.law and part.place != f"law/{statement_id}")


class _Cutter:
    """Cuts one course; knows what each law statement says now."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.law = {
            row["id"]: fingerprint(
                row["status"],
                *(str(row.get(name) or "") for name in ("article", "source")),
                *(str(row.get(f"{name}_{lang}") or "") for name in _SAID for lang in ("km", "en")),
            )
            for row in course.law
        }

    def part(
        self,
        place: str,
        file: str,
        within: str,
        texts: Sequence[tuple[str, str]],
        law: Sequence[str] = (),
        sources: Sequence[str] = (),
    ) -> Part:
        km, en = ("\n".join(pair[side] for pair in texts) for side in (0, 1))
        rests = tuple(dict.fromkeys(law))
        law_hash = fingerprint(*(self.law.get(name, "") for name in sorted(rests))) if rests else _NOTHING
        return Part(
            place=place,
            file=file,
            within=within,
            km=km,
            en=en,
            law=rests,
            sources=tuple(dict.fromkeys(sources)),
            text_hash=fingerprint(km, en),
            law_hash=law_hash,
        )

    def everything(self) -> Iterator[Part]:
        """Module by module, then the instruments and what the modules point to."""
        for module in self.course.modules:
            yield from self.module(module)
        for instrument in self.course.instruments:
            for item in instrument["items"]:
                file = f"instruments/{instrument['key']}/items/{item['id']}.yaml"
                second = [_both(item["form_b"])] if item.get("form_b") else []
                texts = [(item["km"], item["en"]), *second, _both(item["rationale"])]
                yield self.part(item["id"], file, item["blueprint"], texts, item["law"], item["sources"])
        if self.course.evaluation is not None:
            yield self.evaluation(self.course.evaluation)
        yield from self.shared()

    def evaluation(self, asked: Mapping[str, Any]) -> Part:
        """The questions about the workshop are short and passed together."""
        texts = [_both(asked["title"]), *map(_both, asked["scale"].values())]
        texts += [_both(one) for one in (*asked["questions"], *asked["modules"])]
        texts += [_both(one["none"]) for one in asked["modules"] if one.get("none")]
        return self.part(asked["key"], EVALUATION, "", texts)

    def module(self, module: Mapping[str, Any]) -> Iterator[Part]:
        key, folder = module["key"], module["folder"]
        head = [_both(module["title"]), _both(module["summary"])]
        head += [_both(one) for one in module["objectives"]]
        head += [_both(lesson["title"]) for lesson in module["lessons"]]
        yield self.part(f"{key}/module", f"{folder}/module.yaml", "", head)
        for lesson in module["lessons"]:
            yield from self.prose(f"{key}/{lesson['key']}", lesson["prose"])
        for question in (module["check"] or {"questions": []})["questions"]:
            yield self.question(question, f"{folder}/check.yaml")
        scene = module["scene"]
        if scene is not None:
            for node in scene["nodes"]:
                yield self.node(f"{key}/scene#{node['id']}", node, f"{folder}/scene.yaml", scene)
        for name, pair in (
            ("trainer", module["trainer"]),
            ("handout", module["handout"]),
            *module["sheets"].items(),
        ):
            yield from self.prose(f"{key}/{name}", pair)

    def prose(self, place: str, pair: Mapping[str, Any] | None) -> Iterator[Part]:
        if pair is None:
            return
        english = {section.id: section for section in pair["parsed"]["en"].sections}
        for section in pair["parsed"]["km"].sections:
            twin = english.get(section.id)
            texts = [(f"{section.heading}\n{section.body}", f"{twin.heading}\n{twin.body}" if twin else "")]
            law = [*section.laws, *(twin.laws if twin else ())]
            yield self.part(
                f"{place}#{section.id}", f"{pair['stem']}.md", f"#{section.id}", texts, law, section.citations
            )

    def question(self, question: Mapping[str, Any], file: str) -> Part:
        texts = [_both(question["stem"])]
        if question.get("model") is not None:
            texts.append(_both(question["model"]))
        for option in question.get("options") or []:
            right = ("✓" if option.get("correct") else "·") + option["key"]
            texts.append((right, right))
            texts += [_both(option[name]) for name in ("text", "match", "feedback") if option.get(name)]
        return self.part(
            question["id"],
            file,
            question["id"],
            texts,
            question.get("law") or [],
            question.get("sources") or [],
        )

    def node(self, place: str, node: Mapping[str, Any], file: str, scene: Mapping[str, Any]) -> Part:
        texts = [_both(node["text"])]
        if node["id"] == scene["start"]:
            texts = [_both(scene["title"]), _both(scene["intro"]), *texts]
        for choice in node.get("choices") or []:
            texts.append((f"→ {choice['to']}", f"→ {choice['to']}"))
            texts += [_both(choice[name]) for name in ("text", "note") if choice.get(name)]
        texts += [_both(node[name]) for name in ("health", "legal", "community") if node.get(name)]
        return self.part(place, file, node["id"], texts, node.get("law") or [], node.get("sources") or [])

    def shared(self) -> Iterator[Part]:
        """Objections, law statements and terms. An objection rests on what the items that carry it rest on."""
        items = {item["id"]: item for one in self.course.instruments for item in one["items"]}
        for row in self.course.objections:
            law = [name for item in row.get("items") or [] if item in items for name in items[item]["law"]]
            yield self.part(f"objection/{row['id']}", OBJECTIONS, row["id"], [_both(row)], law)
        for row in self.course.law:
            texts = [
                (row[f"{name}_km"], row[f"{name}_en"])
                for name in _SAID
                if row.get(f"{name}_km") is not None and row.get(f"{name}_en") is not None
            ]
            yield self.part(f"law/{row['id']}", LAW, row["id"], texts, [row["id"]], [row["source"]])
        for row in self.course.glossary:
            texts = [_both(row)]
            if row.get("definition"):
                texts.append(_both(row["definition"]))
            yield self.part(f"term/{row['id']}", GLOSSARY, row["id"], texts)


_SAID = ("statement", "safe", "ask", "note")


def _both(text: Mapping[str, str]) -> tuple[str, str]:
    return text["km"], text["en"]

"""Answers a knowledge check the way a person does: by what stands on the page, rightly or wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from hrtraining.content.domain import CHOOSING, ORDERING, Module, Question


def _said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def questions_on(tree: Element, module: Module) -> list[Question]:
    """The questions that a page shows, in its order."""
    shown = [one.get("id", "") for one in tree.iter("fieldset")]
    found = [module.check.question(name.removeprefix("q-")) for name in shown if name.startswith("q-")]
    return [one for one in found if one is not None]


def wrong_answer(question: Question) -> tuple[str, ...]:
    """An answer that is not right, in the form of `Question.right_answer`."""
    keys = [option.key for option in question.options]
    if question.kind in CHOOSING:
        return (next(option.key for option in question.options if not option.is_correct),)
    turned = [*keys[1:], keys[0]]
    if question.kind == ORDERING:
        return tuple(turned)
    return tuple(sorted(f"{row}:{partner}" for row, partner in zip(keys, turned, strict=True)))


def _selects(field: Element) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The lists of a question: the field's name, what stands beside it, its choices by what they say."""
    labels = {label.get("for"): _said(label) for label in field.iter("label")}
    for select in field.iter("select"):
        choices = {_said(option): option.get("value", "") for option in select.iter("option")}
        yield select.get("name", ""), labels[select.get("id")], choices


def form_values(tree: Element, module: Module, lang: str, *, is_right: bool = True) -> dict[str, object]:
    """What to send for the questions on a page."""
    values: dict[str, object] = {}
    fields = {one.get("id"): one for one in tree.iter("fieldset")}
    for question in questions_on(tree, module):
        if not question.is_scored:
            continue
        answer = question.right_answer if is_right else wrong_answer(question)
        if question.kind in CHOOSING:
            values[question.id] = list(answer)
            continue
        texts = {" ".join(option.text.in_(lang).split()): option.key for option in question.options}
        partners = {
            option.key: " ".join(option.match.in_(lang).split())
            for option in question.options
            if option.match is not None
        }
        for name, label, choices in _selects(fields[f"q-{question.id}"]):
            if question.kind == ORDERING:
                values[name] = [str(answer.index(texts[label]) + 1)]
            else:
                pairs = dict(one.split(":") for one in answer)
                values[name] = [choices[partners[pairs[texts[label]]]]]
    return values

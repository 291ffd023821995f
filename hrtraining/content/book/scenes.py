"""A branching scene on paper: numbered moments in an order that gives nothing away, with jumps between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hrtraining.content.domain import Choice, Node, Scene

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a reader is told who comes from a certain choice; `letter` is its place, counted from 0."""

    number: int
    letter: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class Moment:
    """One numbered moment: the node, the numbers its choices lead to, the remarks on how one came."""

    number: int
    node: Node
    jumps: tuple[int, ...]
    arrivals: tuple[Arrival, ...]


def shuffled(things: Iterable[_T], names: Sequence[str]) -> list[_T]:
    """The things in an order that looks random and is always the same for the same names."""
    order = [hashlib.sha256(name.encode()).digest() for name in names]
    return [thing for _key, thing in sorted(zip(order, things, strict=True), key=lambda pair: pair[0])]


def on_paper(scene: Scene, seed: str) -> tuple[Moment, ...]:
    """The moments of a scene in order of number; the first is the start, the rest are mixed."""
    others = [node for node in scene.nodes.values() if node.id != scene.start]
    mixed = shuffled(others, [f"{seed} {node.id}" for node in others])
    nodes = [scene.nodes[scene.start], *mixed]
    numbers = {node.id: place for place, node in enumerate(nodes, 1)}
    arrivals: dict[str, list[Arrival]] = {}
    for node in nodes:
        for place, choice in enumerate(node.choices):
            if choice.note is not None:
                arrivals.setdefault(choice.to, []).append(Arrival(numbers[node.id], place, choice))
    return tuple(
        Moment(
            number=numbers[node.id],
            node=node,
            jumps=tuple(numbers[choice.to] for choice in node.choices),
            arrivals=tuple(arrivals.get(node.id, ())),
        )
        for node in nodes
    )

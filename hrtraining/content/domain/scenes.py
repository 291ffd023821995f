"""The shape of a branching scene: every node reachable, every way leading to an ending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def reachable(start: str, ways: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The nodes that can be reached from `start`; ways to nodes that do not exist are left out."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node in seen or node not in ways:
            continue
        seen.add(node)
        waiting.extend(ways[node])
    return frozenset(seen)


def without_way_out(ways: Mapping[str, Sequence[str]], endings: frozenset[str]) -> frozenset[str]:
    """The nodes from which no ending can be reached; nodes without any way on are not counted twice."""
    backwards: dict[str, list[str]] = {node: [] for node in ways}
    for node, targets in ways.items():
        for target in targets:
            backwards.setdefault(target, []).append(node)
    alive: set[str] = set()
    waiting = list(endings)
    while waiting:
        node = waiting.pop()
        if node in alive:
            continue
        alive.add(node)
        waiting.extend(backwards.get(node, ()))
    return frozenset(node for node, targets in ways.items() if targets and node not in alive)

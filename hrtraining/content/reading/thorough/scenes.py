"""Looks at the scene of a module: long enough, with every objective in it, its endings resting on something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hrtraining.content.domain.fault import Fault, fault

LEAST_DECISIONS = 5
LEAST_ENDINGS = 4
NEEDED_ENDINGS = ("good", "poor")


def scene_faults(module: Mapping[str, Any]) -> Iterator[Fault]:
    """What the scene of a module lacks."""
    scene = module["scene"]
    if scene is None:
        return
    file = f"{module['folder']}/scene.yaml"
    endings = [node for node in scene["nodes"] if "ending" in node]
    decisions = [node for node in scene["nodes"] if "ending" not in node]
    if len(decisions) < LEAST_DECISIONS:
        yield fault("scene-short", file, count=len(decisions), low=LEAST_DECISIONS)
    if len(endings) < LEAST_ENDINGS:
        yield fault("scene-few-endings", file, count=len(endings), low=LEAST_ENDINGS)
    for kind in NEEDED_ENDINGS:
        if not any(node["ending"] == kind for node in endings):
            yield fault("scene-one-sided", file, name=kind)
    for node in endings:
        if not node.get("law") and not node.get("sources"):
            yield fault("ending-unfounded", file, node["id"])
    met = {name for node in decisions for name in node.get("objectives") or []}
    known = {objective["id"] for objective in module["objectives"]}
    for name in sorted(known - met):
        yield fault("objective-not-in-scene", file, name, name=name)
    for node in decisions:
        for name in node.get("objectives") or []:
            if name not in known:
                yield fault("objective-unknown", file, node["id"], name=name)

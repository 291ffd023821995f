"""Compares two reports leaf by leaf with the tolerances of the measurement conventions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any


def leaves(nest: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of a nest of mappings and lists with its path; what is empty is a leaf too."""
    if isinstance(nest, dict) and nest:
        for name, value in nest.items():
            yield from leaves(value, f"{path}.{name}" if path else str(name))
    elif isinstance(nest, list) and nest:
        for place, value in enumerate(nest):
            yield from leaves(value, f"{path}[{place}]")
    else:
        yield path, nest


def differences(expected: Any, actual: Any) -> list[str]:
    """Leaves of `expected` that are not, or not the same, in `actual`; neither a list nor nothing is a null."""
    found = dict(leaves(actual))
    return [
        f"{path}: expected {value!r}, got {found.get(path, 'nothing')!r}"
        for path, value in leaves(expected)
        if path not in found or not _same(path, value, found[path])
    ]


def _same(path: str, expected: Any, actual: Any) -> bool:
    if expected is None or isinstance(expected, str | bool | list | dict):
        return bool(actual == expected)
    if not isinstance(actual, int | float) or not math.isfinite(actual):
        return False
    name = path.split(".")[-1].split("[")[0]
    if name == "p" or name.startswith("p_"):
        return bool(abs(actual - expected) <= (1e-6 if expected >= 1e-3 else 1e-3 * expected + 1e-15))
    if "ci" in name:
        return bool(abs(actual - expected) <= 1e-2 + 1e-4 * abs(expected))
    return bool(abs(actual - expected) <= max(1e-4, 1e-6 * abs(expected)))

"""A verdict of the gate as bytes and back, so that no process decides again what was decided when a period closed."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np

from hrtraining.reporting.domain.extremes import SHARES, Cell
from hrtraining.reporting.domain.grid import MARKS
from hrtraining.reporting.domain.group_counts import Tree
from hrtraining.reporting.domain.release import Verdict
from hrtraining.reporting.domain.scope import Scope

_LENGTH = struct.Struct("<I")
_NATIONAL, _IN_ACADEMY, _ALONE = 1, 2, 4
"""Where the pairs of a workshop appear: in the nation, in its academy, by themselves."""
_BITS_OF_RUNG = 4


def packed(verdict: Verdict) -> bytes:
    """A verdict as bytes: names as JSON, then one array after the other."""
    scope, rows = verdict.scope, verdict.rung.shape
    keys = np.array(sorted(verdict.pairs), dtype=np.int64)
    academies = sorted(scope.academies)
    academy = np.zeros(len(keys), dtype=np.uint16)
    shown = np.zeros(len(keys), dtype=np.uint8)
    shown[np.isin(keys, list(scope.national))] |= _NATIONAL
    for place, name in enumerate(academies):
        own = np.isin(keys, list(scope.academies[name]))
        academy[own], shown[own] = place, shown[own] | _IN_ACADEMY
        shown[np.isin(keys, list(scope.workshops.get(name, ())))] |= _ALONE
    names = {
        "rows": rows,
        "workshops": len(keys),
        "academies": academies,
        "hidden": sorted(scope.hidden),
        "partly": sorted(scope.partly),
        "categories": _sorted(scope.categories),
        "hidden_categories": {name: sorted(found) for name, found in scope.hidden_categories.items()},
        "cells": {
            name: {category: [_written(cell) for cell in cells] for category, cells in found.items()}
            for name, found in verdict.categories.items()
        },
    }
    text = json.dumps(names, ensure_ascii=False, separators=(",", ":")).encode()
    arrays = (
        keys,
        academy,
        shown,
        np.array([verdict.pairs[key] for key in keys.tolist()], dtype=np.int32),
        verdict.people.astype(np.int32),
        verdict.rung | verdict.mark << _BITS_OF_RUNG,
    )
    return b"".join((_LENGTH.pack(len(text)), text, *(array.tobytes() for array in arrays)))


def unpacked(body: bytes) -> Verdict:
    """The verdict from bytes that `packed` gave."""
    (length,) = _LENGTH.unpack_from(body)
    names = json.loads(body[_LENGTH.size : _LENGTH.size + length])
    at = _LENGTH.size + length
    arrays: list[Any] = []
    groups, columns = names["rows"]
    many = names["workshops"]
    for kind, size in (
        (np.int64, many), (np.uint16, many), (np.uint8, many), (np.int32, many), (np.int32, groups),
        (np.uint8, groups * columns),
    ):  # fmt: skip
        arrays.append(np.frombuffer(body, dtype=kind, count=size, offset=at))
        at += arrays[-1].nbytes
    keys, academy, shown, pairs, people, prints = arrays
    scope = _scope(names, keys, academy, shown)
    prints = prints.reshape(groups, columns)
    return Verdict(
        scope=scope,
        tree=Tree.of(scope, having=frozenset(keys[pairs > 0].tolist())),
        people=people.astype(np.int64),
        rung=prints & (1 << _BITS_OF_RUNG) - 1,
        mark=prints >> _BITS_OF_RUNG,
        categories={
            name: {category: [_read(cell) for cell in cells] for category, cells in found.items()}
            for name, found in names["cells"].items()
        },
        pairs=dict(zip(keys.tolist(), pairs.tolist(), strict=True)),
    )


def _scope(names: dict[str, Any], keys: Any, academy: Any, shown: Any) -> Scope:
    def chosen(bit: int, place: int) -> frozenset[int]:
        return frozenset(keys[((shown & bit) > 0) & (academy == place)].tolist())

    of_academies = {name: chosen(_IN_ACADEMY, place) for place, name in enumerate(names["academies"])}
    alone = {name: chosen(_ALONE, place) for place, name in enumerate(names["academies"])}
    return Scope(
        national=frozenset(keys[(shown & _NATIONAL) > 0].tolist()),
        academies=of_academies,
        hidden=frozenset(names["hidden"]),
        partly=frozenset(names["partly"]),
        workshops={name: found for name, found in alone.items() if found},
        categories={
            name: {category: frozenset(periods) for category, periods in found.items()}
            for name, found in names["categories"].items()
        },
        hidden_categories={name: frozenset(found) for name, found in names["hidden_categories"].items()},
    )


def _sorted(categories: Any) -> dict[str, dict[str, list[int]]]:
    return {
        name: {category: sorted(periods) for category, periods in found.items()}
        for name, found in categories.items()
    }


def _written(cell: Cell) -> list[int]:
    return [cell.count, cell.n, cell.people, cell.rung, MARKS.index(cell.mark)]


def _read(kept: list[int]) -> Cell:
    count, n, people, rung, mark = kept
    return Cell(count, n, people, 100 / n if n else 1.0, SHARES, rung, MARKS[mark])

"""Makes releases of workshops whose pairs a test wrote down, on the way that frozen workshops take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hrtraining.reporting.domain import frozen
from hrtraining.reporting.domain.behind import Characters
from hrtraining.reporting.domain.fingerprints import hash_of
from hrtraining.reporting.domain.frozen import FrozenPairs
from hrtraining.reporting.domain.gathering import gathered
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.release import Release, decided
from hrtraining.reporting.domain.scope import ClosedWorkshop


def closed(key: int, academy: str, period: int, pairs: FrozenPairs) -> ClosedWorkshop:
    """What the rule of hiding knows of a workshop with these pairs: how many there are of each kind of people."""
    kinds = ([known[at] for known, at in zip(pairs.names, row, strict=True)] for row in pairs.tags.tolist())
    return ClosedWorkshop(key, academy, period, len(pairs), Counter(map(tuple, kinds)))


@dataclass(frozen=True)
class FrozenPart:
    """One published workshop: what the rule of hiding knows of it, its pairs, its flow."""

    workshop: ClosedWorkshop
    pairs: FrozenPairs
    flow: Mapping[str, int]


def make_release(key: Key, characters: Characters, parts: Sequence[FrozenPart], *, data_hash: str) -> Release:
    """Decide everything that these published workshops may show."""
    bodies = [frozen.written(part.pairs) for part in parts]
    answers = gathered(((body, hash_of(body)) for body in bodies), characters)
    return decided(key, [(part.workshop, part.flow) for part in parts], answers, data_hash=data_hash)

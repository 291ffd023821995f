"""A check of the clustered intervals that assumes no distribution: workshops drawn again and again, from a seed.

It stands in no headline: with few workshops it is narrower than the truth, and a seed is needed to compute it again.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from hrtraining.reporting.domain.arrays import Figures, Flags, Floats, Ints, finite, pair
from hrtraining.reporting.domain.groups import Pairs
from hrtraining.reporting.domain.tables import N01, N10
from hrtraining.reporting.domain.units import joined_sums, leaf_changes

DRAWS = 2_000
AT_ONCE = 100
"""Draws made together: the memory stays at a few megabytes however many workshops there are."""
METHOD = "percentile, workshops drawn with replacement"


def seed_of(*columns: tuple[Ints, Ints]) -> int:
    """A seed that follows from the sums of the workshops alone, whatever their order: 32 bits of their SHA-256."""
    rows = [sorted(zip(one.tolist(), other.tolist(), strict=True)) for one, other in columns]
    return int.from_bytes(sha256(repr(rows).encode()).digest()[:4], "big")


def drawn(sizes: Ints, sums: Ints, *, seed: int, draws: int = DRAWS) -> Floats:
    """Means of `draws` samples of G workshops out of G, drawn with replacement; clusters of size 0 do not count.

    `sizes` and `sums` are whole numbers, one a workshop; a mean is sum over size of the workshops drawn. Gives an
    empty array if G < 2.
    """
    used = sizes > 0
    sizes, sums = sizes[used].astype(np.int64), sums[used].astype(np.int64)
    groups = len(sizes)
    if groups < 2:
        return np.zeros(0)
    # the bit generator is named: numpy's default may change, a printed seed may not
    dice = np.random.Generator(np.random.PCG64(seed))
    order = np.lexsort((sums, sizes))
    sizes, sums = sizes[order], sums[order]
    found = np.empty(draws)
    for start in range(0, draws, AT_ONCE):
        taken = dice.integers(0, groups, size=(min(AT_ONCE, draws - start), groups))
        # whole numbers until the last step: workshops with equal means then give exactly equal draws
        found[start : start + len(taken)] = sums[taken].sum(axis=1) / sizes[taken].sum(axis=1)
    return found


def percentile(sizes: Ints, sums: Ints, *, seed: int, scale: float = 1.0) -> Figures:
    """The mean, and from the draws its standard error and 2.5 to 97.5 per cent (type-7 quantiles).

    None where not estimable: fewer than two workshops, or draws without any spread. (The bias-corrected interval of
    libraries is NaN there.)
    """
    means = drawn(sizes, sums, seed=seed) * scale
    n = int(sizes.sum())
    estimate = scale * int(sums.sum()) / n if n else None
    if not len(means) or means.min() == means.max():
        return {"G": int((sizes > 0).sum()), "estimate": estimate, "se": None, "ci95": None}
    low, high = np.quantile(means, [0.025, 0.975])
    return {
        "G": int((sizes > 0).sum()),
        "estimate": estimate,
        "se": finite(float(means.std(ddof=1))),
        "ci95": pair(float(low), float(high)),
    }


def bootstrap(*, answers: Ints, gains: Ints, people: Ints, changes: Ints, seed: int | None = None) -> Figures:
    """The check of the pooled change in points and of the mean change of the score.

    One number a unit: answers to items answered both times and favourable ones after minus before; scored pairs and
    the sum of their changes. Without a seed it follows from these.
    """
    given = seed_of((answers, gains), (people, changes)) if seed is None else seed
    return {
        "method": METHOD,
        "draws": DRAWS,
        "seed": given,
        "pooled_points": percentile(answers, gains, seed=given, scale=100.0),
        "mean_change": percentile(people, changes, seed=given),
    }


def of_pairs(
    pairs: Pairs,
    *,
    rows: Flags,
    leaves: Ints,
    units: tuple[Ints, Ints] | None = None,
    seed: int | None = None,
) -> Figures:
    """The check of some of the pairs: `rows` marks them, `leaves` are the positions of exactly their small groups.

    `units` are the units of all leaves for the pooled answers and for the mean; workshops where nothing is said.
    """
    pooled, mean = units or (pairs.leaf_workshop, pairs.leaf_workshop)
    counts = pairs.tables.counts[leaves]
    people, changes = leaf_changes(pairs, rows, leaves)
    answers, gains = counts.sum(axis=(1, 2)), (counts[:, :, N01] - counts[:, :, N10]).sum(axis=1)
    return bootstrap(
        answers=joined_sums(pooled[leaves], answers),
        gains=joined_sums(pooled[leaves], gains),
        people=joined_sums(mean[leaves], people),
        changes=joined_sums(mean[leaves], changes),
        seed=seed,
    )

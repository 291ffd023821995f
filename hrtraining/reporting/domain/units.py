"""Which workshops are units of their own in a published interval, so that no interval gives a hidden one away.

A standard error over workshops is a sum of squares of their sums: where all but two workshops can be read, it gives
the two away, and so do the intervals of the items, one by one. So what is not printed of a workshop is put together
with everything of its academy that is not printed, and what is not printed of an academy with everything of the
nation that is not printed. The sums of such units follow from what is printed anyway. They are units all the same:
people of different workshops are no more alike when their workshops are counted as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hrtraining.reporting.domain.arrays import Figures, Flags, Ints
from hrtraining.reporting.domain.behind import Behind
from hrtraining.reporting.domain.clusters import robust, sums_by
from hrtraining.reporting.domain.grid import MEAN
from hrtraining.reporting.domain.group_counts import NATION, Tree
from hrtraining.reporting.domain.groups import Pairs
from hrtraining.reporting.domain.scope import Scope

JOINED = "joined"
"""How many workshops fewer there are as units than there are; only where some were put together."""


@dataclass(frozen=True, slots=True)
class Units:
    """For every figure, the unit of each small group (leaf) of a release: L positions.

    `own` are the workshops as they are; `of` has the units by the name of the figure, `academies` those of intervals
    with academies as units.
    """

    own: Ints
    of: Mapping[str, Ints]
    academies: Ints


def units(found: Behind, tree: Tree, scope: Scope, exact: Mapping[str, Flags]) -> Units:
    """The units of all figures: items, the pooled answers, the mean.

    A workshop is a unit of its own where its figure is printed exactly; what is left of an academy whose figure is
    printed exactly is one unit; what is left of the nation is one more. `exact` says so of each row of the tree.
    """
    pairs = found.pairs
    own = pairs.leaf_workshop
    rest = int(own.max()) + 1 if len(own) else 0
    nation_rest = rest + (int(pairs.leaf_academy.max()) + 1 if len(own) else 0)
    row, above = (np.full(len(own), NATION) for _ in range(2))
    leaf_of = found.leaf_of
    leaves = np.fromiter(leaf_of.values(), dtype=np.int64, count=len(leaf_of))
    row[leaves] = [tree.row_of_workshop.get(key, NATION) for key in leaf_of]
    for academy, keys in scope.academies.items():
        above[[leaf_of[key] for key in keys & leaf_of.keys()]] = tree.row("academy", academy)
    labels = {
        name: np.where(
            (row != NATION) & of_rows[row],
            own,
            np.where((above != NATION) & of_rows[above], rest + pairs.leaf_academy, nation_rest),
        )
        for name, of_rows in exact.items()
    }
    by_academy = np.where((above != NATION) & exact[MEAN][above], pairs.leaf_academy, nation_rest)
    return Units(own, labels, by_academy)


def with_units(figures: Figures, pairs: Pairs, units: Units, *, rows: Flags, leaves: Ints) -> Figures:
    """The figures of a group with intervals over these units instead of over workshops and academies as they are."""
    score = dict(figures["score"])
    sizes, sums = leaf_changes(pairs, rows, leaves)
    score["cluster_workshop"] = over(units.of[MEAN][leaves], sizes, sums, was=score["cluster_workshop"])
    score["cluster_academy"] = over(units.academies[leaves], sizes, sums, was=score["cluster_academy"])
    out = {**figures, "score": score}
    if figures["items"] is not None:
        chosen = pairs.tables.of(leaves)
        answered, gains = chosen.answered, chosen.gains
        out["items"] = {
            item.key: {
                **figures["items"][item.key],
                "cluster_workshop_pp": over(
                    units.of[item.key][leaves],
                    answered[:, place],
                    gains[:, place],
                    was=figures["items"][item.key]["cluster_workshop_pp"],
                    scale=100.0,
                ),
            }
            for place, item in enumerate(pairs.key.items)
        }
    return out


def leaf_changes(pairs: Pairs, rows: Flags, leaves: Ints) -> tuple[Ints, Ints]:
    """Scored pairs of each of the leaves and the sum of their changes; `rows` marks the pairs of all of them."""
    scored = rows & pairs.complete
    sizes, sums = sums_by(pairs.leaf[scored], (pairs.post.score - pairs.pre.score)[scored])
    missing = len(pairs.leaf_academy) - len(sizes)
    return np.pad(sizes, (0, missing))[leaves], np.pad(sums, (0, missing))[leaves]


def joined_sums(labels: Ints, values: Ints) -> Ints:
    """Whole-number sums of the values in each unit, by its number; numbers that nobody has stay at zero."""
    return sums_by(labels, values)[1]


def over(labels: Ints, sizes: Ints, sums: Ints, *, was: Figures, scale: float = 1.0) -> Figures:
    """The robust interval over units, with the number of those that were put together."""
    found = robust(joined_sums(labels, sizes), joined_sums(labels, sums), scale=scale)
    fewer = was["G"] - found["G"]
    return {**found, JOINED: fewer} if fewer else found

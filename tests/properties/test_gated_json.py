"""Random worlds through the JSON of the gate: what a mark stands for is in no figure beside it."""

from __future__ import annotations

import json

import pytest

from hrtraining.reporting.domain.extremes import SMALL
from hrtraining.reporting.domain.masking import Marks
from tests.properties import attack

COUNTS = ("fav_pre", "fav_post", "n11", "n10", "n01", "n00", "diff_pp", "p_exact", "or_post_vs_pre")


@pytest.mark.parametrize("seed", range(6))
def test_marked_items_give_no_count_and_every_group_has_its_marks(seed: int) -> None:
    world, marked = attack.make_world(seed), 0
    for _, release in world.releases:
        for label, _, cells in attack.groups_of(release):
            kind, _, name = label.partition(" ")
            marks = Marks()
            nest = release.nest(kind, name, path="x", marks=marks)
            if nest is None:
                continue
            json.dumps(nest, allow_nan=False)
            for item, found in nest["items"].items():
                if all(cell.is_exact for cell in cells[item]):
                    continue
                marked += 1
                assert all(found[count] is None for count in COUNTS), (label, item)
                assert f"x.items.{item}.n11" in marks.by_path
                for side, cell in zip(("pct_pre", "pct_post"), cells[item], strict=True):
                    if cell.mark is not None or cell.is_hidden:
                        assert found[side] is None
            if nest["n_paired"] < SMALL:
                assert nest["reliability"]["pre"] is None or nest["reliability"]["pre"]["alpha"] is None
                assert nest["score"]["sd_change"] is None
            if not all(cell.is_exact for cell in cells["persons"]):
                assert nest["score"]["n_lower"] is None
                assert nest["score"]["sign_test_exact_p"] is None
    assert marked, "a world without anything marked shows nothing"


@pytest.mark.parametrize("seed", range(3))
def test_hidden_groups_have_no_nest(seed: int) -> None:
    world = attack.make_world(seed)
    hidden: list[tuple[str, str]] = []
    for _, release in world.releases:
        shown = {key for keys in release.scope.workshops.values() for key in keys}
        hidden = [("academy", academy) for academy in release.scope.hidden]
        hidden += [
            ("workshop", str(part.workshop.key)) for part in world.parts if part.workshop.key not in shown
        ]
        for kind, name in hidden:
            assert release.nest(kind, name, path="x", marks=Marks()) is None
    assert hidden, "a world without anything hidden shows nothing"

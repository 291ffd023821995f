"""Proves the rules of scenes, of the blueprint and of words."""

from __future__ import annotations

from hrtraining.content.domain import blueprint, scenes
from hrtraining.content.domain.wording import Avoided, stem_faults


def test_reachable_follows_every_way_and_ignores_missing_nodes() -> None:
    ways = {"a": ["b", "gone"], "b": ["a"], "c": ["a"]}
    assert scenes.reachable("a", ways) == {"a", "b"}


def test_a_loop_without_an_ending_has_no_way_out() -> None:
    ways = {"a": ["b", "c"], "b": ["b"], "c": ["end"], "end": []}
    assert scenes.without_way_out(ways, frozenset({"end"})) == {"b"}


def test_blueprint_has_33_items_of_which_16_are_turned() -> None:
    assert len(blueprint.ITEMS) == 33
    assert sum(map(blueprint.is_turned, blueprint.ITEMS)) == 16
    for name in blueprint.ITEMS:
        assert blueprint.favourable_of(name) < set(blueprint.options_of(name))


def test_longest_run_counts_items_keyed_alike() -> None:
    assert blueprint.longest_run(["A1", "A4", "A6", "A2"]) == 3
    assert blueprint.longest_run(["A2", "B2", "A3"]) == 1


def test_stem_with_a_term_that_holds_and_is_one_idea() -> None:
    stem = "កម្មវិធីម្ជុលនិងសឺរ៉ាំង ជួយសហគមន៍។"
    assert list(stem_faults("km", stem, "f", "km", ["កម្មវិធីម្ជុលនិងសឺរ៉ាំង"])) == []
    assert [one.kind for one in stem_faults("km", stem, "f", "km", [])] == ["item-two-ideas"]


def test_negation_is_found_in_both_languages() -> None:
    assert [one.kind for one in stem_faults("km", "នគរបាលមិនជួយ។", "f", "km", [])] == ["item-negation"]
    assert [one.kind for one in stem_faults("en", "Police do not help.", "f", "en", [])] == ["item-negation"]
    assert list(stem_faults("en", "Police take note of a knot.", "f", "en", [])) == []


def test_avoided_word_inside_the_better_word_is_no_fault() -> None:
    word = Avoided(lang="km", word="អ្នកញៀន", better="អ្នកញៀនជាតិពុល", may_be_quoted=False)
    assert not word.is_in("អ្នកញៀនជាតិពុល")
    assert word.is_in("អ្នកញៀន")


def test_avoided_english_word_is_matched_whole() -> None:
    word = Avoided(lang="en", word="addict", better="people who use drugs", may_be_quoted=True)
    assert word.is_in("An Addict came.")
    assert not word.is_in("Addiction is a word.")
    assert not word.is_in("Do not say “addict”.")

"""Proves the rules about pieces of text, numbers, quotations, questions and the time that reading takes."""

from __future__ import annotations

import pytest

from hrtraining.content.domain import claims, pace, writing
from hrtraining.content.domain.blocks import Block, blocks, readable

BARS = """\
::: bars
Officers pricked (%), 2014 [@study]

| Where | Share |
|---|---|
| Patrol | 8.5 |
:::

Before the list:

- one
- two
  goes on

| a | b |
|---|---|
| 5% | x |

[law:dcl-100]
"""


def test_a_box_is_one_group_with_its_title_and_table() -> None:
    pieces = blocks(BARS)
    assert [piece.kind for piece in pieces] == ["p", "row", "row", "p", "li", "li", "row", "row", "law"]
    assert len({piece.group for piece in pieces if piece.box == "bars"}) == 1
    assert [piece.box for piece in pieces[3:]] == [""] * 6
    assert pieces[5].text == "two goes on"
    assert len({piece.group for piece in pieces[4:6]}) == 1


def test_drawing_keeps_its_name() -> None:
    assert blocks("::: drawing bag\nA bag.\n\n- ask: Ask\n:::")[0].argument == "bag"


def test_readable_leaves_out_marks() -> None:
    assert readable("**Ask** [@niosh; @who] [[pep]]").split() == ["Ask", "pep"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("56.9% of 4,136 people", {"56,9%", "4,136"}),
        ("៥៦,៩% នៃ ៤.១៣៦ នាក់", {"56,9%", "4,136"}),
        ("៤៥ ភាគរយ", {"45%"}),
        ("in 2017, article 107, at 22:40, 150 minutes, call 117", set()),
        ("មាត្រា ១០៧ ឆ្នាំ២០១៧ រយៈពេល ១៥០ នាទី", set()),
        ("2 of 100, of 1,000", set()),
        ("The range 43-101", {"101"} - {"101"}),
        ("Of 286 people", {"286"}),
        ("a share in per cent", set()),
    ],
)
def test_claims_are_shares_and_large_numbers(text: str, found: set[str]) -> None:
    assert claims.claims_of(text) == found


def test_a_number_is_settled_by_its_list_its_table_and_by_having_been_sourced_once() -> None:
    sound = "Survey of 2017 [@study]:\n\n- 15.2% had HIV\n- 30.4% had hepatitis C\n"
    assert list(claims.unsourced([blocks(sound)])) == []
    again = blocks("So 15.2% is less.")
    assert list(claims.unsourced([blocks(sound), again])) == []
    alone = list(claims.unsourced([again]))
    assert [(number, missing) for number, _piece, missing in alone] == [(0, "source"), (0, "year")]


def test_page_without_date_is_a_date() -> None:
    assert claims.names_a_year("(page without date)")
    assert claims.names_a_year("(ទំព័រគ្មានកាលបរិច្ឆេទ)")
    assert not claims.names_a_year("1,999 people")


def test_quotations_are_counted_and_closed() -> None:
    assert list(claims.long_quotations("en", f'"{"word " * 26}"'))
    assert not list(claims.long_quotations("en", f'"{"word " * 25}"'))
    assert claims.has_open_quotation("km", "«ត្រូវ")
    assert not claims.has_open_quotation("en", '"Yes," he said, "no."')


@pytest.mark.parametrize(
    ("lang", "text", "is_double"),
    [
        ("en", "It is not true that nobody asks.", True),
        ("en", "You must never touch it without gloves.", False),
        ("en", "If you cannot see, do not reach.", False),
        ("en", "Whether or not it is safe", False),
        ("km", "មិនត្រូវគ្មានស្រោមដៃ", True),
        ("km", "មិនត្រូវលូកដៃទេ", False),
        ("km", "អ្នកប្រើដោយមិនចាក់ គ្មានហានិភ័យទេ", False),
        ("km", "បើមិនឃើញ កុំលូកដៃ", False),
    ],
)
def test_double_negation(lang: str, text: str, is_double: bool) -> None:
    assert writing.has_double_negation(lang, text) is is_double


def test_two_questions_and_two_claims() -> None:
    assert writing.asks_twice("en", "Who comes? And when?")
    assert not writing.asks_twice("en", 'He says "Who? When?". What do you do?')
    assert writing.claims_twice("en", "It has no vaccine, but medicine cures it.")
    assert not writing.claims_twice("en", "Gloves, torch and mirror are enough.")
    assert writing.claims_twice("km", "គ្មានវ៉ាក់សាំងទេ ប៉ុន្តែព្យាបាលជា។")


@pytest.mark.parametrize(
    "text", ["None of these", "Both of the above", "All of these answers", "ទាំងពីរខាងលើ", "a and b"]
)
def test_options_that_point_at_others(text: str) -> None:
    assert writing.points_at_others(text)


@pytest.mark.parametrize(
    "text", ["All officers of the post", "Any of these signs is enough to call", "Bag and box"]
)
def test_options_that_stand_alone(text: str) -> None:
    assert not writing.points_at_others(text)


def test_foreign_words_and_letters_in_brackets() -> None:
    assert list(writing.foreign_words("ត្រូវយក PEP តាម deadline (Tijuana) ប្រភេទ B", {"PEP"})) == ["deadline"]
    assert writing.letters_in_brackets("ឱសថបង្ការ (PEP, first)") == {"PEP"}


def test_reading_time_counts_words_figures_and_statements() -> None:
    text = "word " * pace.WORDS_A_MINUTE
    assert pace.minutes("en", [text]) == pytest.approx(1)
    assert pace.minutes("en", [text, BARS]) - pace.minutes("en", [text]) > 1
    assert pace.minutes("km", ["ក" * pace.CLUSTERS_A_MINUTE]) == pytest.approx(1)
    assert pace.clusters("ស្រ្តី") == 1
    assert pace.sentences("One. Two? Three") == ("One.", "Two", "Three")


def test_block_is_plain_data() -> None:
    assert Block("p", "x") == Block("p", "x")

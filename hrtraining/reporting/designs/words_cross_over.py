"""The words of the cross-over in both languages: what both sequences changed by, and what the forms did to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrtraining.core.i18n import Text
from hrtraining.core.khmer import digits
from hrtraining.reporting import labels
from hrtraining.reporting.domain.cross_over import FIRST_A, FIRST_B, SEQUENCES, CrossOver

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Change, Shown

HEADING = Text("ទម្រង់តេស្តពីរ ឆ្លាស់គ្នា", "Two forms of the test in turn")
NOT_SHOWN = Text(
    "មានវគ្គដែលប្រើទម្រង់តេស្តពីរឆ្លាស់គ្នា តែតួលេខនៃលំដាប់ទាំងពីរមិនបានបង្ហាញទេ ដើម្បីការពារក្រុមតូច។",
    "There are workshops with two forms in turn; the figures of the two orders are not shown, to protect small groups.",
)
SAYS = Text(
    "%(first)s នាក់ឆ្លើយទម្រង់ ក មុន ខ ក្រោយ និង %(second)s នាក់ឆ្លើយ ខ មុន ក ក្រោយ។ បើដកភាពខុសគ្នារវាងទម្រង់ ចម្លើយគាំទ្រប្រែប្រួល "
    "%(change)s ចំណុចភាគរយ។",
    "%(first)s people answered form A before and B after, %(second)s people B before and A after. With the difference "
    "between the forms taken out, favourable answers changed by %(change)s percentage points.",
)
SAYS_HIDDEN = Text(
    "%(first)s នាក់ឆ្លើយទម្រង់ ក មុន ខ ក្រោយ និង %(second)s នាក់ឆ្លើយ ខ មុន ក ក្រោយ។ តួលេខខ្លះត្រូវលាក់ ដូច្នេះ មិនអាចដកភាពខុសគ្នារវាងទម្រង់បានទេ។",
    "%(first)s people answered form A before and B after, %(second)s people B before and A after. Some figures are hidden, "
    "so the difference between the forms cannot be taken out.",
)
FORM_SAYS = Text(
    "លើកនេះ ទម្រង់ ខ មានចម្លើយគាំទ្រច្រើនជាង ក ចំនួន %(difference)s ចំណុចភាគរយ ដែលអាចមកពីការចៃដន្យ។",
    "This time form B was answered more favourably than form A by %(difference)s percentage points, which may be "
    "chance.",
)
FORM_SAYS_LESS = Text(
    "លើកនេះ ទម្រង់ ខ មានចម្លើយគាំទ្រតិចជាង ក ចំនួន %(difference)s ចំណុចភាគរយ ដែលអាចមកពីការចៃដន្យ។",
    "This time form B was answered less favourably than form A by %(difference)s percentage points, which may be "
    "chance.",
)
FORM_SAYS_SAME = Text("លើកនេះ ទម្រង់ទាំងពីរមានចម្លើយគាំទ្រស្មើគ្នា។", "This time both forms were answered alike.")
HINT = Text(
    "ក្នុងវគ្គនីមួយៗ អ្នកចាប់ផ្តើមពីទម្រង់ ក និងពីទម្រង់ ខ មានចំនួនស្មើគ្នា (ខុសគ្នាយ៉ាងច្រើនម្នាក់)។ មិនរាប់ការផ្សព្វផ្សាយលើកណាដែលលំដាប់ណាមួយត្រូវលាក់ទេ។ "
    "តួលេខនេះគ្មានចន្លោះទំនុកចិត្តទេ។",
    "In each workshop as many begin with the one form as with the other, give or take one. Publications in which an order "
    "was hidden are left out. These figures have no interval.",
)
COLUMNS = (
    labels.DIMENSIONS["form"],
    Text("មនុស្ស", "People"),
    Text("គាំទ្រមុនវគ្គ", "Favourable before"),
    Text("គាំទ្រក្រោយវគ្គ", "Favourable after"),
    Text("ប្រែប្រួល (ចំណុចភាគរយ)", "Change (percentage points)"),
)


@dataclass(frozen=True, slots=True)
class CrossLine:
    """One order of the forms, for the chart and the table."""

    label: str
    people: int
    change: Change


@dataclass(frozen=True, slots=True)
class CrossBlock:
    """The cross-over for a page."""

    heading: str
    sentences: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[CrossLine, ...]
    hint: str


def cross_block(found: CrossOver | None, lang: str) -> CrossBlock:
    """The cross-over as a page shows it; without figures a sentence that says so."""
    heading = HEADING.in_(lang)
    if found is None:
        return CrossBlock(heading, (NOT_SHOWN.in_(lang),), (), (), "")
    return CrossBlock(
        heading=heading,
        sentences=cross_sentences(found, lang),
        columns=tuple(column.in_(lang) for column in COLUMNS),
        lines=tuple(
            CrossLine(
                labels.category("form", one).in_(lang),
                found.sequences[one].pairs,
                found.sequences[one].pooled,
            )
            for one in SEQUENCES
        ),
        hint=HINT.in_(lang),
    )


def cross_sentences(found: CrossOver, lang: str) -> tuple[str, ...]:
    """What changed, and what the forms did to it."""
    values = {
        "first": digits.number(found.sequences[FIRST_A].pairs, lang),
        "second": digits.number(found.sequences[FIRST_B].pairs, lang),
    }
    if found.change.value is None or found.form_difference.value is None:
        return (SAYS_HIDDEN.in_(lang) % values,)
    values["change"] = _signed(found.change, lang)
    size = digits.number(abs(found.form_difference.value), lang, found.form_difference.decimals)
    if size == digits.number(0, lang, found.form_difference.decimals):
        form = FORM_SAYS_SAME
    else:
        form = FORM_SAYS if found.form_difference.value > 0 else FORM_SAYS_LESS
    said = form.in_(lang)
    return SAYS.in_(lang) % values, said % {"difference": size} if "%" in said else said


def _signed(shown: Shown, lang: str) -> str:
    value = shown.value or 0.0
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + digits.number(abs(value), lang, shown.decimals)

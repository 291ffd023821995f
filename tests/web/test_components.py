"""The design language keeps its promises: contrast, weight, strict policy, macros that say what they show."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
import tinycss2  # type: ignore[import-untyped]  # it ships no types
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from wtforms import BooleanField, Form, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired

from hrtraining.core.khmer import digits
from hrtraining.web.files import lean

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "hrtraining" / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
APP = (STATIC / "css" / "app.css").read_text(encoding="utf-8")
PRINT = (STATIC / "css" / "print.css").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCREEN_TEMPLATES = [
    path for path in TEMPLATES if "print" not in path.relative_to(ROOT / "templates").parts[:1]
]

TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "card")),
    *(("ink", ground) for ground in ("navy-soft", "gold-soft", "leaf-soft", "clay-soft")),
    ("ink-2", "navy-soft"),
    *((name, ground) for name in ("navy", "gold", "leaf", "clay") for ground in ("paper", "card")),
    *((name, f"{name}-soft") for name in ("navy", "gold", "leaf", "clay")),
    ("on-navy", "navy"), ("on-leaf", "leaf"), ("on-clay", "clay"),
    ("on-bar", "bar"), ("on-bar-2", "bar"),
]  # fmt: skip
"""Foreground and ground of every text: 4.5 to 1 (WCAG 2.2, 1.4.3)."""

SHAPE_PAIRS = [
    *((name, ground) for name in ("edge", "ink-3", "gold-ring", "clay") for ground in ("paper", "card")),
    *(("focus", ground) for ground in ("paper", "card", "navy-soft")),
    ("gold-line", "bar"), ("leaf", "line"), ("grey-fill", "card"),
]  # fmt: skip
"""Edges, marks and bars that carry meaning: 3 to 1 (WCAG 2.2, 1.4.11)."""


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b", block))


def _sets() -> dict[str, dict[str, str]]:
    head, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    light = _colours(head)
    return {"light": light, "dark": light | _colours(dark), "print": light | _colours(PRINT)}


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, definition of contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_reaches_aa_on_every_ground(scheme: str) -> None:
    colours = _sets()[scheme]
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in TEXT_PAIRS}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < 4.5}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_that_carry_meaning_reach_3_to_1(scheme: str) -> None:
    colours = _sets()[scheme]
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in SHAPE_PAIRS}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < 3}


def test_dark_names_every_colour_that_light_names() -> None:
    head, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    assert set(_colours(head)) == set(_colours(dark))


def test_every_token_used_is_defined() -> None:
    defined = set(re.findall(r"--([a-z0-9-]+)\s*:", TOKENS))
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", APP + PRINT))
    assert used <= defined


def test_styles_and_scripts_stay_light() -> None:
    def weight(folder: str) -> int:
        files = [path.read_bytes() for path in (STATIC / folder).iterdir()]
        return sum(len(gzip.compress(lean(body) if folder == "css" else body, 9)) for body in files)

    assert weight("css") <= 12_000
    assert weight("js") <= 15_000


@pytest.mark.parametrize("path", sorted((STATIC / "css").iterdir()), ids=lambda path: path.name)
def test_lean_style_sheet_says_the_same(path: Path) -> None:
    def said(styles: bytes) -> list[str]:
        rules = tinycss2.parse_stylesheet(styles.decode(), skip_comments=True, skip_whitespace=True)
        assert not [rule for rule in rules if rule.type == "error"]
        return [_plain(rule.serialize()) for rule in rules]

    body = path.read_bytes()
    assert len(said(body)) > 3
    assert said(lean(body)) == said(body)


def _plain(rule: str) -> str:
    """A rule without comments, with a space only where CSS cares for one."""
    text = re.sub(r"/\*.*?\*/", "", rule, flags=re.DOTALL)
    return re.sub(r"\s*([{};:,])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()


def test_khmer_is_never_letter_spaced_nor_justified_nor_its_display_face_bold() -> None:
    styles = TOKENS + APP + PRINT
    assert "letter-spacing" not in styles
    assert "justify;" not in styles.replace("justify-content", "").replace("justify-items", "")
    for rule in re.findall(r"\{([^}]*var\(--display\)[^}]*)\}", APP):
        assert "700" not in rule and "bold" not in rule


@pytest.mark.parametrize("path", SCREEN_TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_obeys_the_strict_policy_and_draws_no_text_in_pictures(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", source)
    assert "<style" not in source
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", source)
    assert not re.search(r"<text\b", source)


# ---- macros


@pytest.fixture(scope="module")
def jinja() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: message, lambda one, many, n: one if n == 1 else many, newstyle=True
    )
    environment.filters["number"] = lambda value, decimals=0: digits.number(value, "en", decimals)
    environment.filters["percent"] = lambda value, decimals=1: digits.percent(value, "en", decimals)
    return environment


def show(environment: Environment, name: str, call: str, **values: Any) -> str:
    source = f'{{% from "components/{name}.html" import {name} %}}{{{{ {name}({call}) }}}}'
    return environment.from_string(source).render(**values)


def test_button_is_a_link_only_when_it_goes_somewhere(jinja: Environment) -> None:
    assert show(jinja, "button", "'Go', href='/a'").startswith("<a class=")
    send = show(jinja, "button", "'Send', name='go', value='next', kind='danger'")
    assert send.startswith("<button") and 'type="submit"' in send and 'value="next"' in send


def test_macros_escape_what_people_typed(jinja: Environment) -> None:
    evil = "<script>x</script>"
    people = show(jinja, "people", "items", items=[{"name": evil, "state": "now", "state_label": evil}])
    assert "<script>" not in people
    assert people.count("&lt;script&gt;") == 2


def test_path_marks_the_present_step_in_words_and_for_assistive_tools(jinja: Environment) -> None:
    items = [
        {"label": "Pre-test", "detail": "sent", "href": None, "state": "done", "number": "·"},
        {"label": "Module 1", "detail": "5 lessons", "href": "/m", "state": "now", "number": "1"},
        {"label": "Module 2", "detail": "", "href": None, "state": "later", "number": "2"},
    ]
    page = show(jinja, "path", "items", items=items)
    assert page.count('aria-current="step"') == 1
    assert ">done · <" in page and ">now · <" in page and ">later · <" in page
    assert page.count("<a ") == 1


class Sample(Form):
    """A form with one field of each kind."""

    name = StringField("Name", [InputRequired("Write a name.")], description="as on the card")
    pin = PasswordField("PIN")
    sex = RadioField(
        "Sex", choices=[SelectChoice("f", "female"), SelectChoice("m", "male")], validate_choice=False
    )
    agree = BooleanField("I agree")


def test_field_ties_label_hint_and_error_to_the_input(jinja: Environment) -> None:
    form = Sample()
    form.validate()
    page = show(jinja, "field", "form.name", form=form)
    assert 'for="name"' in page and 'aria-invalid="true"' in page
    assert 'aria-describedby="name-hint name-error"' in page
    assert 'id="name-hint"' in page and 'id="name-error"' in page and "Write a name." in page


def test_field_offers_to_show_what_was_typed_in_a_password(jinja: Environment) -> None:
    page = show(jinja, "field", "form.pin", form=Sample())
    assert 'data-show="Show"' in page and 'data-hide="Hide"' in page and 'type="password"' in page


def test_field_groups_radio_buttons_under_a_legend(jinja: Environment) -> None:
    page = show(jinja, "field", "form.sex", form=Sample())
    assert page.count("<fieldset") == 1 and "<legend" in page
    assert page.count('type="radio"') == 2 and page.count('class="choice"') == 2


def test_error_summary_links_to_each_bad_field_and_is_silent_without_errors(jinja: Environment) -> None:
    form = Sample()
    assert show(jinja, "error_summary", "form", form=form).strip() == ""
    form.validate()
    page = show(jinja, "error_summary", "form", form=form)
    assert 'role="alert"' in page and '<a href="#name">Name</a>: Write a name.' in page


@pytest.mark.parametrize("kind", ["info", "ok", "warn", "danger"])
def test_notice_says_its_kind_with_an_icon_beside_the_colour(jinja: Environment, kind: str) -> None:
    source = (
        '{% from "components/notice.html" import notice %}{% call notice(kind, "Title") %}text{% endcall %}'
    )
    page = jinja.from_string(source).render(kind=kind)
    assert f"notice-{kind}" in page and "<svg" in page and "Title" in page and "text" in page
    assert ('role="alert"' in page) is (kind == "danger")


def test_failsafe_page_needs_nothing_to_be_shown() -> None:
    source = (ROOT / "templates" / "errors" / "failsafe.html").read_text(encoding="utf-8")
    assert "{{" not in source and "{%" not in source
    assert "<h1" in source and 'lang="en"' in source

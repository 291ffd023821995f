"""One figure, one value: what the report's pages print stands in the JSON at the right rounding, in the CSV, and adds up."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from hrtraining.accounts.domain import Role
from hrtraining.core import clock
from hrtraining.core.khmer import dates, digits
from hrtraining.reporting import services
from tests.conftest import Work
from tests.factories.people import staff
from tests.house import HouseClient, Page, text_of
from tests.services.reporting.closed import academies, closed_workshop

SCORES = [(10, 18), (12, 20), (14, 14), (28, 25), (16, 12), (9, 22), (21, 29), (4, 11), (27, 31)]
NUMBER = re.compile(r"[+−]?[0-9][0-9,]*(?:\.[0-9]+)?")
MARKED = re.compile(r"[<>] ?[0-9.]+%?")


@dataclass(frozen=True)
class Site:
    """A published nation and who of the Secretariat reads it."""

    app: Flask
    analyst: int

    def reader(self, language: str = "en") -> HouseClient:
        """A signed-in browser."""
        return HouseClient(self.app, language=language).sign_in(self.analyst)


def site(app: Flask, work: Work, *sizes: int) -> Site:
    """Academies A1, A2 ... with one published workshop of so many people each; no size, no workshop."""
    names = [f"A{place + 1}" for place in range(len(sizes))]
    with work() as session:
        now = clock.utc_now()
        for place, (academy_id, trainer) in enumerate(academies(session, *names)):
            scores = [SCORES[(place + n) % len(SCORES)] for n in range(sizes[place])]
            if scores:
                closed_workshop(session, academy_id, trainer, scores, closed_at=now)
        services.freeze_closed(session, now=now)
        services.publish_due(session, now=now + timedelta(days=100))
        return Site(app, staff(session, Role.ANALYST, "analyst"))


@pytest.fixture
def large(app: Flask, work: Work) -> Site:
    """Seven academies with people, so that intervals with workshops as units are printed; nobody is hidden."""
    return site(app, work, 61, 52, 43, 30, 25, 40, 37)


@pytest.fixture
def small(app: Flask, work: Work) -> Site:
    """Two academies that are shown, two that are hidden, and one without figures."""
    return site(app, work, 45, 38, 4, 11, 0)


def figures(client: HouseClient, path: str = "/report/nation.json") -> dict[str, Any]:
    """The JSON beside a page."""
    return dict(json.loads(client.get(path).response.get_data()))


def leaves(found: Any) -> Iterator[float]:
    """Every number of the JSON."""
    if isinstance(found, dict):
        for value in found.values():
            yield from leaves(value)
    elif isinstance(found, list):
        for value in found:
            yield from leaves(value)
    elif isinstance(found, int | float) and not isinstance(found, bool):
        yield found


def rows(page: Page, caption: str) -> list[list[str]]:
    """The rows of the table with this caption."""
    for table in page.tree.iter("table"):
        heading = table.find("caption")
        if heading is not None and text_of(heading) == caption:
            return [[text_of(cell) for cell in row] for row in table.iter("tr")][1:]
    raise AssertionError(f"no table “{caption}”")


def percent(value: float) -> str:
    """As a share is printed."""
    return digits.percent(value, "en", 1)


def signed(value: float, decimals: int = 1) -> str:
    """As a change is printed."""
    text = digits.number(abs(value), "en", decimals)
    return text if not digits.round_half_up(value, decimals) else f"{'+' if value > 0 else '−'}{text}"


def chance(value: float) -> str:
    """As a p is printed."""
    return "< 0.001" if value < 0.001 else digits.number(value, "en", 3)


def to(low: float, high: float) -> str:
    """As an interval is printed."""
    return f"{signed(low).lstrip('+')} to {signed(high).lstrip('+')}"


def test_each_question_is_the_one_of_the_json(large: Site) -> None:
    client = large.reader()
    printed = rows(client.get("/report"), "Each question, in the order of the test")
    items = figures(client)["national"]["items"]
    assert len(printed) == len(items) == 33
    for row, found in zip(printed, items.values(), strict=True):
        assert row[1:5] == [
            percent(found["pct_pre"]),
            percent(found["pct_post"]),
            signed(found["diff_pp"]),
            to(*found["ci_tango_pp"]),
        ]
        verdict = "beyond chance" if found["p_holm"] < 0.05 else "may be chance"
        assert row[5:] == [
            f"{found['n01']} / {found['n10']}",
            chance(found["p_exact"]),
            f"{verdict} · {chance(found['p_holm'])}",
        ]


def test_the_five_readings_are_those_of_the_json(large: Site) -> None:
    client = large.reader()
    main, found = client.get("/report").main, figures(client)["national"]
    pooled, items, mark, _, persons = (
        found["definitions"][name]
        for name in ("D1_pooled", "D2_items", "D3_learners", "D4_mean_score", "D5_persons")
    )
    score = found["score"]
    for words in (
        f"{percent(pooled['pct_pre'])} → {percent(pooled['pct_post'])}",
        f"relative to before: {signed(pooled['relative_pct'])}%",
        f"the same: {items['same']}, fell: {items['fell']}",
        f"rose beyond chance: {items['rose_holm05']}",
        f"{percent(mark['pct_pre'])} → {percent(mark['pct_post'])}",
        f"rose to it: {mark['rose_to_mark']}, fell below: {mark['fell_below_mark']}",
        f"{signed(score['mean_change'])} ({to(*score['cluster_workshop']['ci95'])})",
        f"{percent(persons['pct_higher'])} ({to(*persons['clopper_pearson_pct'])})",
        f"{score['n_higher']} of {score['n']} people scored higher after the course",
        f"{score['n_same']} the same, {score['n_lower']} lower.",
    ):
        assert words in main, words


def told(tree: Element) -> Iterator[str]:
    """The texts of the page that carry figures: cells, facts, the title; without what is folded away to explain them.

    Shares against are added up from rounded options, as the page says.
    """
    if (tree.get("data-label") or "").startswith("Against"):
        return
    if tree.tag in ("td", "dd", "h1"):
        yield text_of(tree)
    elif tree.tag != "details":
        for inner in tree:
            yield from told(inner)


@pytest.mark.parametrize("path", ["/report", "/report/academies/A1", "/report/overview"])
def test_every_printed_figure_stands_in_the_json(large: Site, path: str) -> None:
    client = large.reader()
    page = client.get(path)
    sources = [figures(client)]
    if path.endswith("A1"):
        sources = [figures(client, f"{path}/academy.json")]
    known: dict[int, set[Decimal]] = {
        places: {abs(digits.round_half_up(value, places)) for found in sources for value in leaves(found)}
        for places in range(4)
    }
    wrong = []
    for text in told(page.tree):
        for number in NUMBER.findall(MARKED.sub("", re.sub(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}", "", text))):
            value = abs(Decimal(number.replace(",", "").replace("−", "-")))
            if value not in known[max(0, -int(value.as_tuple().exponent))] and number not in (
                "100",
                "33",
                "27",
            ):
                wrong.append(f"{number} in “{text}”")
    assert not wrong, "\n".join(wrong)


def test_the_csv_says_what_the_json_says(large: Site) -> None:
    client = large.reader()
    found = figures(client)["national"]
    body = client.get("/report/nation.csv").response.get_data().decode("utf-8-sig")
    cells = {row[0]: row for row in csv.reader(io.StringIO(body)) if row}
    pooled = found["definitions"]["D1_pooled"]
    for code, value, places in (
        ("pooled_before", pooled["pct_pre"], 1),
        ("pooled_after", pooled["pct_post"], 1),
        ("pooled_points", pooled["points"], 1),
        ("mean_before", found["score"]["mean_pre"], 1),
        ("mean_change", found["score"]["mean_change"], 1),
        ("effect", found["score"]["g_av"], 2),
        ("alpha_before", found["reliability"]["pre"]["alpha"], 2),
    ):
        assert Decimal(cells[code][3]) == digits.round_half_up(value, places), code
    for key, item in found["items"].items():
        assert [Decimal(one) for one in cells[key][4:8]] == [
            Decimal(item["n"]),
            *(digits.round_half_up(item[name], 1) for name in ("pct_pre", "pct_post", "diff_pp")),
        ]


def test_the_overview_is_the_sum_of_the_pages_of_the_academies(large: Site) -> None:
    client = large.reader()
    lines = rows(client.get("/report/overview"), "Each academy")
    total, parts = lines[-1], lines[:-1]
    assert total[0] == "All academies together"
    for column in (1, 2):
        assert int(total[column]) == sum(int(line[column]) for line in parts)
    nation = figures(client)
    assert int(total[2]) == nation["national"]["n_paired"]
    for line, key in zip(parts, nation["academies"], strict=True):
        own = figures(client, f"/report/academies/{key}/academy.json")
        pooled = own["academies"][key]["definitions"]["D1_pooled"]
        assert line[1:3] == [str(own["flow"]["registered"]), str(own["academies"][key]["n_paired"])]
        assert line[3:6] == [
            percent(pooled["pct_pre"]),
            percent(pooled["pct_post"]),
            signed(pooled["points"]),
        ]


def test_shown_academies_add_up_to_less_when_some_are_hidden_and_the_page_says_so(small: Site) -> None:
    page = small.reader().get("/report/overview")
    lines = rows(page, "Each academy")
    shown = [line for line in lines[:-1] if line[2].isdigit()]
    assert [line[0] for line in shown] == ["Test academy A1", "Test academy A2"]
    assert [line[1:] for line in lines[2:4]] == [["hidden"] * 6] * 2
    assert int(lines[-1][2]) - sum(int(line[2]) for line in shown) == 4 + 11 >= 10
    assert "Hidden to protect people in small groups: Test academy A3, Test academy A4." in page.main
    assert "Without figures so far: Test academy A5" in page.main


def test_figures_of_an_academy_reach_until_its_last_shown_workshop_and_old_ones_are_named(
    app: Flask, work: Work
) -> None:
    with work() as session:
        now = clock.utc_now()
        places = academies(session, "A1", "A2", "A3")
        for closed_at, sizes in ((now - timedelta(days=300), (40, 20, 0)), (now, (40, 6, 15))):
            for (academy_id, trainer), size in zip(places, sizes, strict=True):
                if size:
                    scores = [SCORES[n % len(SCORES)] for n in range(size)]
                    closed_workshop(session, academy_id, trainer, scores, closed_at=closed_at)
            services.freeze_closed(session, now=closed_at)
            services.publish_due(session, now=closed_at + timedelta(days=100))
        place = Site(app, staff(session, Role.ANALYST, "analyst"))
    page = place.reader().get("/report/overview")
    days = {line[0].removesuffix(" in part"): line[6] for line in rows(page, "Each academy")}
    first, second = (
        dates.short_date(clock.local_date(one), "en") for one in (now - timedelta(days=300), now)
    )
    assert days["Test academy A1"] == days["All academies together"] == second
    assert days["Test academy A2"] == first
    assert "No newer figures for more than half a year: Test academy A2" in page.main


@pytest.mark.parametrize("language", ["km", "en"])
def test_every_figure_leads_to_what_it_means(large: Site, language: str) -> None:
    page = large.reader(language).get("/report")
    folded = [text_of(one) for one in page.tree.iter("details")]
    version = figures(large.reader())["about"]["instrument_version"][:12]
    formulas = [text for text in folded if "÷" in text or "√" in text]
    assert len(formulas) >= 6
    assert all(version in text for text in formulas)
    summaries = [text_of(one) for one in page.tree.iter("summary")]
    assert len(summaries) == len(set(summaries)) == len(folded)

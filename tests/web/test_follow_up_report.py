"""The report of the follow-up through its page and file: the same people, groups under ten nowhere."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask

from hrtraining.assessment.domain import Phase
from hrtraining.content.domain import Item
from hrtraining.core import clock
from hrtraining.followup import services
from hrtraining.followup.domain import Practice
from tests.conftest import Work
from tests.factories import follow_up, workshops
from tests.factories.world import World
from tests.house import HouseClient


@pytest.fixture
def afterwards(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live after the last wave; cookies are signed by the real clock."""
    monkeypatch.setitem(app.config, "PERMANENT_SESSION_LIFETIME", timedelta(days=1000))
    monkeypatch.setattr(clock, "utc_now", lambda: follow_up.AFTER_ALL)


def half(place: int, item: Item) -> str:
    """Half of the items favourably."""
    return (workshops.favourable if int(item.id[1:]) % 2 else workshops.unfavourable)(place, item)


def reports_of_work(work: Work, number: int) -> None:
    now = follow_up.IN_WAVE[Phase.FU3]
    with work() as session:
        for place in range(number):
            token = services.issue_ticket(session, phase=Phase.FU3, now=now)
            practice = Practice(searches="1-5" if place % 2 else "0", reasons=("drugs",))
            services.give_practice(session, token=token, practice=practice, now=now)


def answered_in_both(work: Work, world: World) -> None:
    """Eleven people of each of two workshops answered after three months, and twelve told of their work."""
    with work() as session:
        for side in (world.a, world.b):
            follow_up.panel(session, side.closed)
            follow_up.answer_wave(session, side.closed, Phase.FU3, choose=half, who=range(11))
    reports_of_work(work, 12)


@pytest.mark.parametrize("language", ["km", "en"])
def test_page_and_json_say_what_is_left(
    client: HouseClient, world: World, work: Work, afterwards: None, language: str
) -> None:
    answered_in_both(work, world)
    client = HouseClient(client.app, language=language).sign_in(world.analyst)
    assert "/report/follow-up" in client.get("/report").links
    page = client.get("/report/follow-up")
    if language == "en":
        assert "3 months after the course" in page.h1
    found = json.loads(client.get("/report/follow-up.json").response.data)
    wave = found["followup"]["fu3"]
    assert (wave["n_invited"], wave["n_answered"], wave["n_with_all_three"]) == (24, 22, 22)
    assert wave["retained_pct_of_invited"] == pytest.approx(100 * 22 / 24)
    assert wave["rounded_to_points"] == 2.0
    assert wave["mean_followup"] in (16.0, 18.0)  # 17 of 33 favourable, in steps of 2
    assert (wave["mean_pre"], wave["mean_post"]) == (None, None)  # nobody and everybody: extremes
    assert found["marks"]["followup.fu3.mean_post"] == ">95"
    assert (wave["n_lost"], wave["mean_pre_of_lost"]) == (2, None)
    assert found["marks"]["followup.fu3.mean_pre_of_lost"] == "hidden"
    assert found["work"]["fu3"]["reports"] == 12
    assert found["work"]["fu3"]["percent"]["searches"]["1-5"] == 50.0
    assert found["work"]["fu3"]["percent"]["needle_help"]["no"] is None


def test_fewer_than_ten_show_nothing(client: HouseClient, world: World, work: Work, afterwards: None) -> None:
    with work() as session:
        follow_up.panel(session, world.a.closed)
        follow_up.answer_wave(session, world.a.closed, Phase.FU3, choose=half, who=range(9))
    reports_of_work(work, 9)
    client = HouseClient(client.app, language="en").sign_in(world.analyst)
    page = client.get("/report/follow-up")
    assert "No follow-up can be shown yet" in page.h1
    found = json.loads(client.get("/report/follow-up.json").response.data)
    assert (found["followup"], found["work"]) == ({}, {})
    assert found["about"]["waves_in_no_figure_yet"] == 1


def test_a_running_wave_is_in_no_figure(
    client: HouseClient, world: World, work: Work, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PERMANENT_SESSION_LIFETIME", timedelta(days=1000))
    monkeypatch.setattr(clock, "utc_now", lambda: follow_up.IN_WAVE[Phase.FU3])
    with work() as session:
        follow_up.panel(session, world.a.closed)
        follow_up.answer_wave(session, world.a.closed, Phase.FU3, choose=half)
    client.sign_in(world.analyst)
    found = json.loads(client.get("/report/follow-up.json").response.data)
    assert found["followup"] == {}


def test_the_report_before_and_after_stays_as_it_was(
    client: HouseClient, world: World, work: Work, afterwards: None
) -> None:
    client.sign_in(world.analyst)
    before = json.loads(client.get("/report/nation.json").response.data)
    with work() as session:
        follow_up.panel(session, world.a.closed)
        follow_up.answer_wave(session, world.a.closed, Phase.FU3, choose=half)
    after = json.loads(client.get("/report/nation.json").response.data)
    assert before["followup"] == {}
    assert after["followup"]["fu3"]["n_with_all_three"] == 12
    of_follow_up = ("followup", "work")
    for report in (before, after):
        for name in of_follow_up:
            report.pop(name)
        report["about"] = {k: v for k, v in report["about"].items() if not k.startswith(("followup", "work"))}
        report["marks"] = {k: v for k, v in report["marks"].items() if not k.startswith(of_follow_up)}
    assert after == before


@pytest.mark.parametrize("who", ["trainer", "academy_administrator", "graduate"])
def test_only_the_secretariat_reads_it(client: HouseClient, world: World, who: str) -> None:
    client.sign_in(getattr(world.a, who))
    client.get("/report/follow-up", status=404)
    client.get("/report/follow-up.json", status=404)


def test_means_rounded_to_whole_points_have_no_decimals(
    client: HouseClient, world: World, work: Work, afterwards: None
) -> None:
    with work() as session:
        follow_up.panel(session, world.a.closed)
        follow_up.answer_wave(session, world.a.closed, Phase.FU3, choose=half)
    client = HouseClient(client.app, language="en").sign_in(world.analyst)
    assert ".0" not in client.get("/report/follow-up").main
    wave = json.loads(client.get("/report/follow-up.json").response.data)["followup"]["fu3"]
    assert wave["lost_rounded_to_points"] is None
    assert "share_of_gain_kept_between" in wave


def test_the_files_say_what_the_page_says(
    client: HouseClient, world: World, work: Work, afterwards: None
) -> None:
    answered_in_both(work, world)
    client.sign_in(world.analyst)
    wave = json.loads(client.get("/report/follow-up.json").response.data)["followup"]["fu3"]
    rows = list(
        csv.reader(client.get("/report/nation.csv").response.get_data().decode("utf-8-sig").splitlines())
    )
    [at] = [place for place, row in enumerate(rows) if row == ["តាមដាន / Follow-up"]]
    found = dict(zip(rows[at + 1], rows[at + 2], strict=True))
    assert found["ខែក្រោយវគ្គ / Months after the course"] == "3"
    assert found["ពិន្ទុពេលនោះ / Score then"] == f"{wave['mean_followup']:g}"
    assert found["ពិន្ទុក្រោយវគ្គ / Score after"] == ">95 %"
    assert found["អ្នកបាត់៖ ពិន្ទុមុនវគ្គ / Lost: score before"].endswith("hidden to protect small groups")
    [searches] = [row for row in rows if row[2:3] == ["១ ដល់ ៥ នាក់ / 1 to 5 people"]]
    assert (searches[0], searches[3], searches[4]) == ("3", "12", "50")
    book = openpyxl.load_workbook(io.BytesIO(client.get("/report/nation.xlsx").response.get_data()))
    assert book.sheetnames[-2:] == ["តាមដាន · Follow-up", "ការងារ · Work"]
    assert book["តាមដាន · Follow-up"]["J2"].value == wave["mean_followup"]

"""What the printed report says is what it carries: its pages agree with the JSON inside; what is left after months."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g

from hrtraining.assessment.domain import Phase
from hrtraining.followup.domain import ONCE, REASONS
from hrtraining.reporting import from_files
from hrtraining.reporting.domain.followup_release import PhaseFigures, Printed
from hrtraining.reporting.followup.reading import Followed, FollowUp, Work
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.printed.report import report_pdf

EXAMPLE = Path(__file__).parents[2] / "unit" / "reporting" / "example"
ITEMS, ATTEMPTS = EXAMPLE / "items.csv", EXAMPLE / "attempts.csv"
LATER = {"fu3": ("2025-07-01T09:00:00+07:00", 1.0), "fu6": ("2025-10-01T09:00:00+07:00", 0.6)}
ROW = re.compile(
    r"^ *(Q\d\d) +([\d.]+)% +([\d.]+)% +([+−]?[\d.]+) +(−?\d+) to (−?\d+) +(\d+) / (\d+) +(?:< )?([\d.]+)$",
    re.MULTILINE,
)


@pytest.fixture
def followed(tmp_path: Path) -> Path:
    """The example with people who answered again after 3 and 6 months, partly as before the course."""
    with ATTEMPTS.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    before = {row["learner_id"]: row for row in rows if row["phase"] == "pre"}
    out = list(rows)
    for place, row in enumerate(row for row in rows if row["phase"] == "post"):
        for phase, (day, part) in LATER.items():
            if place % 10 >= 10 * part or row["learner_id"] not in before:
                continue
            fallen = {f"Q{n:02d}": before[row["learner_id"]][f"Q{n:02d}"] for n in range(1, 12)}
            uid = f"{row['attempt_uid']}-{phase}"
            out.append({**row, **fallen, "attempt_uid": uid, "phase": phase, "submitted_at": day})
    path = tmp_path / "attempts.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(out)
    return path


def printed(app: Flask, path: Path, attempts: Path, lang: str) -> tuple[list[str], dict[str, Any]]:
    """The pages of the report of the example, and the figures that it carries."""
    command = ["reporting", "evaluate", str(ITEMS), str(attempts), "--format", "pdf", "--lang", lang]
    done = app.test_cli_runner().invoke(args=[*command, "--output", str(path)])
    assert done.exit_code == 0, done.output
    shown = subprocess.run(
        ["qpdf", "--show-attachment=hrtraining-report.json", path], capture_output=True, check=True
    )
    return pages_of(path), json.loads(shown.stdout)


def pages_of(path: Path) -> list[str]:
    """The text of each page as a reader's program copies it."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def number(text: str) -> float:
    """A printed number."""
    return float(text.replace("−", "-"))


def test_printed_numbers_are_those_of_the_json(app: Flask, tmp_path: Path) -> None:
    pages, found = printed(app, tmp_path / "f.pdf", ATTEMPTS, "en")
    rows = ROW.findall("\n".join(pages))
    assert len(rows) == 33
    for key, before, after, change, low, high, to, away, p in rows:
        item = found["national"]["items"][key]
        assert number(before) == pytest.approx(item["pct_pre"], abs=0.0501)
        assert number(after) == pytest.approx(item["pct_post"], abs=0.0501)
        assert number(change) == pytest.approx(item["diff_pp"], abs=0.0501)
        ends = item["ci_tango_pp"]
        assert (number(low), number(high)) == pytest.approx(tuple(ends), abs=0.501)
        assert (int(to), int(away)) == (item["n01"], item["n10"])
        assert number(p) == pytest.approx(max(item["p_holm"], 0.001), abs=0.000501)
    text = " ".join(" ".join(pages).split())
    headline, flow = found["headline"], found["flow"]
    for value in (headline["pct_pre"], headline["pct_post"]):
        assert f"{value:.1f}%" in text
    assert (headline["ci95"], found["marks"]["headline.ci95"]) == (None, "hidden")
    # there are enough workshops (rule 23), but too many of them stand together to hide the small ones
    assert headline["n_workshops"] == 8
    assert "No interval is printed" in text
    for topic in found["topics"].values():
        assert re.search(rf"{topic['pct_pre']:.1f}% +{topic['pct_post']:.1f}% +\+{topic['points']:.1f}", text)
    assert f"Of {flow['learners']} learners in the file {flow['paired']} took both tests" in text
    # more than a fifth left, and they were different: both are said on the first page, and what was not done
    assert "38 of the 120 people" in pages[0]
    assert "different already before the course" in pages[0]
    assert "nothing about conduct on duty" in pages[0]
    assert "No follow-up was made yet." in text


@pytest.mark.parametrize("lang", ["km", "en"])
def test_the_same_people_after_months_have_a_page(
    app: Flask, tmp_path: Path, followed: Path, lang: str
) -> None:
    path = tmp_path / "f.pdf"
    pages, found = printed(app, path, followed, lang)
    assert len(pages) == 7
    wave = found["followup"]["fu6"]
    working = app.test_cli_runner().invoke(args=["reporting", "evaluate", str(ITEMS), str(followed)])
    exact = json.loads(working.stdout)["followup"]["fu6"]
    assert wave["n_with_all_three"] == exact["n_with_all_three"]
    assert wave["retained_pct_of_paired"] == pytest.approx(exact["retained_pct_of_paired"])
    for name in ("mean_pre", "mean_post", "mean_followup"):
        assert wave[name] == pytest.approx(exact[name], abs=wave["rounded_to_points"] / 2 + 1e-9)
    (left,) = [page for page in pages if ("Who answered and" if lang == "en" else "អ្នកឆ្លើយ និងអ្នកបាត់") in page]
    if lang == "en":
        says = " ".join(left.split("The same people")[0].split())
        said = re.search(
            r"6 months after the course (\d+)% to (\d+)% of the gain is left: the same (\d+) people", says
        )
        assert said is not None
        least, most, people = map(int, said.groups())
        assert least <= 100 * exact["share_of_gain_kept"] <= most
        assert people == wave["n_scored"]
        assert (
            f"{wave['mean_pre']:g} before, {wave['mean_post']:g} after and {wave['mean_followup']:g}" in says
        )
        assert f"{wave['n_answered']} of the {wave['n_invited']} people who took both tests answered" in left
        assert "No follow-up" not in " ".join(pages)
    files = ["--items", str(ITEMS), "--attempts", str(followed)]
    assert app.test_cli_runner().invoke(args=["reporting", "verify", str(path), *files]).exit_code == 0


def shown(value: float) -> Printed:
    """A figure that is printed."""
    return Printed(value)


def three_waves() -> FollowUp:
    """All three follow-ups and a report of work for each: as much as the page will ever hold."""
    phases = tuple(
        PhaseFigures(
            phase=phase, workshops=9, invited=400, answered=300, scored=290, step=0.2,
            before=shown(16.2), after=shown(21.4), later=shown(19.8), change_from_before=shown(3.6),
            change_from_after=shown(-1.6), margin=1.2, margin_after=1.4, gain_kept_percent=shown(69.0), lost=100,
            lost_before=shown(14.5), lost_after=shown(20.5),
        )
        for phase in ("fu3", "fu6", "fu12")
    )  # fmt: skip
    work = tuple(
        Work(
            phase=Phase(one.phase),
            reports=250,
            halves=("2026-1",),
            answered=dict.fromkeys((*ONCE, "reasons"), 250),
            shares={
                name: dict.fromkeys(codes, shown(25.0))
                for name, codes in {**ONCE, "reasons": REASONS}.items()
            },
        )
        for one in phases
    )
    return FollowUp(33, "v", phases, 0, work, Followed(9, "2026-2"), "0" * 64)


@pytest.mark.parametrize("lang", ["km", "en"])
def test_three_follow_ups_and_work_take_one_page(app: Flask, tmp_path: Path, lang: str) -> None:
    made = from_files.read(ITEMS, ATTEMPTS)
    assert isinstance(made.page, ReportPage)
    made = replace(made, page=replace(made.page, file_flow=None), follow_up=three_waves())
    path = tmp_path / "f.pdf"
    with app.test_request_context():
        g.language = lang
        path.write_bytes(report_pdf(made, lang=lang, draft=True, demonstration=True))
    pages = pages_of(path)
    assert len(pages) == 7
    (left,) = [page for page in pages if ("n = 290" if lang == "en" else "n = ២៩០") in page]
    assert ("An order of a court" if lang == "en" else "២៥%") in left
    assert ("Several reasons for arrest" if lang == "en" else "មូលហេតុចាប់ខ្លួនច្រើន") in left


@pytest.mark.parametrize("lang", ("km", "en"))
def test_a_report_in_which_everything_fell_says_so(app: Flask, tmp_path: Path, lang: str) -> None:
    with ATTEMPTS.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    questions = [name for name in rows[0] if name.startswith("Q")]
    pre = {row["learner_id"]: row for row in rows if row["phase"] == "pre"}
    post = {row["learner_id"]: row for row in rows if row["phase"] == "post"}
    for person in pre.keys() & post.keys():
        for name in questions:
            pre[person][name], post[person][name] = post[person][name], pre[person][name]
    turned = tmp_path / "turned.csv"
    with turned.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    pages, found = printed(app, tmp_path / "f.pdf", turned, lang)
    assert found["headline"]["points"] < -10
    first, text = (" ".join(part.split()) for part in (pages[0], " ".join(pages)))
    # the questions that fell are counted on the first page, and no fall is called a rise
    if lang == "en":
        assert "0 of 33 questions rose" in first
        assert "fell: 33" in first and "(beyond chance:" in first
        assert "Mean rise of those that rose" not in text
    else:
        assert "ថយ៖ ៣៣" in first
        assert "គឺកើន −" not in text and "គឺប្រែប្រួល −" in text

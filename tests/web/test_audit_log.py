"""The auditor's pages: every act has words in both languages, figures' acts can be read alone, the file says what it is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from hrtraining.core import audit
from hrtraining.core.settings import ROOT, current
from hrtraining.web import acts
from tests.conftest import Work
from tests.factories.clock import NOW
from tests.factories.world import World
from tests.house import HouseClient

RECORDED = re.compile(r"""(?:\baction=|\bACTION = )["']([a-z]+\.[a-z_]+)["']""")


def test_every_act_that_is_recorded_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "hrtraining").rglob("*.py")]
    recorded = {name for text in sources for name in RECORDED.findall(text)}
    assert len(recorded) > 40
    assert recorded == set(acts.ACTS)
    assert set(acts.OF_FIGURES) < recorded


@pytest.mark.parametrize("language", ["en", "km"])
def test_auditor_reads_acts_in_words_with_what_was_noted(app: Flask, world: World, language: str) -> None:
    auditor = HouseClient(app, language=language).sign_in(world.auditor)
    page = auditor.get("/audit")
    words = {"en": "Attendance ticked", "km": "គូសវត្តមាន"}[language]
    assert words in page.text
    assert "workshop: " in page.text


def test_acts_of_figures_can_be_read_alone_and_older_ones_stay_so(
    app: Flask, world: World, work: Work
) -> None:
    with work() as session:
        for place in range(120):
            audit.record(
                session, actor_id=None, action="reporting.export_research", subject=f"instrument:{place}", now=NOW,
                detail={"columns": ["academy", "sex"], "records": 60, "reason": "typed by hand"},
            )  # fmt: skip
            audit.record(
                session, actor_id=None, action="certificates.issue", subject="certificate:1", now=NOW
            )
    auditor = HouseClient(app, language="en").sign_in(world.auditor)
    page = auditor.get("/audit?acts=figures")
    assert "Certificate issued" not in page.text
    assert "columns: academy, sex" in page.text
    assert "typed by hand" not in page.text
    older = next(link for link in page.links if "before=" in link)
    assert "acts=figures" in older
    rest = auditor.get(older)
    assert "Figures published, period closed" in rest.text
    assert "Certificate issued" not in rest.text


def test_file_of_the_log_says_that_it_is_a_demonstration(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor = HouseClient(app, language="en").sign_in(world.auditor)
    name = auditor.get("/audit.csv").response.headers["Content-Disposition"]
    assert name == 'attachment; filename="audit.csv"'
    with app.app_context():
        invented = replace(current(), demonstration=True)
    monkeypatch.setattr("hrtraining.web.views.current", lambda: invented)
    name = auditor.get("/audit.csv").response.headers["Content-Disposition"]
    assert name == 'attachment; filename="demonstration-audit.csv"'

"""What became of the questions of each module: every question of the test once, as its own figures say."""

from __future__ import annotations

from sqlalchemy.orm import Session

from hrtraining.reporting import composing, services
from hrtraining.reporting.composing import Asked
from hrtraining.reporting.figures import report_figures
from hrtraining.reporting.pages import ReportPage
from tests.factories.clock import NOW, later
from tests.services.reporting.closed import academies, closed_workshop

# the easiest questions rise for everybody, some fall for a few
SCORES = [(10, 18), (12, 20), (14, 14), (16, 12), (9, 22)]


def test_every_question_stands_once_under_the_module_that_teaches_it(session: Session) -> None:
    for academy_id, trainer in academies(session, "A1", "A2"):
        closed_workshop(session, academy_id, trainer, SCORES * 12, closed_at=NOW)
    services.freeze_closed(session, now=later())
    services.publish_now(session, actor_id=None, now=later())
    made = composing.nation(session, Asked())
    assert isinstance(made.page, ReportPage)
    found = report_figures(made, draft=True, demonstration=False)
    items = found["national"]["items"]
    named = [
        key
        for module in found["by_module"].values()
        for name in ("rose", "same", "fell", "hidden")
        for key in module[name]
    ]
    assert sorted(named) == sorted(items)
    sure = 0
    for module in found["by_module"].values():
        assert all(items[key]["diff_pp"] > 0 for key in module["rose"])
        assert all(items[key]["diff_pp"] < 0 for key in module["fell"])
        assert all(items[key]["diff_pp"] == 0 for key in module["same"])
        sure += module["n_rose_beyond_chance"]
    assert sure == found["national"]["definitions"]["D2_items"]["rose_holm05"]
    of_law = found["by_module"]["m08"]
    instrument = made.page.instrument
    law = {item.id for item in instrument.items if item.construct == "C"}
    assert law <= set(of_law["rose"] + of_law["same"] + of_law["fell"] + of_law["hidden"])

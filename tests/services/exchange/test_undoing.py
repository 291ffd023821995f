"""Taking an import back while nobody has seen its figures, and destroying the codes of its sheets."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hrtraining.assessment import queries as assessment_queries
from hrtraining.assessment.domain import Phase
from hrtraining.core.errors import Conflict
from hrtraining.exchange import services
from hrtraining.exchange.models import ImportedWorkshop
from hrtraining.reporting import queries as reporting_queries
from hrtraining.reporting import services as reporting_services
from hrtraining.reporting.models import FrozenWorkshop
from hrtraining.workshops import queries as workshop_queries
from tests.factories import workshops
from tests.factories.answers import (
    class_of,
    other_answer,
    paper,
)
from tests.factories.clock import NOW, later
from tests.services.exchange.desk import Desk


def test_undo_leaves_the_database_as_it_was(desk: Desk) -> None:
    before = desk.tables()
    _plan, number = desk.send(desk.file(class_of(desk.items, 12)))
    assert number is not None
    assert desk.tables() != before
    reporting_services.freeze_closed(desk.session, now=later())
    services.undo_import(desk.session, import_id=number, actor_id=desk.analyst, now=later())
    assert desk.tables() == before
    plan, again = desk.send(desk.file(class_of(desk.items, 12)), now=later(9))
    assert (plan.new, again) == (24, number + 1)


def test_undo_of_the_second_file_leaves_the_first(desk: Desk) -> None:
    papers = class_of(desk.items, 12)
    _plan, first = desk.send(desk.file(papers[:12]))
    before = desk.tables()
    _plan, second = desk.send(desk.file([*papers[12:], other_answer(papers[0], desk.items)]), now=later())
    assert first is not None
    assert second is not None
    with pytest.raises(Conflict) as refused:
        services.undo_import(desk.session, import_id=first, actor_id=None, now=later())
    assert refused.value.values["number"] == second
    services.undo_import(desk.session, import_id=second, actor_id=None, now=later())
    assert desk.tables() == before


def test_undo_of_paper_in_an_open_workshop_leaves_the_answers_given_here(desk: Desk) -> None:
    made = workshops.workshop(desk.session, academy_id=desk.academy_id, trainer_id=desk.trainer, size=3)
    row = workshop_queries.workshop(desk.session, made.id)
    assert row is not None
    workshops.open_test(desk.session, made, Phase.PRE)
    workshops.answer_all(desk.session, made, Phase.PRE)
    before = desk.tables()
    papers = [paper(desk.items, one, "pre", workshop=row.join_code) for one in (1, 2)]
    _plan, number = desk.send(desk.file(papers), now=later(30))
    assert number is not None
    services.undo_import(desk.session, import_id=number, actor_id=None, now=later(31))
    assert desk.tables() == before


def test_undo_is_refused_once_a_trainer_may_have_seen_the_figures(desk: Desk) -> None:
    made = workshops.workshop(desk.session, academy_id=desk.academy_id, trainer_id=desk.trainer, size=3)
    row = workshop_queries.workshop(desk.session, made.id)
    assert row is not None
    workshops.open_test(desk.session, made, Phase.PRE)
    papers = [paper(desk.items, one, "pre", workshop=row.join_code) for one in (1, 2)]
    _plan, number = desk.send(desk.file(papers), now=later(30))
    workshops.close_test(desk.session, made, Phase.PRE, now=later(40))
    workshops.close(desk.session, made, now=later(50))
    assert number is not None
    with pytest.raises(Conflict, match="អាចបានឃើញតួលេខ"):
        services.undo_import(desk.session, import_id=number, actor_id=None, now=later(60))


def test_undo_is_refused_once_the_figures_are_published(desk: Desk) -> None:
    _plan, number = desk.send(desk.file(class_of(desk.items, 12)))
    assert number is not None
    reporting_services.freeze_closed(desk.session, now=later())
    reporting_services.publish_now(desk.session, actor_id=None, now=later(2))
    with pytest.raises(Conflict, match="ផ្សព្វផ្សាយហើយ"):
        services.undo_import(desk.session, import_id=number, actor_id=None, now=later(3))
    (version,) = reporting_queries.versions(desk.session)
    assert version.workshops == 1


def test_destroying_codes_leaves_no_way_back_to_a_sheet(desk: Desk) -> None:
    papers = class_of(desk.items, 12)
    _plan, number = desk.send(desk.file([*papers, other_answer(papers[0], desk.items)]))
    assert number is not None
    (row,) = desk.outside()
    reporting_services.freeze_closed(desk.session, now=later())
    frozen = desk.session.get_one(FrozenWorkshop, row.id).body
    gone = services.destroy_codes(desk.session, ended_before=NOW.date(), actor_id=None, now=later())
    assert gone == 12
    desk.session.expire_all()
    assert desk.session.execute(select(ImportedWorkshop.salt)).scalars().all() == [None]
    left = {name: rows for name, rows in desk.tables().items() if name.startswith("exchange_")}
    assert not any(left[name] for name in ("exchange_person", "exchange_sheet", "exchange_set_aside"))
    assert (
        len({kept.submitted_at for kept in assessment_queries.sheets_of(desk.session, row.id).values()}) == 2
    )
    assert desk.session.get_one(FrozenWorkshop, row.id).body == frozen
    with pytest.raises(Conflict):
        services.undo_import(desk.session, import_id=number, actor_id=None, now=later(2))

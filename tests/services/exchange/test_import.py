"""Files of answers: the dry run, the import, the same file again, pairs, and the report they enter."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from sqlalchemy import func, select

from hrtraining.assessment.domain import Phase
from hrtraining.assessment.models import Attempt
from hrtraining.core.db import Base
from hrtraining.core.i18n import speaking
from hrtraining.exchange import files, queries, services
from hrtraining.exchange.domain import Kind
from hrtraining.exchange.pages import fault_sentence
from hrtraining.exchange.services import Place, Plan
from hrtraining.reporting import services as reporting_services
from hrtraining.reporting.models import FrozenWorkshop
from hrtraining.workshops import queries as workshop_queries
from tests.factories import workshops
from tests.factories.answers import (
    changed,
    class_of,
    csv_file,
    moment,
    other_answer,
    paper,
    table,
    xlsx_file,
)
from tests.factories.clock import NOW, later
from tests.services.exchange.desk import Desk


def kinds(plan: Plan) -> list[tuple[Kind, int, str]]:
    return [(fault.kind, fault.row, fault.column) for fault in plan.faults]


def test_dry_run_says_what_the_import_does_and_changes_nothing(desk: Desk) -> None:
    data, before = desk.file(class_of(desk.items, 12, post=10)), desk.tables()
    dry = desk.dry(data)
    assert desk.tables() == before
    assert (dry.new, dry.known, dry.read) == (22, 0, 22)
    (group,) = dry.groups
    assert (group.target.place, group.counts.pairs, group.counts.people) == (Place.NEW, 10, 12)
    done, number = desk.send(data)
    assert number is not None
    assert [one.counts for one in done.groups] == [one.counts for one in dry.groups]
    assert desk.session.scalar(select(func.count()).select_from(Attempt)) == 22


def test_outside_workshop_has_the_days_and_people_of_its_sheets_and_waits_closed(desk: Desk) -> None:
    desk.send(desk.file(class_of(desk.items, 12, post=10)))
    (row,) = desk.outside()
    assert (row.title, row.academy_id, row.closed_at) == ("OLD-1", desk.academy_id, NOW)
    assert (row.ends_on - row.starts_on).days == 4
    assert workshop_queries.roster_sizes(desk.session, [row.id]) == {row.id: 12}
    assert reporting_services.freeze_closed(desk.session, now=later()) == 1
    frozen = desk.session.get_one(FrozenWorkshop, row.id)
    assert frozen.pairs == 10
    assert (frozen.flow["registered"], frozen.flow["pre"], frozen.flow["post"]) == (12, 12, 10)


def test_raw_answers_arrive_as_they_were_typed(desk: Desk) -> None:
    one = paper(desk.items, 1, "pre")
    desk.send(desk.file([one]))
    kept = desk.session.execute(select(Attempt)).scalar_one()
    assert [code.replace("-", "").replace("D", "DK") for code in kept.codes] == list(one.answers)
    assert (kept.language, kept.channel, kept.submitted_at) == ("km", "paper", datetime.fromisoformat(one.at))


@pytest.mark.parametrize("close", [True, False])
def test_same_file_again_changes_nothing(desk: Desk, *, close: bool) -> None:
    data = desk.file(class_of(desk.items, 12))
    desk.send(data, close=close)
    before = desk.tables()
    plan, number = desk.send(data, now=later(60))
    assert (plan.changes_nothing, number, plan.known) == (True, None, 24)
    assert desk.tables() == before


def test_rows_in_another_order_change_nothing(desk: Desk) -> None:
    papers = class_of(desk.items, 12)
    desk.send(desk.file(papers), close=False)
    assert desk.dry(desk.file(reversed(papers))).changes_nothing


def test_post_tests_in_a_later_file_join_their_people(desk: Desk) -> None:
    papers = class_of(desk.items, 12)
    first, _number = desk.send(desk.file(papers[:12]))
    assert (first.groups[0].closes, first.groups[0].counts.pairs) == (False, 0)
    second, _number = desk.send(desk.file(papers[12:]), now=later(5))
    assert (second.groups[0].target.place, second.groups[0].counts.pairs) == (Place.OUTSIDE, 12)
    (row,) = desk.outside()
    assert row.closed_at == later(5)


def test_files_in_either_order_give_the_same_figures(desk: Desk) -> None:
    papers = class_of(desk.items, 12)
    papers.append(changed(paper(desk.items, 3, "pre", seed=8), uid="again-3", at=moment(-90)))
    bodies = []
    for order in ((papers[:9], papers[9:]), (papers[9:], papers[:9])):
        first, second = (desk.send(desk.file(part), close=False)[1] for part in order)
        (row,) = desk.outside()
        services.close_outside(desk.session, workshop_id=row.id, actor_id=None, now=later())
        reporting_services.freeze_closed(desk.session, now=later())
        bodies.append(desk.session.get_one(FrozenWorkshop, row.id).body)
        for number in (second, first):
            assert number is not None
            services.undo_import(desk.session, import_id=number, actor_id=None, now=later())
    assert bodies[0] == bodies[1]


def test_earliest_pre_and_first_post_after_it_make_the_pair(desk: Desk) -> None:
    early = changed(paper(desk.items, 1, "pre"), uid="p-1", at=moment(0))
    late = changed(paper(desk.items, 1, "pre", seed=8), uid="p-2", at=moment(30))
    same_time = changed(paper(desk.items, 1, "post"), uid="q-1", at=moment(0))
    first = changed(paper(desk.items, 1, "post", seed=8), uid="q-2", at=moment(10))
    second = changed(paper(desk.items, 1, "post", seed=9), uid="q-3", at=moment(20))
    alone = changed(paper(desk.items, 2, "post"), uid="q-4")
    plan, _number = desk.send(desk.file([second, late, first, alone, same_time, early]))
    counts = plan.groups[0].counts
    assert (counts.pairs, counts.superseded, counts.not_after_pre, counts.post_only) == (1, 2, 1, 1)
    reporting_services.freeze_closed(desk.session, now=later())
    frozen = desk.session.execute(select(FrozenWorkshop)).scalar_one()
    assert frozen.pairs == 1
    stored = {
        kept.submitted_at: kept.codes for kept in desk.session.execute(select(Attempt)).scalars() if kept.take
    }
    assert stored[datetime.fromisoformat(first.at)].encode() in frozen.body


def test_same_uid_with_other_answers_is_set_aside_and_the_earliest_stands(desk: Desk) -> None:
    one = paper(desk.items, 1, "pre")
    other = changed(other_answer(one, desk.items), at=moment(-5))
    replay = changed(one, at=moment(99))
    plan, number = desk.send(desk.file([one, replay, other]))
    assert number is not None
    assert (plan.new, plan.set_aside) == (1, 2)
    kept = desk.session.execute(select(Attempt)).scalar_one()
    assert kept.submitted_at == datetime.fromisoformat(other.at)
    aside = queries.set_aside(desk.session, number)
    assert [(row.uid, row.workshop) for row in aside] == [(one.uid, "OLD-1")]


def test_other_answers_in_a_later_file_never_replace(desk: Desk) -> None:
    one = paper(desk.items, 1, "pre")
    desk.send(desk.file([one]))
    later_file = desk.file([other_answer(one, desk.items)])
    plan, number = desk.send(later_file, now=later())
    assert (plan.new, plan.set_aside, number is not None) == (0, 1, True)
    kept = desk.session.execute(select(Attempt)).scalar_one()
    assert kept.codes[0].replace("-", "") == one.answers[0]
    assert desk.dry(later_file).changes_nothing


def test_uid_of_an_earlier_file_for_another_person_is_a_fault(desk: Desk) -> None:
    one = paper(desk.items, 1, "pre")
    desk.send(desk.file([one]))
    assert kinds(desk.dry(desk.file([changed(one, learner="K999")]))) == [(Kind.UID_OF_TWO, 2, "attempt_uid")]


def test_faulty_file_is_refused_whole(desk: Desk) -> None:
    data = desk.file([*class_of(desk.items, 3), changed(paper(desk.items, 9, "pre"), lang="fr")])
    before = desk.tables()
    plan, number = desk.send(data)
    assert (number, [fault.row for fault in plan.faults]) == (None, [8])
    assert desk.tables() == before


def test_codes_of_people_and_sheets_stand_nowhere_in_clear(desk: Desk) -> None:
    papers = [
        changed(one, learner=f"ZQ-XW-{one.learner[1:]}", uid=f"UZ-QV-{one.uid}")
        for one in class_of(desk.items, 3)
    ]
    desk.send(desk.file(papers))
    everything = repr(desk.tables()) + repr(
        desk.session.execute(select(Base.metadata.tables["core_audit_entry"])).all()
    )
    assert "OLD-1" in everything
    assert "ZQ-XW" not in everything
    assert "UZ-QV" not in everything


def test_another_secret_is_noticed_before_people_fall_apart(desk: Desk) -> None:
    papers = class_of(desk.items, 12)
    desk.send(desk.file(papers[:12]))
    parsed = services.read_file(
        desk.session, table=files.table(io.BytesIO(desk.file(papers[12:]))), most_rows=1000, now=NOW
    )
    plan = services.make_plan(desk.session, parsed=parsed, secret="other" * 9, close=True)
    assert [fault.kind for fault in plan.faults] == [Kind.KEY_GONE]


def test_sheets_for_a_closed_workshop_are_late_and_refused(desk: Desk) -> None:
    papers = class_of(desk.items, 12)
    desk.send(desk.file(papers[:-1]))
    assert kinds(desk.dry(desk.file(papers[-1:]))) == [(Kind.WORKSHOP_CLOSED, 2, "workshop")]


def test_paper_of_an_open_workshop_joins_it_and_counts_with_it(desk: Desk) -> None:
    made = workshops.workshop(desk.session, academy_id=desk.academy_id, trainer_id=desk.trainer, size=3)
    row = workshop_queries.workshop(desk.session, made.id)
    assert row is not None
    papers = class_of(desk.items, 4, workshop=row.join_code)
    [fault] = desk.dry(desk.file(papers)).faults
    assert fault.kind is Kind.TEST_NOT_OPEN
    with speaking("km"):
        said = fault_sentence(fault, "km")
    assert ("តេស្តមុនវគ្គ" in said) or ("តេស្តក្រោយវគ្គ" in said), (
        "the test has its Khmer name, not the code of the file"
    )
    workshops.open_test(desk.session, made, Phase.PRE)
    workshops.open_test(desk.session, made, Phase.POST)
    workshops.answer_all(desk.session, made, Phase.PRE)
    plan, _number = desk.send(desk.file(papers), now=later(30))
    assert (plan.groups[0].target.place, plan.groups[0].closes) == (Place.PLATFORM, False)
    for phase in (Phase.PRE, Phase.POST):
        workshops.close_test(desk.session, made, phase, now=later(40))
    more = [*papers, paper(desk.items, 9, "pre", workshop=row.join_code)]
    assert [fault.kind for fault in desk.dry(desk.file(more)).faults] == [Kind.TEST_NOT_OPEN]
    assert desk.dry(desk.file(papers)).changes_nothing
    workshops.close(desk.session, made, now=later(50))
    reporting_services.freeze_closed(desk.session, now=later(60))
    frozen = desk.session.get_one(FrozenWorkshop, made.id)
    assert (frozen.pairs, frozen.flow["pre"], frozen.flow["post"]) == (4, 7, 4)


def test_workshop_of_another_academy_is_refused(desk: Desk) -> None:
    made = workshops.workshop(desk.session, academy_id=desk.academy_id, trainer_id=desk.trainer, size=3)
    row = workshop_queries.workshop(desk.session, made.id)
    assert row is not None
    data = desk.file([paper(desk.items, 1, "pre", workshop=row.join_code, academy="B2")])
    assert kinds(desk.dry(data)) == [(Kind.WORKSHOP_ELSEWHERE, 2, "workshop")]


def test_same_code_in_two_academies_is_two_workshops(desk: Desk) -> None:
    papers = class_of(desk.items, 3) + [
        changed(one, academy="B2", uid=f"b-{one.uid}") for one in class_of(desk.items, 3)
    ]
    plan, _number = desk.send(desk.file(papers))
    assert (len(desk.outside()), plan.shared_codes) == (2, 3)


def test_excel_file_gives_the_same_rows(desk: Desk) -> None:
    papers = class_of(desk.items, 3)
    rows: list[list[object]] = [list(row) for row in table(desk.items, papers)]
    for row in rows[1:]:
        row[6] = datetime.fromisoformat(str(row[6]))
        row[7:] = [int(str(cell)) if str(cell).isdigit() else cell or None for cell in row[7:]]
    desk.send(desk.file(papers), close=False)
    assert desk.dry(xlsx_file(rows)).changes_nothing


@pytest.mark.parametrize(
    ("coding", "delimiter"), [("utf-8-sig", ","), ("utf-16", ","), ("utf-8", ";"), ("utf-16-le", "\t")]
)
def test_codings_and_separators_of_spreadsheets_are_read(desk: Desk, coding: str, delimiter: str) -> None:
    papers = [changed(one, workshop="វគ្គចាស់") for one in class_of(desk.items, 3)]
    plan = desk.dry(csv_file(table(desk.items, papers), coding=coding, delimiter=delimiter))
    assert (plan.new, plan.groups[0].target.code) == (6, "វគ្គចាស់")

"""Rosters as offices send them: headers in two languages, codings, the same people again, faults by row, undo."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
import xlsxwriter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.accounts.models import Account
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.spreadsheet import rows_of
from hrtraining.workshops import queries, services
from hrtraining.workshops.domain import Group
from hrtraining.workshops.domain.sheet import HEADERS_EN, HEADERS_KM, Column, Fault
from hrtraining.workshops.models import RosterLine
from hrtraining.workshops.services.importing import ImportPlan, Step
from tests.factories import workshops
from tests.factories.clock import NOW, later
from tests.factories.people import academy, staff
from tests.factories.workshops import Made

KM = [HEADERS_KM[column] for column in Column]
EN = [HEADERS_EN[column] for column in Column]
ONE = ["សុខ", "វិបុល", "SOK VIBOL", "អនុសេនីយ៍ត្រី", "ប្រុស", "នគរបាល", "២០២៦", "P-001"]
TWO = ["ចាន់", "ស្រីមុំ", "CHAN SREYMOM", "", "ស្រី", "", "", ""]
TABLE = [KM, ONE, TWO]


@pytest.fixture
def made(session: Session) -> Made:
    academy_id = academy(session, "A1")
    trainer = staff(session, Role.TRAINER, "trainer", academy_id)
    return workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=0)


def csv_bytes(table: Sequence[Sequence[str]], coding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue().encode(coding)


def xlsx_bytes(table: Sequence[Sequence[object]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("បញ្ជី")
    for number, row in enumerate(table):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def send(session: Session, made: Made, data: bytes, minutes: float = 0) -> ImportPlan:
    return services.import_roster(
        session, workshop_id=made.id, table=rows_of(data), actor_id=made.trainer_id, now=later(minutes)
    )


def dry(session: Session, made: Made, table: Sequence[Sequence[str]]) -> ImportPlan:
    return services.plan_import(session, workshop_id=made.id, table=rows_of(csv_bytes(table)))


def everything(session: Session) -> tuple[int, int, list[str]]:
    session.flush()
    accounts = session.execute(select(func.count()).select_from(Account)).scalar_one()
    lines = session.execute(select(func.count()).select_from(RosterLine)).scalar_one()
    keys = session.execute(select(Account.name_key).order_by(Account.name_key)).scalars()
    return accounts, lines, list(keys)


@pytest.mark.parametrize("headers", [KM, EN, [one.upper() for one in EN], [f"  {one} " for one in KM]])
def test_headers_in_either_language(session: Session, made: Made, headers: list[str]) -> None:
    plan = send(session, made, csv_bytes([headers, ONE, TWO]))
    assert (plan.faults, plan.count(Step.ADD)) == ((), 2)
    first, second = queries.roster(session, made.id)
    assert [first.person.name.km, second.person.name.km] == ["ចាន់ ស្រីមុំ", "សុខ វិបុល"]
    assert (second.person.service_number, second.intake, second.group) == ("P-001", "២០២៦", Group.POLICE)
    assert (second.person.sex, second.person.rank, first.person.sex) == ("male", "អនុសេនីយ៍ត្រី", "female")
    assert not first.person.has_secret


def test_columns_in_any_order_and_unknown_ones_ignored(session: Session, made: Made) -> None:
    table = [["No.", HEADERS_KM[Column.LATIN], HEADERS_EN[Column.GIVEN], "X", HEADERS_KM[Column.FAMILY]],
             ["1", "SOK VIBOL", "វិបុល", "?", "សុខ"]]  # fmt: skip
    assert send(session, made, csv_bytes(table)).count(Step.ADD) == 1
    [only] = queries.roster(session, made.id)
    assert (only.person.name.family_km, only.person.name.given_km) == ("សុខ", "វិបុល")


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_codings_that_keep_khmer(session: Session, made: Made, coding: str, delimiter: str) -> None:
    assert send(session, made, csv_bytes(TABLE, coding, delimiter)).count(Step.ADD) == 2


def test_xlsx_with_numbers_as_numbers(session: Session, made: Made) -> None:
    table: list[Sequence[object]] = [KM, [*ONE[:6], 2026, 1234.0], TWO]
    assert send(session, made, xlsx_bytes(table)).count(Step.ADD) == 2
    number = next(
        one.person.service_number for one in queries.roster(session, made.id) if one.person.service_number
    )
    assert number == "1234"


@pytest.mark.parametrize(
    "data",
    [
        "នាម,ខ្លួន\nសុខ,វិបុល\n".encode("cp1252", "replace"),
        csv_bytes([EN, ["Sok", "Vibol", "SOK VIBÔL"]], "cp1252"),
        b"",
        csv_bytes([KM]),
        b"PK\x03\x04 this is no spreadsheet",
        xlsx_bytes([KM, ONE])[:500],
        b"\x00\x01\x02\x03" * 200,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        b"a,b\n" + b"x" * (4 * 1024 * 1024),
        csv_bytes([KM, *[ONE] * 2001]),
    ],
    ids=[
        "cp1252-lost",
        "cp1252",
        "empty",
        "headers-only",
        "no-xlsx",
        "cut-xlsx",
        "binary",
        "pdf",
        "large",
        "long",
    ],
)
def test_file_that_is_no_roster_is_refused_with_a_sentence(session: Session, made: Made, data: bytes) -> None:
    before = everything(session)
    with pytest.raises(DomainError) as refused:
        send(session, made, data)
    assert len(refused.value.sentence()) > 20
    assert everything(session) == before


def test_missing_columns_are_named_in_both_languages(session: Session, made: Made) -> None:
    with pytest.raises(DomainError) as refused:
        dry(session, made, [["Rank", HEADERS_KM[Column.FAMILY]], ["x", "សុខ"]])
    sentence = refused.value.sentence()
    assert HEADERS_EN[Column.GIVEN] in sentence
    assert HEADERS_KM[Column.LATIN] in sentence
    assert HEADERS_EN[Column.FAMILY] not in sentence


def test_dry_run_writes_nothing(session: Session, made: Made) -> None:
    before = everything(session)
    assert dry(session, made, TABLE).count(Step.ADD) == 2
    assert everything(session) == before


def test_same_file_twice_changes_nothing(session: Session, made: Made) -> None:
    send(session, made, csv_bytes(TABLE))
    before = everything(session)
    plan = send(session, made, csv_bytes(TABLE), minutes=5)
    assert plan.changes_nothing
    assert everything(session) == before


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("សុខ", "វិ\u200bបុល"),
        ("សុខ\u200b", "\u200bវិបុល\ufeff"),
        ("សុខ ", " វិបុល\u00a0"),
        ("សុខ", "វិបុ\u200cល"),
    ],
)
def test_what_the_eye_cannot_see_is_the_same_person(
    session: Session, made: Made, family: str, given: str
) -> None:
    send(session, made, csv_bytes(TABLE))
    again = [KM, [family, given, "SOK VIBOL", *ONE[3:7], ""]]
    plan = dry(session, made, again)
    assert [row.step for row in plan.rows] == [Step.PRESENT]


@pytest.mark.parametrize(
    ("one", "other"),
    [("ស្ត្រី", "ស្រ្តី"), ("ស្តី", "ស្ដី"), ("ខ្ញុំ", "ខ្ញំុ"), ("កោ", "ក\u17c1\u17b6"), ("អ៊ុក", "អុ៊ក")],
)
def test_two_codings_of_one_name_are_the_same_person(
    session: Session, made: Made, one: str, other: str
) -> None:
    send(session, made, csv_bytes([KM, [one, "វិបុល", "X Y", "", "", "", "", ""]]))
    plan = dry(session, made, [KM, [other, "វិបុល", "X Y", "", "", "", "", ""]])
    assert [row.step for row in plan.rows] == [Step.PRESENT]


def test_service_number_finds_a_person_whose_name_was_corrected(session: Session, made: Made) -> None:
    send(session, made, csv_bytes(TABLE))
    accounts = everything(session)[0]
    corrected = ["សុខា", *ONE[1:]]
    plan = send(session, made, csv_bytes([KM, corrected]), minutes=5)
    assert [row.step for row in plan.rows] == [Step.CHANGE]
    assert everything(session)[0] == accounts
    assert "សុខា វិបុល" in {one.person.name.km for one in queries.roster(session, made.id)}


def test_two_rows_that_mean_one_known_person_are_a_fault(session: Session, made: Made) -> None:
    send(session, made, csv_bytes(TABLE))
    plan = dry(session, made, [KM, ["សុខា", *ONE[1:]], [*ONE[:7], ""]])
    assert [(one.number, one.fault) for one in plan.faults] == [(3, Fault.TWICE)]


def test_person_of_an_earlier_workshop_is_known(session: Session, made: Made) -> None:
    send(session, made, csv_bytes(TABLE))
    row = queries.workshop(session, made.id)
    assert row is not None
    second = workshops.workshop(session, academy_id=row.academy_id, trainer_id=made.trainer_id, size=0)
    accounts = everything(session)[0]
    plan = send(session, second, csv_bytes(TABLE), minutes=5)
    assert plan.count(Step.KNOWN) == 2
    assert everything(session)[0] == accounts
    assert {one.person.id for one in queries.roster(session, second.id)} == {
        one.person.id for one in queries.roster(session, made.id)
    }


def test_known_person_with_new_particulars_is_brought_up_to_date(session: Session, made: Made) -> None:
    send(session, made, csv_bytes(TABLE))
    row = queries.workshop(session, made.id)
    assert row is not None
    second = workshops.workshop(session, academy_id=row.academy_id, trainer_id=made.trainer_id, size=0)
    promoted = [*ONE[:3], "អនុសេនីយ៍ឯក", *ONE[4:]]
    send(session, second, csv_bytes([KM, promoted]), minutes=5)
    assert [one.person.rank for one in queries.roster(session, second.id)] == ["អនុសេនីយ៍ឯក"]
    assert dry(session, second, [KM, promoted]).changes_nothing


@pytest.mark.parametrize(
    ("latin", "number", "step"),
    [
        ("SOK VIBOL", "", Step.KNOWN),
        (" sok  vibol ", "", Step.KNOWN),
        ("SOKH VIBOL", "P-001", Step.KNOWN),
        ("SOKH VIBOL", "", Step.ADD),
        ("SOKH VIBOL", "P-002", Step.ADD),
    ],
)
def test_a_shared_khmer_name_gives_no_row_the_account_of_another(
    session: Session, made: Made, latin: str, number: str, step: Step
) -> None:
    """In the file of another workshop the Latin name or the service number says who it is, as when typed by hand."""
    send(session, made, csv_bytes([KM, ONE]))
    [first] = queries.roster(session, made.id)
    row = queries.workshop(session, made.id)
    assert row is not None
    second = workshops.workshop(session, academy_id=row.academy_id, trainer_id=made.trainer_id, size=0)
    table = [KM, [*ONE[:2], latin, *ONE[3:7], number]]
    [planned] = dry(session, second, table).rows
    assert planned.step is step
    is_told = step is Step.ADD and not number
    assert [one.name.latin for one in planned.namesakes] == (["SOK VIBOL"] if is_told else [])
    assert planned.replaces_name is (latin == "SOKH VIBOL" and step is Step.KNOWN)
    send(session, second, csv_bytes(table), minutes=5)
    [line] = queries.roster(session, second.id)
    assert (line.person.id == first.person.id) is (step is Step.KNOWN)
    [still] = queries.roster(session, made.id)
    assert still.person.name.latin == ("SOKH VIBOL" if planned.replaces_name else "SOK VIBOL")


def test_a_namesake_on_the_same_roster_needs_a_service_number(session: Session, made: Made) -> None:
    send(session, made, csv_bytes([KM, TWO]))
    before = everything(session)
    other = [*TWO[:2], "CHAN SREY MOM", *TWO[3:]]
    assert [(one.number, one.fault) for one in dry(session, made, [KM, other]).faults] == [
        (2, Fault.NAMESAKE)
    ]
    with pytest.raises(DomainError):
        send(session, made, csv_bytes([KM, other]), minutes=5)
    assert everything(session) == before
    other[7] = "P-009"
    assert send(session, made, csv_bytes([KM, other]), minutes=6).count(Step.ADD) == 1
    assert [one.person.name.latin for one in queries.roster(session, made.id)].count("CHAN SREYMOM") == 1


def test_person_of_another_academy_is_not_taken(session: Session, made: Made) -> None:
    send(session, made, csv_bytes(TABLE))
    other = academy(session, "B2")
    elsewhere = workshops.workshop(
        session, academy_id=other, trainer_id=staff(session, Role.TRAINER, "other", other), size=0
    )
    assert send(session, elsewhere, csv_bytes(TABLE)).count(Step.ADD) == 2


def test_two_people_of_one_name_need_service_numbers(session: Session, made: Made) -> None:
    twins = [[*ONE[:7], "P-1"], [*ONE[:7], "P-2"]]
    assert send(session, made, csv_bytes([KM, *twins])).count(Step.ADD) == 2
    plan = dry(session, made, [KM, [*ONE[:7], ""]])
    assert [(one.number, one.fault) for one in plan.faults] == [(2, Fault.AMBIGUOUS)]
    assert dry(session, made, [KM, *twins]).changes_nothing


def test_faults_are_told_by_row_and_nothing_is_done(session: Session, made: Made) -> None:
    table = [
        KM,
        ONE,
        ["", "វិបុល", "", "", "", "", "", ""],
        ["", "", "", "", "", "", "", ""],
        ["ចាន់", "ដារា", "CHAN DARA", "", "woman", "army", "", ""],
        ["សុខ", "វិបុល", "SOK VIBOL", "", "", "", "", "P-001"],
        ["្ក", "ដារា", "X", "", "", "", "", ""],
        ["ស" * 81, "ដារា", "X", "", "", "", "", ""],
        ["ហេង", "ដារា", "ហេង ដារា", "", "", "", "", ""],
    ]
    before = everything(session)
    found = {(one.number, one.fault, one.column) for one in dry(session, made, table).faults}
    assert found == {
        (3, Fault.MISSING, Column.FAMILY),
        (3, Fault.MISSING, Column.LATIN),
        (5, Fault.SEX, Column.SEX),
        (5, Fault.GROUP, Column.GROUP),
        (6, Fault.TWICE, Column.SERVICE),
        (7, Fault.SHAPE, Column.FAMILY),
        (8, Fault.LONG, Column.FAMILY),
        (9, Fault.LATIN, Column.LATIN),
    }
    with pytest.raises(DomainError):
        send(session, made, csv_bytes(table))
    assert everything(session) == before


def test_undo_takes_the_newest_import_off_again(session: Session, made: Made) -> None:
    send(session, made, csv_bytes([KM, ONE]))
    send(session, made, csv_bytes(TABLE), minutes=5)
    assert services.undo_import(session, workshop_id=made.id, actor_id=made.trainer_id, now=later(6)) == 1
    assert [one.person.name.km for one in queries.roster(session, made.id)] == ["សុខ វិបុល"]
    assert services.undo_import(session, workshop_id=made.id, actor_id=made.trainer_id, now=later(7)) == 1
    with pytest.raises(NotFound):
        services.undo_import(session, workshop_id=made.id, actor_id=made.trainer_id, now=later(8))


def test_undo_is_refused_once_somebody_has_begun(session: Session, made: Made) -> None:
    from hrtraining.assessment.domain import Phase

    send(session, made, csv_bytes(TABLE))
    workshops.open_test(session, made, Phase.PRE)
    workshops.begin(session, queries.roster(session, made.id)[0].person.id, Phase.PRE)
    with pytest.raises(Conflict):
        services.undo_import(session, workshop_id=made.id, actor_id=made.trainer_id, now=NOW)
    assert len(queries.roster(session, made.id)) == 2


def test_closed_workshop_takes_no_roster(session: Session, made: Made) -> None:
    services.close_workshop(session, workshop_id=made.id, actor_id=made.trainer_id, now=NOW)
    with pytest.raises(Conflict):
        send(session, made, csv_bytes(TABLE))
    assert queries.roster(session, made.id) == []


def test_own_export_comes_back_without_changes(session: Session, made: Made) -> None:
    send(session, made, csv_bytes([*TABLE, ["ហេង", "ក", "=1+1", "@x", "", "civil society", "-1", "+2"]]))
    from hrtraining.workshops.views.roster import roster_rows

    people = queries.roster(session, made.id)
    exported = roster_rows(people)
    assert "=1+1" in {one.person.name.latin for one in people}
    assert dry(session, made, exported).changes_nothing
    assert not [cell for row in exported[1:] for cell in row if cell.startswith(("=", "+", "-", "@"))]

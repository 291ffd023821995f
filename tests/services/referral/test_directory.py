"""The directory as it is kept: starting rows, single changes with their history, files in and out."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import xlsxwriter
import yaml
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hrtraining.core import audit
from hrtraining.core.errors import Conflict, DomainError, NotAllowed, NotFound
from hrtraining.core.i18n import Text
from hrtraining.core.settings import ROOT
from hrtraining.core.spreadsheet import rows_of
from hrtraining.referral import queries, services
from hrtraining.referral.domain import NATIONAL, PROVINCES, Column, Editor, Fault
from hrtraining.referral.domain.sheet import HEADERS_EN, HEADERS_KM
from hrtraining.referral.files import csv_text
from hrtraining.referral.models import ServiceRow
from hrtraining.referral.services import FaultyRecord, ImportPlan, Step
from tests.factories.clock import NOW, later
from tests.factories.referral import ADMINISTRATOR, OF_AN_ACADEMY, record, start

EN = [HEADERS_EN[column] for column in Column]
ROW = [
    "", "Kampot", "សេវាសាកល្បង ១", "Test service 1", "PEP medicine after a needle-stick; hiv", "", "", "ភូមិ", "Village",
    "", "", "០០០ ០០០ ០០១", "", "", "1/10/2026", "ការិយាល័យ", "លិខិត", "yes",
]  # fmt: skip


@pytest.fixture
def directory(session: Session) -> Session:
    """A session on a database with kinds and starting rows."""
    start(session)
    return session


def add(session: Session, number: int = 1, editor: Editor = ADMINISTRATOR, **changed: object) -> UUID:
    return services.add_service(session, record=record(number, **changed), editor=editor, now=NOW)


def acts(session: Session) -> list[str]:
    return [one.action for one in audit.entries(session)]


def send(session: Session, table: Sequence[Sequence[str]], editor: Editor = ADMINISTRATOR) -> ImportPlan:
    return services.import_services(session, table=table, editor=editor, now=later(5))


def dry(session: Session, table: Sequence[Sequence[str]], editor: Editor = ADMINISTRATOR) -> ImportPlan:
    return services.plan_import(session, table=table, editor=editor, now=later(5))


def exported(session: Session, lang: str = "en") -> bytes:
    found = queries.services(session, only_active=False)
    return csv_text(found, kinds=queries.kinds(session), lang=lang).encode()


def test_starting_rows_come_once_and_follow_the_file_until_edited(directory: Session, tmp_path: Path) -> None:
    rows = queries.services(directory)
    assert len(rows) >= 6
    assert services.put_starting_rows(directory, root=ROOT / "curriculum", now=later()) == 0
    first, second = rows[0], rows[1]
    edited = record(province=NATIONAL, name=first.record.name, kinds=first.record.kinds)
    services.change_service(directory, uuid=first.uuid, record=edited, editor=ADMINISTRATOR, now=later())
    data = yaml.safe_load((ROOT / "curriculum" / "referral.yaml").read_text(encoding="utf-8"))
    for one in data["services"]:
        one["note"] = {"km": "ថ្មី", "en": "new"}
    (tmp_path / "referral.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert services.put_starting_rows(directory, root=tmp_path, now=later(2)) == len(rows) - 1
    kept, renewed = queries.service(directory, first.uuid), queries.service(directory, second.uuid)
    assert kept is not None and kept.record == edited
    assert renewed is not None and renewed.record.note.en == "new"


def test_a_starting_row_put_out_of_use_stays_so(directory: Session) -> None:
    one = queries.services(directory)[0]
    services.change_service(
        directory,
        uuid=one.uuid,
        record=dataclasses.replace(one.record, is_active=False),
        editor=ADMINISTRATOR,
        now=later(),
    )
    services.put_starting_rows(directory, root=ROOT / "curriculum", now=later(2))
    assert one.uuid not in {row.uuid for row in queries.services(directory)}


@pytest.mark.parametrize(
    "text", ["", "kinds: 3", "kinds: [{key: a}]\nservices: []", "a: [", "kinds: []\nservices: [{uuid: x}]"]
)
def test_a_broken_file_of_starting_rows_is_refused_with_a_sentence(
    session: Session, tmp_path: Path, text: str
) -> None:
    (tmp_path / "referral.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DomainError, match=r"referral\.yaml"):
        services.put_starting_rows(session, root=tmp_path, now=NOW)


def test_a_record_is_kept_as_written_with_a_beginning_of_its_history(directory: Session) -> None:
    uuid = add(directory)
    found = queries.service(directory, uuid)
    assert found is not None and found.record == record()
    assert not found.is_untouched
    [beginning] = queries.history(directory, found.id)
    assert (beginning.by, beginning.fields) == ("administrator", ())
    assert acts(directory)[0] == "referral.add_service"


def test_a_change_leaves_before_and_after_in_history_and_audit_log(directory: Session) -> None:
    uuid = add(directory)
    after = record(phones=("000",), kinds=("pep",))
    assert services.change_service(directory, uuid=uuid, record=after, editor=OF_AN_ACADEMY, now=later())
    found = queries.service(directory, uuid)
    assert found is not None and found.record == after
    newest = queries.history(directory, found.id)[0]
    assert newest.by == "academy_administrator"
    assert {column for column, _before, _after in newest.fields} == {Column.PHONES, Column.KINDS}
    entry = audit.entries(directory)[0]
    assert (entry.action, entry.actor_id) == ("referral.change_service", 2)
    assert entry.detail["fields"]["phones"] == ["000 000 001; +855 00 000 002", "000"]


def test_the_same_record_again_changes_nothing(directory: Session) -> None:
    uuid, before = add(directory), len(acts(directory))
    assert not services.change_service(
        directory, uuid=uuid, record=record(), editor=ADMINISTRATOR, now=later()
    )
    assert len(acts(directory)) == before


def test_two_editors_at_once_do_not_overwrite_each_other(directory: Session) -> None:
    uuid = add(directory)
    services.change_service(
        directory, uuid=uuid, record=record(phones=("000",)), editor=ADMINISTRATOR, now=later(), seen=NOW
    )
    with pytest.raises(Conflict):
        services.change_service(
            directory, uuid=uuid, record=record(phones=("111",)), editor=OF_AN_ACADEMY, now=later(2), seen=NOW
        )


def test_whole_country_is_the_administrators(directory: Session) -> None:
    national = queries.services(directory)[0]
    with pytest.raises(NotAllowed):
        services.change_service(
            directory, uuid=national.uuid, record=record(), editor=OF_AN_ACADEMY, now=later()
        )
    for act in (
        lambda: add(directory, editor=OF_AN_ACADEMY, province=NATIONAL),
        lambda: services.change_service(
            directory,
            uuid=add(directory),
            record=record(province=NATIONAL),
            editor=OF_AN_ACADEMY,
            now=later(),
        ),
    ):
        with pytest.raises(FaultyRecord) as refused:
            act()
        assert [one.fault for one in refused.value.wrong] == [Fault.NATIONAL]


def test_a_faulty_record_is_not_kept(directory: Session) -> None:
    before = len(queries.services(directory))
    with pytest.raises(FaultyRecord) as refused:
        add(directory, name=Text("ាខុស", "Wrong"), kinds=("spa",), checked_on=date(2027, 1, 1))
    assert {one.fault for one in refused.value.wrong} == {Fault.SHAPE, Fault.KIND, Fault.AHEAD}
    with pytest.raises(FaultyRecord) as refused:
        add(directory, address=Text("ផ្ទះ #១២", "House #12"))
    assert [(one.fault, one.written) for one in refused.value.wrong] == [(Fault.GLYPH, "#")] * 2
    assert len(queries.services(directory)) == before
    with pytest.raises(NotFound):
        services.change_service(directory, uuid=uuid4(), record=record(), editor=ADMINISTRATOR, now=NOW)


def test_the_table_itself_refuses_a_check_by_nobody(directory: Session) -> None:
    row = directory.execute(select(ServiceRow).limit(1)).scalar_one()
    row.checked_on = date(2026, 1, 1)
    with pytest.raises(IntegrityError):
        directory.flush()


def test_lists_hold_what_was_asked_for_and_no_more(directory: Session) -> None:
    add(directory, 1)
    add(directory, 2, kinds=("legal",))
    add(directory, 3, province="kep")
    add(directory, 4, is_active=False)
    names = [one.record.name.en for one in queries.services(directory, provinces=["kampot"])]
    assert names == ["Test service 1", "Test service 2"]
    assert [
        one.record.name.en for one in queries.services(directory, provinces=["kampot"], kind="legal")
    ] == ["Test service 2"]
    assert queries.counts(directory)["kampot"] == 2
    assert queries.counts(directory, kind="pep") == {"kampot": 1, "kep": 1}
    order = list(PROVINCES)
    places = [order.index(one.record.province) for one in queries.services(directory)]
    assert places == sorted(places)


def test_importing_adds_changes_and_then_nothing(directory: Session) -> None:
    table = [EN, ROW]
    assert [dry(directory, table).count(step) for step in Step] == [1, 0, 0]
    assert queries.counts(directory).get("kampot") is None, "the dry run writes nothing"
    assert send(directory, table).count(Step.ADD) == 1
    assert acts(directory)[0] == "referral.import_services"
    before = len(acts(directory))
    assert send(directory, table).changes_nothing
    assert len(acts(directory)) == before
    [only] = queries.services(directory, provinces=["kampot"])
    assert (only.record.phones, only.record.kinds) == (("000 000 001",), ("pep", "hiv"))
    changed = [EN, [*ROW[:7], "ភូមិថ្មី", "New village", *ROW[9:]]]
    [row] = dry(directory, changed).rows
    assert (row.step, row.columns) == (Step.CHANGE, (Column.ADDRESS_KM, Column.ADDRESS_EN))
    send(directory, changed)
    [only] = queries.services(directory, provinces=["kampot"])
    assert only.record.address == Text("ភូមិថ្មី", "New village")
    assert {column for column, _b, _a in queries.history(directory, only.id)[0].fields} == {
        Column.ADDRESS_KM,
        Column.ADDRESS_EN,
    }


@pytest.mark.parametrize("lang", ["km", "en"])
def test_what_was_exported_changes_nothing_when_it_comes_back(directory: Session, lang: str) -> None:
    add(directory, 1)
    add(directory, 2, note=Text("+១", "-1"), source="=1+1", is_active=False)
    data = exported(directory, lang)
    assert data.startswith(b"\xef\xbb\xbf")
    plan = dry(directory, rows_of(data))
    assert plan.faults == ()
    assert plan.changes_nothing
    assert len(plan.rows) == len(queries.services(directory, only_active=False))


def test_no_cell_of_the_file_is_a_formula(directory: Session) -> None:
    add(directory, 1, note=Text("+១", "-SUM(1)"), phones=("+855 000 001",), source="=HYPERLINK(1)")
    rows = list(csv.reader(io.StringIO(exported(directory).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert any("'=HYPERLINK" in cell for row in rows for cell in row), "something could have leaked"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_codings_that_keep_khmer(directory: Session, coding: str, delimiter: str) -> None:
    text = io.StringIO()
    headers = [HEADERS_KM[column] for column in Column]
    csv.writer(text, delimiter=delimiter).writerows([headers, ROW])
    assert send(directory, rows_of(text.getvalue().encode(coding))).count(Step.ADD) == 1


def test_xlsx_with_a_day_as_a_day(directory: Session) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, EN)
    sheet.write_row(1, 0, ROW)
    sheet.write_datetime(
        1, EN.index("Last checked on"), date(2026, 10, 1), book.add_format({"num_format": "d/m/yyyy"})
    )
    book.close()
    assert send(directory, rows_of(out.getvalue())).count(Step.ADD) == 1
    [only] = queries.services(directory, provinces=["kampot"])
    assert only.record.checked_on == date(2026, 10, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        ",".join(EN).encode(),
        "ឈ្មោះ,ខេត្ត\nក,ខ\n".encode("cp1252", "replace"),
        b"PK\x03\x04broken",
        b"\x00\x01" * 200,
    ],
)
def test_files_that_are_no_table_are_answered(directory: Session, data: bytes) -> None:
    with pytest.raises(DomainError) as refused:
        dry(directory, rows_of(data))
    assert refused.value.sentence()


def test_every_fault_of_a_file_is_told_by_row_and_nothing_is_done(directory: Session) -> None:
    def row(**cells: str) -> list[str]:
        return [cells.get(column.value, old) for column, old in zip(Column, ROW, strict=True)]

    table = [
        EN,
        ROW,
        ["" for _column in Column],
        row(province="Hanoi"),
        row(name_km="សេវា ២", kinds="spa"),
        row(name_km="សេវា ៣", phones="ring Sok"),
        row(name_km="សេវា ៤", checked_on="soon"),
        row(name_km="សេវា ៥", checked_by=""),
        row(name_km="សេវា ៦", id="nonsense"),
        row(name_km="សេវា ៧", source=""),
        ROW,
        row(name_km="សេវា ៨", active="perhaps"),
    ]
    plan = dry(directory, table)
    assert [(one.number, one.wrong.fault) for one in plan.faults] == [
        (4, Fault.PROVINCE), (5, Fault.KIND), (6, Fault.PHONE), (7, Fault.DAY), (8, Fault.CHECKED), (9, Fault.ID),
        (10, Fault.MISSING), (11, Fault.TWICE), (12, Fault.ACTIVE),
    ]  # fmt: skip
    with pytest.raises(Conflict):
        send(directory, table)
    assert "kampot" not in queries.counts(directory)


def test_rows_of_the_whole_country_need_the_administrator(directory: Session) -> None:
    plan = dry(directory, rows_of(exported(directory)), OF_AN_ACADEMY)
    assert {one.wrong.fault for one in plan.faults} <= {Fault.NATIONAL}
    table = [EN, [ROW[0], "Whole country", *ROW[2:]]]
    assert [one.wrong.fault for one in dry(directory, table, OF_AN_ACADEMY).faults] == [Fault.NATIONAL]
    assert not dry(directory, table, ADMINISTRATOR).faults


def test_two_services_of_one_name_need_their_id(directory: Session) -> None:
    first, second = add(directory), add(directory)
    [fault] = dry(directory, [EN, ROW]).faults
    assert fault.wrong.fault is Fault.AMBIGUOUS
    plan = dry(directory, [EN, [str(second), *ROW[1:]]])
    assert [row.uuid for row in plan.rows] == [second]
    assert first != second


def test_a_missing_column_is_named(directory: Session) -> None:
    with pytest.raises(DomainError, match="Source"):
        dry(directory, [["Province", "Name in Khmer", "Name in English", "Kinds of service"], ["x"] * 4])


def test_a_long_list_costs_as_many_statements_as_a_short_one(directory: Session) -> None:
    def statements() -> int:
        seen: list[str] = []
        connection = directory.connection()

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        try:
            queries.services(directory)
        finally:
            event.remove(connection, "before_cursor_execute", note)
        return len(seen)

    few = statements()
    for number in range(25):
        add(directory, number)
    directory.flush()
    assert statements() == few <= 3

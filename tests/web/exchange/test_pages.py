"""The analyst brings a file in: what the pages say and never say, and the same by command."""

from __future__ import annotations

import base64
import lzma
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from hrtraining.accounts.domain import Role
from hrtraining.core.packing import _FILTERS
from hrtraining.core.spreadsheet import read_rows
from hrtraining.exchange import files
from hrtraining.workshops import queries as workshop_queries
from tests.conftest import Work
from tests.factories import workshops
from tests.factories.answers import class_of, csv_file, other_answer, paper, table
from tests.factories.people import staff
from tests.factories.world import World
from tests.house import HouseClient, Page


@pytest.fixture
def client(app: Flask, world: World) -> HouseClient:
    """An analyst who reads English."""
    return HouseClient(app, language="en").sign_in(world.analyst)


@pytest.fixture
def data(world: World, work: Work) -> bytes:
    """A class of 11 that was held outside, one of its sheets typed twice with other answers."""
    with work() as session:
        items = workshops.items(session)
    papers = class_of(items, 11, post=10)
    return csv_file(table(items, [*papers, other_answer(papers[0], items)]))


def send(client: HouseClient, data: bytes, *, status: int = 200, **values: str) -> Page:
    form = client.get("/imports").form("/imports", having="file")
    return client.submit(form, values, files={"file": (data, "answers.csv")}, status=status)


def let_in(client: HouseClient, page: Page) -> Page:
    return client.submit(page.form("/imports", having="packed"), {"act": "import"})


def test_file_is_looked_at_then_taken_in_then_known(client: HouseClient, data: bytes) -> None:
    page = send(client, data)
    assert "Nothing was changed yet" in page.main
    assert "22 sheets in the file" in page.main
    assert "21 new" in page.main
    assert "OLD-1" in page.main
    assert "Take it in" not in client.get("/imports").main
    page = let_in(client, page)
    assert page.path == "/imports/1"
    assert "OLD-1-1-pre" in page.main
    again = send(client, data)
    assert "Everything in this file came before" in again.main
    assert "Take it in" not in again.main


def test_faults_are_named_in_the_language_of_the_reader(app: Flask, world: World, data: bytes) -> None:
    bad = data.replace(b",km,", b",fr,", 1).replace(b",K002,", b",Sok Dara,", 1)
    page = send(HouseClient(app, language="en").sign_in(world.analyst), bad, status=422)
    assert "Row 2, column lang" in page.main
    assert "Row 3, column learner_id" in page.main
    assert "Take it in" not in page.main
    page = send(HouseClient(app, language="km").sign_in(world.analyst), bad, status=422)
    assert "ជួរទី ២ ជួរឈរ lang" in page.main


@pytest.mark.parametrize("data", [b"PK\x03\x04 no", b"\x00\x01\x02\x03", b"", "name\nសុខ\n".encode()])
def test_rubbish_is_answered_with_a_sentence(client: HouseClient, data: bytes) -> None:
    assert "Nothing was changed" in send(client, data, status=422).main


@pytest.mark.parametrize("packed", ["x", "AAAA", "....", "QUJD" * 50])
def test_damaged_field_is_answered_with_a_sentence(client: HouseClient, packed: str) -> None:
    page = client.post("/imports", {"packed": packed, "act": "import"}, status=422)
    assert "Nothing was changed" in page.main


@pytest.mark.parametrize("code", ["OLD\x011", "OLD 🎉 1", "学院 1", "OLD\x1b1"])
def test_code_that_no_font_prints_is_refused_before_it_is_the_title_of_a_workshop(
    client: HouseClient, data: bytes, code: str
) -> None:
    """Every printed report of its academy would be refused for ever."""
    page = send(client, data.replace(b",OLD-1,", f",{code},".encode()), status=422)
    assert "cannot be printed: it contains a character that the print fonts do not have" in page.main
    send(client, data.replace(b",OLD-1,", ",វគ្គចាស់_#១ (2024) é,".encode()))


def test_small_field_that_says_millions_of_cells_is_refused_before_they_are_made(client: HouseClient) -> None:
    for rows in (b"\t" * 9_000_000, b"\n" * 100):
        body = lzma.compress(rows, format=lzma.FORMAT_RAW, filters=_FILTERS)
        packed = base64.urlsafe_b64encode(body).decode()
        assert len(packed) < 4_000
        page = client.post("/imports", {"packed": packed, "act": "import"}, status=422)
        assert "The file was damaged on its way" in page.main


def test_undo_takes_everything_out_again(client: HouseClient, data: bytes) -> None:
    let_in(client, send(client, data))
    page = client.get("/imports/1/undo")
    page = client.submit(page.form("/imports/1/undo"))
    assert "Everything is as it was before" in page.main
    assert "undone" in page.main
    assert "21 new" in send(client, data).main
    assert client.get("/imports/1").main.count("OLD-1-1-pre") == 0


def test_undo_says_why_it_is_refused(client: HouseClient, data: bytes) -> None:
    let_in(client, send(client, data))
    form = client.get("/imports/1/undo").form("/imports/1/undo")
    client.submit(form)
    page = client.submit(form, status=409)
    assert "This import was undone already" in page.main
    again = client.get("/imports/1/undo", status=409)
    assert "This import was undone already" in again.main
    assert "is removed" not in again.main


def test_workshop_left_open_is_closed_by_hand(client: HouseClient, data: bytes) -> None:
    let_in(client, send(client, data))
    page = client.get("/imports")
    assert "Workshops held outside that are open" in page.main
    page = client.submit(next(form for form in page.forms if form.action.endswith("/close")))
    assert "Workshops held outside that are open" not in page.main


def test_mark_closes_the_workshop_with_its_file(client: HouseClient, data: bytes) -> None:
    page = send(client, data, close="y")
    assert "closed with this file" in page.main
    let_in(client, page)
    assert "Workshops held outside that are open" not in client.get("/imports").main


def test_numbers_of_an_import_are_for_whoever_sent_it(
    client: HouseClient, app: Flask, data: bytes, work: Work
) -> None:
    let_in(client, send(client, data))
    assert "21 new sheets" in client.get("/imports").main
    with work() as session:
        other = staff(session, Role.ANALYST, "second")
    page = HouseClient(app, language="en").sign_in(other).get("/imports")
    assert "Import 1" in page.main
    assert "new sheets" not in page.main


def test_dry_run_does_not_count_the_sheets_that_somebody_else_sent(
    client: HouseClient, app: Flask, data: bytes, work: Work
) -> None:
    """One sheet more would say how many pairs a small workshop has."""
    let_in(client, send(client, data))
    with work() as session:
        other = staff(session, Role.ANALYST, "second")
        items = workshops.items(session)
    one = csv_file(table(items, [paper(items, 77, "pre")]))
    assert counts_of(send(client, one)) == ["1", "0", "0", "12", "12", "10", "10"]
    page = send(HouseClient(app, language="en").sign_in(other), one)
    assert counts_of(page) == ["1", "0", "0", "1", "1", "0", "0"]
    assert "Sheets that others sent are not counted here." in page.main


def counts_of(page: Page) -> list[str]:
    """The counts in the row of a workshop."""
    row = page.html.split("Workshops in the file", 1)[1].split("</table>", 1)[0]
    return re.findall(r'<td class="num"[^>]*>(\d+)</td>', row)


def test_no_page_shows_an_answer_or_a_number_of_a_sticker(client: HouseClient, data: bytes) -> None:
    rows = data.decode().splitlines()
    answers = rows[1].split("+07:00,")[1]
    pages = [send(client, data)]
    pages.append(let_in(client, pages[0]))
    pages += [client.get("/imports"), client.get("/imports/1/undo")]
    for page in pages:
        assert answers not in page.html
        assert "K001" not in page.html
    listed = client.open("/imports/1/set-aside.csv")
    assert listed.response.get_data(as_text=True).splitlines()[1:] == ["2,OLD-1-1-pre,OLD-1"]


def test_academy_sees_an_outside_workshop_in_its_list_and_cannot_work_with_it(
    client: HouseClient, app: Flask, world: World, data: bytes
) -> None:
    let_in(client, send(client, data))
    head = HouseClient(app, language="en").sign_in(world.a.academy_administrator)
    page = head.get("/workshops")
    assert "Held outside the platform" in page.main
    assert "OLD-1" in page.main
    for path in range(1, 9):
        assert "OLD-1" not in head.open(f"/workshops/{path}").main


def test_ten_thousand_rows_fit_between_dry_run_and_import(
    client: HouseClient, world: World, work: Work
) -> None:
    with work() as session:
        items = workshops.items(session)
    papers = [one for number in range(100) for one in class_of(items, 50, workshop=f"W{number:03d}-24")]
    page = send(client, csv_file(table(items, papers)))
    assert "10,000 new" in page.main
    page = let_in(client, page)
    assert "10,000 sheets were taken in" in page.main


def test_file_beyond_the_size_of_a_request_is_refused_with_a_page(client: HouseClient) -> None:
    form = client.get("/imports").form("/imports", having="file")
    page = client.submit(form, files={"file": (b"x" * (7 << 20), "answers.csv")}, status=413)
    assert page.h1 == "The file is too large"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_empty_file_is_refused_for_its_rows_alone(client: HouseClient, form: str) -> None:
    body = client.open(f"/imports/template.{form}").response.get_data()
    assert "no rows below its headers" in send(client, body, status=422).main


def test_template_names_every_item_and_its_codes(client: HouseClient, tmp_path: Path) -> None:
    page = client.get("/imports")
    assert "participant_group" in page.main
    path = tmp_path / "t.xlsx"
    path.write_bytes(client.open("/imports/template.xlsx").response.get_data())
    with path.open("rb") as opened:
        (header,) = read_rows(opened, limits=files.LIMITS, cell=files.cell)
    assert sum(name.startswith("i") and name[1:].isdigit() for name in header) == 33


@pytest.fixture
def run(app: Flask, world: World) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_commands_do_the_same(run: FlaskCliRunner, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(data)
    dry = run.invoke(args=["exchange", "import", str(path), "--dry-run"]).output
    assert "22 sheets in the file; 21 new; 1 set aside" in dry
    assert "២២ សន្លឹក" in dry
    assert "Pairs 10" in dry
    assert "Dry run" in dry
    assert "No file was taken in yet." in run.invoke(args=["exchange", "imports"]).output
    assert "Import 1" in run.invoke(args=["exchange", "import", str(path)]).output
    assert "nothing was changed" in run.invoke(args=["exchange", "import", str(path)]).output
    assert "1: " in run.invoke(args=["exchange", "imports"]).output
    assert run.invoke(args=["exchange", "undo", "1"]).exit_code == 0
    refused = run.invoke(args=["exchange", "undo", "1"])
    assert refused.exit_code == 1
    path.write_bytes(data.replace(b",km,", b",fr,", 1))
    faulty = run.invoke(args=["exchange", "import", str(path)])
    assert faulty.exit_code == 1
    assert "2:lang" in faulty.output
    assert "is not known" in faulty.output
    assert "មិនស្គាល់" in faulty.output


def test_command_writes_the_empty_file(run: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    assert run.invoke(args=["exchange", "template", "--format", "csv", str(path)]).exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfattempt_uid,learner_id,academy")


def test_destroying_links_destroys_the_codes_of_sheets_too(
    run: FlaskCliRunner, data: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(data)
    run.invoke(args=["exchange", "import", "--close", str(path)])
    counted = run.invoke(args=["links", "destroy", "--ended-before", "2026-11-01"]).output
    assert "People: 11." in counted
    done = run.invoke(args=["links", "destroy", "--ended-before", "2026-11-01", "--yes"])
    assert "Links destroyed: 11." in done.output
    assert run.invoke(args=["exchange", "undo", "1"]).exit_code == 1


def test_the_trainer_is_told_of_sheets_on_paper(client: HouseClient, world: World, work: Work) -> None:
    """Who wrote on paper stands on the roster as not begun: the page says why."""
    with work() as session:
        row = workshop_queries.workshop(session, world.a.running.id)
        assert row is not None
        items = workshops.items(session)
        papers = [paper(items, number, "pre", workshop=row.join_code) for number in (1, 2)]
    trainer = HouseClient(client.app, language="en").sign_in(world.a.trainer)
    here = f"/workshops/{world.a.running.id}"
    assert "On paper" not in trainer.get(here).main
    let_in(client, send(client, csv_file(table(items, papers))))
    assert "2 sheets before, 0 after" in trainer.get(here).main

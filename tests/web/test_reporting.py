"""The report's pages and files, in both languages: the finding first, hidden groups nowhere, nothing to run."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.core import clock
from hrtraining.reporting import services
from tests.conftest import Work
from tests.factories import workshops
from tests.factories.people import staff
from tests.house import HouseClient, Page, text_of
from tests.services.reporting.closed import academies, closed_workshop

SCORES = [(10, 18), (12, 20), (14, 14), (16, 12), (9, 22)]
HIDDEN_NAMES = ("Test academy A4", "Test academy A5")


def of_size(n: int) -> list[tuple[int, int | None]]:
    """Scores of n people of different kinds."""
    return [SCORES[place % 5] for place in range(n)]


@dataclass(frozen=True)
class Published:
    """Five academies: three with large groups, one with 4 pairs, one of 11 that must be hidden with it; one empty."""

    analyst: int
    head: int
    small_head: int
    trainer: int
    small_trainer: int
    large: workshops.Made
    small: workshops.Made


def publish(session: Session) -> Published:
    """Close and publish everything."""
    places = academies(session, "A1", "A2", "A3", "A4", "A5", "A6")
    now = clock.utc_now()
    made = [
        closed_workshop(session, academy_id, trainer, of_size(size), closed_at=now, title=f"=វគ្គ {size}")
        for (academy_id, trainer), size in zip(places, (60, 50, 40, 4, 11), strict=False)
    ]
    services.freeze_closed(session, now=now)
    services.publish_due(session, now=now + timedelta(days=100))
    return Published(
        analyst=staff(session, Role.ANALYST, "analyst"),
        head=staff(session, Role.ACADEMY_ADMINISTRATOR, "head", places[0][0]),
        small_head=staff(session, Role.ACADEMY_ADMINISTRATOR, "small-head", places[3][0]),
        trainer=places[0][1],
        small_trainer=places[3][1],
        large=made[0],
        small=made[3],
    )


@pytest.fixture
def published(work: Work) -> Published:
    """The published workshops and the people who may look at them."""
    with work() as session:
        return publish(session)


def reader(app: Flask, account_id: int, language: str = "en") -> HouseClient:
    """A signed-in browser."""
    return HouseClient(app, language=language).sign_in(account_id)


def test_nation_says_the_finding_first(app: Flask, published: Published) -> None:
    page = reader(app, published.analyst).get("/report")
    assert re.fullmatch(
        r"Of every 100 answers, [\d.]+ were favourable before the course and [\d.]+ after: [\d.]+ more "
        r"\(165 learners who took both tests\)\.",
        page.h1,
    )
    assert "No interval is given: 5 workshops are too few to say how far chance reaches." in page.main
    assert "“34% increase (at least 27 out of 33)”, 2011" in page.main


def test_nation_is_said_in_khmer_with_khmer_digits(app: Flask, published: Published) -> None:
    page = reader(app, published.analyst, "km").get("/report")
    assert page.h1.startswith("ក្នុងចម្លើយ ១០០ មុនវគ្គមាន")
    assert "(សិក្ខាកាម ១៦៥ នាក់ដែលធ្វើតេស្តទាំងពីរ)" in page.h1
    assert "ចំណុចភាគរយ" in page.main
    # what the program says itself carries no Latin digits; names people typed and fingerprints do
    figures = [cell.text or "" for cell in page.tree.iter("td")]
    assert not any(re.search("[0-9]", figure) for figure in figures)


def test_constants_follow_the_reader_and_not_the_first_reader(app: Flask, published: Published) -> None:
    khmer, latin = (reader(app, published.analyst, language) for language in ("km", "en"))
    assert "«កើន ៣៤% (យ៉ាងតិច ២៧ ក្នុង ៣៣)» ឆ្នាំ២០១១" in khmer.get("/report").main
    assert "“34% increase (at least 27 out of 33)”, 2011" in latin.get("/report").main


def rows_of(page: Page, name: str) -> list[list[str]]:
    """The rows of all tables of a page that begin with a name."""
    found = [[text_of(cell) for cell in row] for row in page.tree.iter("tr")]
    return [row for row in found if row and row[0].startswith(name)]


def test_hidden_academies_carry_one_mark_and_no_figure(app: Flask, published: Published) -> None:
    page = reader(app, published.analyst).get("/report")
    small, other = rows_of(page, "Test academy A4"), rows_of(page, "Test academy A5")
    assert [row[1:] for row in small] == [["hidden"] * 5]
    assert [row[1:] for row in other] == [["hidden"] * 5]
    assert rows_of(page, "Test academy A6")[0][1] == "0"
    for word in ("primary", "complementary", "fewer than 10"):
        assert word not in page.html.casefold()


@pytest.mark.parametrize("academy", ["A4", "A5"])
def test_pages_and_files_of_hidden_academies_show_nothing(
    app: Flask, published: Published, academy: str
) -> None:
    client = reader(app, published.analyst)
    page = client.get(f"/report/academies/{academy}")
    assert page.h1 == "These figures stay hidden"
    assert not re.search("[0-9]", page.main.replace(f"Test academy {academy}", ""))
    for form in ("csv", "xlsx"):
        client.get(f"/report/academies/{academy}/academy.{form}", status=404)


def test_both_hidden_academies_look_the_same(app: Flask, published: Published) -> None:
    client = reader(app, published.analyst)
    one, other = (client.get(f"/report/academies/{name}").main.replace(name, "") for name in ("A4", "A5"))
    assert one == other


def test_workshop_of_a_hidden_academy_is_hidden(app: Flask, published: Published) -> None:
    client = reader(app, published.analyst)
    page = client.get(f"/report/workshops/{published.small.id}")
    assert page.h1 == "These figures stay hidden"
    client.get(f"/report/workshops/{published.small.id}/workshop.csv", status=404)


def test_own_academy_is_shown_and_others_do_not_exist(app: Flask, published: Published) -> None:
    client = reader(app, published.head)
    assert client.get("/report/own-academy").h1.endswith("(60 learners who took both tests).")
    client.get("/report/academies/A1/academy.csv")
    client.get("/report/academies/A2/academy.csv", status=404)
    client.get(f"/report/workshops/{published.large.id}")
    client.get(f"/report/workshops/{published.small.id}", status=404)
    client.get("/report", status=404)
    assert reader(app, published.small_head).get("/report/own-academy").h1 == "These figures stay hidden"


def test_trainer_sees_the_own_workshop_from_ten_pairs(app: Flask, published: Published) -> None:
    client = reader(app, published.trainer)
    assert client.get(f"/report/workshops/{published.large.id}").h1.endswith(
        "(60 learners who took both tests)."
    )
    client.get(f"/report/workshops/{published.small.id}", status=404)
    small = reader(app, published.small_trainer)
    page = small.get(f"/report/workshops/{published.small.id}")
    assert page.h1 == "These figures stay hidden"
    assert "Fewer than ten people of this workshop took both tests." in page.main
    assert "larger group" not in page.main
    small.get(f"/report/workshops/{published.small.id}/workshop.xlsx", status=404)


def table_cells(body: bytes) -> list[list[str]]:
    """The cells of a CSV file."""
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


def test_csv_carries_both_languages_and_the_figures_of_the_page(app: Flask, published: Published) -> None:
    client = reader(app, published.analyst)
    response = client.get("/report/nation.csv").response
    assert "attachment" in response.headers["Content-Disposition"]
    cells = table_cells(response.get_data())
    assert not [cell for row in cells for cell in row if "\u200b" in cell]
    by_code = {row[0]: row for row in cells if len(row) == 4}
    assert by_code["pairs"] == ["pairs", "បានធ្វើតេស្តទាំងពីរ", "Took both tests", "165"]
    summary = client.get("/report").main
    assert f"{by_code['pooled_before'][3]}%" in summary
    hidden = [row for row in cells if len(row) > 2 and row[2] in HIDDEN_NAMES]
    assert len(hidden) == 2
    assert {cell for row in hidden for cell in row[3:]} == {
        "លាក់ ដើម្បីការពារក្រុមតូច / hidden to protect small groups"
    }


def plain(cell: str) -> str:
    """A number in one way of writing; the two kinds of file keep 11 as 11 and as 11.0."""
    return str(float(cell)) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell) else cell


def test_xlsx_holds_the_same_cells_as_the_csv(app: Flask, published: Published) -> None:
    client = reader(app, published.analyst)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/report/nation.xlsx").response.get_data()))
    in_book = [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell not in (None, "")
    ]
    in_text = [
        cell for row in table_cells(client.get("/report/nation.csv").response.get_data()) for cell in row
    ]
    names = {"អំពីឯកសារ / About", "តួលេខ / Figures", "ប្រធានបទ / Topics", "សំណួរ / Questions", "ក្រុម / Groups"}
    assert sorted(map(plain, in_book)) == sorted(
        plain(cell) for cell in in_text if cell and cell not in names
    )
    assert {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row} == {
        "Khmer OS Battambang"
    }
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_typed_names_do_not_run_as_formulas(app: Flask, published: Published) -> None:
    body = reader(app, published.analyst).get("/report/academies/A1/academy.csv").response.get_data()
    cells = [cell for row in table_cells(body) for cell in row if "វគ្គ 60" in cell]
    assert cells
    assert all(cell.startswith("'=") for cell in cells)


def test_unknown_files_and_places_do_not_exist(app: Flask, published: Published) -> None:
    client = reader(app, published.analyst)
    for path in (
        "/report/nation.docx",
        "/report/academies/ZZ",
        "/report/workshops/999",
        "/report/nation.exe",
    ):
        client.get(path, status=404)


def test_nothing_published_yet_is_drawn_with_what_to_do(app: Flask, work: Work) -> None:
    with work() as session:
        analyst = staff(session, Role.ANALYST, "analyst")
    page = reader(app, analyst).get("/report")
    assert page.h1 == "There are no figures yet"
    assert "at least ten people" in page.main


def test_page_freezes_and_publishes_what_was_closed(app: Flask, work: Work) -> None:
    with work() as session:
        ((academy_id, trainer),) = academies(session, "A1")
        closed_workshop(session, academy_id, trainer, of_size(20), closed_at=clock.utc_now())
        analyst = staff(session, Role.ANALYST, "analyst")
    assert reader(app, analyst).get("/report").h1.endswith("(20 learners who took both tests).")


def test_small_workshop_changes_no_published_figure_until_it_is_published(
    app: Flask, work: Work, published: Published
) -> None:
    client = reader(app, published.analyst)
    before = client.get("/report")
    with work() as session:
        ((academy_id, trainer),) = academies(session, "A7")
        closed_workshop(session, academy_id, trainer, of_size(4), closed_at=clock.utc_now())
    after = client.get("/report")
    assert after.h1 == before.h1
    assert rows_of(after, "Test academy A1") == rows_of(before, "Test academy A1")
    assert "1 closed workshop waits: too few people in it took both tests." in after.main
    assert "/report/publish" not in [form.action for form in after.forms]
    refused = client.post("/report/publish", {}, status=409)
    assert "Too few people" in refused.main


def test_publishing_by_hand_takes_what_waits(app: Flask, work: Work, published: Published) -> None:
    with work() as session:
        for (academy_id, trainer), size in zip(academies(session, "A7", "A8"), (4, 12), strict=True):
            closed_workshop(session, academy_id, trainer, of_size(size), closed_at=clock.utc_now())
    client = reader(app, published.analyst)
    page = client.submit(client.get("/report").form("/report/publish"))
    assert "Published." in page.main
    assert page.h1.endswith("(181 learners who took both tests).")
    assert rows_of(page, "Test academy A8")[0][1] == "hidden"


def test_every_drawing_is_without_words(app: Flask, published: Published) -> None:
    page = reader(app, published.analyst, "km").get("/report")
    drawings = [one for one in page.tree.iter() if str(one.tag).endswith("}svg") or one.tag == "svg"]
    assert drawings
    for drawing in drawings:
        assert not "".join(drawing.itertext()).strip()
        assert not any(str(one.tag).endswith("text") for one in drawing.iter())

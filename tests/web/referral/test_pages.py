"""The pages of the directory: everybody reads, editors write and send files, the pocket print holds its place."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask

from hrtraining.accounts.domain import Role
from hrtraining.core import clock
from hrtraining.core.i18n import Text
from hrtraining.core.khmer.text import strip_zero_width
from hrtraining.referral import queries, services
from hrtraining.referral.domain import NATIONAL
from hrtraining.referral.domain.sheet import HEADERS_EN, REQUIRED
from tests.conftest import Work
from tests.factories.clock import NOW
from tests.factories.referral import ADMINISTRATOR, record, start
from tests.factories.world import World
from tests.house import HouseClient, Page


@pytest.fixture
def kampot(world: World, work: Work) -> None:
    """Starting rows and two services of Kampot, one of them never checked and hardly known."""
    with work() as session:
        start(session)
        services.add_service(
            session, record=record(1, checked_on=None, checked_by=""), editor=ADMINISTRATOR, now=NOW
        )
        nothing = Text("", "")
        lately = clock.local_date(clock.utc_now() - timedelta(days=45))
        bare = record(2, kinds=("legal",), address=nothing, hours=nothing, phones=(), checked_on=lately)
        services.add_service(session, record=bare, editor=ADMINISTRATOR, now=NOW)


@pytest.fixture
def anyone(app: Flask) -> HouseClient:
    return HouseClient(app, language="en")


def text_of_pdf(page: Page) -> str:
    assert page.response.mimetype == "application/pdf"
    with pypdfium2.PdfDocument(page.response.get_data()) as document:
        return strip_zero_width("\n".join(one.get_textpage().get_text_bounded() for one in document))


def sizes_of_pdf(page: Page) -> set[tuple[int, int]]:
    with pypdfium2.PdfDocument(page.response.get_data()) as document:
        return {(round(one.get_width() / 72 * 25.4), round(one.get_height() / 72 * 25.4)) for one in document}


def test_everybody_reads_from_the_needle_stick_page_to_a_telephone(kampot: None, anyone: HouseClient) -> None:
    help_page = anyone.get("/needle-stick")
    [place] = [one for one in help_page.links if one.startswith("/services?")]
    listed = anyone.get(place)
    assert "recorded: 1" in listed.main
    page = anyone.get("/services/kampot?kind=pep")
    assert "/services/kampot?kind=pep" in listed.links
    assert {"tel:000000001", "tel:+85500000002"} <= set(page.links)
    assert "Test service 1" in page.main and "Test service 2" not in page.main
    assert "never checked" in page.main


def test_what_is_not_known_is_said(kampot: None, anyone: HouseClient) -> None:
    page = anyone.get("/services/kampot")
    assert "Not known yet: telephone, address, hours." in page.main
    assert "For the whole country" in page.main


def test_khmer_page_says_ages_in_khmer_words_and_digits(kampot: None, app: Flask) -> None:
    page = HouseClient(app, language="km").get("/services/kampot")
    assert "មិនទាន់បានពិនិត្យ" in page.main
    assert "០០០ ០០០ ០០១" in page.main
    assert "tel:000000001" in page.links
    assert re.search("ពិនិត្យ(ថ្ងៃនេះ| [០-៩]+ (ថ្ងៃ|ខែ|ឆ្នាំ)មុន)", page.main)


def test_a_province_without_services_says_what_to_do(kampot: None, anyone: HouseClient) -> None:
    page = anyone.get("/services/kep")
    assert "Ask at the nearest referral hospital" in page.main
    page = anyone.get("/services/kep?kind=pep")
    assert "Do not wait for this list." in page.main
    assert "/needle-stick" in page.links


def test_places_that_do_not_exist(kampot: None, anyone: HouseClient) -> None:
    assert anyone.get("/services/hanoi", status=404).h1
    assert anyone.get("/services?province=hanoi", status=404).h1
    assert anyone.get("/services?province=kep").path == "/services/kep"
    assert "recorded: 7" in anyone.get("/services?kind=nonsense").main, "an unknown kind is no filter"


def test_a_browser_keeps_the_page_for_a_while_and_asks_cheaply(
    kampot: None, anyone: HouseClient, world: World
) -> None:
    anyone.get("/services/kampot")  # the first answer also gives the cookie for forms
    page = anyone.get("/services/kampot")
    assert page.response.headers["Cache-Control"] == "private, max-age=600"
    again = anyone.open("/services/kampot", headers={"If-None-Match": page.response.headers["ETag"]})
    assert (again.status, again.response.get_data()) == (304, b"")
    anyone.sign_in(world.a.trainer)
    assert anyone.get("/services/kampot").response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize(("paper", "size"), [("a6", (105, 148)), ("a4", (210, 297)), ("a0", (105, 148))])
def test_print_for_the_pocket(
    kampot: None, app: Flask, world: World, language: str, paper: str, size: tuple[int, int]
) -> None:
    client = HouseClient(app, language=language).sign_in(world.a.graduate)
    page = client.get(f"/services/kampot/pocket.pdf?paper={paper}")
    assert sizes_of_pdf(page) == {size}
    text = text_of_pdf(page)
    words = ("សេវាសាកល្បង ១", "០០០ ០០០ ០០១", "មិនទាន់បានពិនិត្យ", "៧២ ម៉ោង")
    if language == "en":
        words = ("Test service 1", "000 000 001", "never checked", "72 hours")
    for word in words:
        assert word in " ".join(text.split()), word


def test_print_of_an_empty_place_leaves_lines_to_write_on(kampot: None, app: Flask, world: World) -> None:
    client = HouseClient(app, language="en").sign_in(world.a.trainer)
    assert "write here what you find" in " ".join(text_of_pdf(client.get("/services/kep/pocket.pdf")).split())


def test_nobody_prints_without_signing_in(kampot: None, anyone: HouseClient) -> None:
    assert anyone.open("/services/kampot/pocket.pdf", follow=False).status == 302


def editor_of(app: Flask, world: World, role: Role) -> HouseClient:
    return HouseClient(app, language="en").sign_in(world.of_role(role))


def test_an_editor_writes_and_mends_a_record(kampot: None, app: Flask, world: World, work: Work) -> None:
    client = editor_of(app, world, Role.ACADEMY_ADMINISTRATOR)
    form = client.get("/services/editor/new?province=kep").form("/services/editor/new")
    assert form.values["province"] == ["kep"]
    written = {
        "name_km": "សេវា ៣", "name_en": "Service 3", "kinds": ["pep"], "phones": "០២៣ ១២៣; abc", "source": "លិខិត",
    }  # fmt: skip
    page = client.submit(form, written, status=422)
    assert "“abc” is no telephone number" in page.main
    page = client.submit(
        page.form("/services/editor/new"),
        {"phones": "០២៣ ១២៣", "checked_on": "១/១០/២០២៦", "checked_by": "ការិយាល័យ"},
    )
    assert page.path == "/services/editor?province=kep"
    [link] = [one for one in page.links if re.search(r"/services/editor/[0-9a-f-]{36}", one)]
    page = client.get(link)
    assert page.form(link).values["checked_on"] == ["1/10/2026"]
    client.submit(page.form(link), {"phones": "023 124"})
    page = client.get(link)
    assert "023 123" in page.main and "023 124" in page.main, "the history shows both"
    with work() as session:
        [one] = queries.services(session, provinces=["kep"])
        assert one.record.phones == ("023 124",)


def test_an_old_page_does_not_overwrite_a_newer_change(kampot: None, app: Flask, world: World) -> None:
    client = editor_of(app, world, Role.ADMINISTRATOR)
    link = next(one for one in client.get("/services/editor").links if re.search("/[0-9a-f-]{36}$", one))
    old = client.get(link).form(link)
    client.submit(client.get(link).form(link), {"checked_on": "1/11/2026", "checked_by": "ការិយាល័យ"})
    page = client.submit(old, {"phones": "115"}, status=409)
    assert "Somebody changed this record meanwhile" in page.main


def test_records_of_the_whole_country_are_closed_to_academies(
    kampot: None, app: Flask, world: World, work: Work
) -> None:
    with work() as session:
        national = queries.services(session, provinces=[NATIONAL])[0]
    client = editor_of(app, world, Role.ACADEMY_ADMINISTRATOR)
    page = client.get("/services/editor")
    assert national.record.name.en in page.main
    assert f"/services/editor/{national.uuid}" not in page.links
    client.get(f"/services/editor/{national.uuid}", status=403)
    form = client.get("/services/editor/new").form("/services/editor/new")
    written = {"province": NATIONAL, "name_km": "ក", "name_en": "A", "kinds": ["pep"], "source": "x"}
    client.submit(form, written, status=422)
    editor_of(app, world, Role.ADMINISTRATOR).get(f"/services/editor/{national.uuid}")


def test_a_file_goes_out_and_comes_back(kampot: None, app: Flask, world: World, work: Work) -> None:
    client = editor_of(app, world, Role.ADMINISTRATOR)
    data = client.get("/services/editor/services.csv").response.get_data()
    assert data.startswith(b"\xef\xbb\xbf")
    choose = client.get("/services/editor/import").form("/import", having="file")
    page = client.submit(choose, files={"file": (data, "services.csv")})
    assert "says everything in this file already" in page.main
    changed = data.replace(b"Test service 1", b"Test service one")
    page = client.submit(page.form("/import", having="file"), files={"file": (changed, "services.csv")})
    assert "1 changed records" in page.main
    with work() as session:
        assert "Test service one" not in {one.record.name.en for one in queries.services(session)}
    page = client.submit(page.form("/import", having="packed"), {"act": "import"})
    assert page.path == "/services/editor"
    assert "Test service one" in page.main


def test_faults_of_a_file_are_listed_by_row(kampot: None, app: Flask, world: World) -> None:
    client = editor_of(app, world, Role.ACADEMY_ADMINISTRATOR)
    rows = [
        ",".join(HEADERS_EN[column] for column in REQUIRED),
        "Hanoi,ក,A,pep,x",
        "Whole country,ខ,B,pep,x",
    ]  # fmt: skip
    choose = client.get("/services/editor/import").form("/import", having="file")
    page = client.submit(choose, files={"file": ("\n".join(rows).encode(), "a.csv")}, status=422)
    assert "Row 2: “Hanoi” is no province." in page.main
    assert "Row 3: Records of the whole country" in page.main
    for rubbish in (b"", b"\x00\x01" * 300, "ក,ខ\n".encode("cp1252", "replace")):
        page = client.submit(choose, files={"file": (rubbish, "a.csv")}, status=422)
        assert "Nothing was changed" in page.main


@pytest.mark.parametrize("packed", ["%%%", "AAAA", "eJw="])
def test_a_damaged_file_between_dry_run_and_import_is_answered(
    kampot: None, app: Flask, world: World, packed: str
) -> None:
    client = editor_of(app, world, Role.ADMINISTRATOR)
    page = client.post("/services/editor/import", {"packed": packed, "act": "import"}, status=422)
    assert "Nothing was changed" in page.main


def test_a_whole_country_of_rows_fits_between_dry_run_and_import(
    kampot: None, app: Flask, world: World
) -> None:
    head = "Province,Name in Khmer,Name in English,Kinds of service,Source,Note in Khmer,Note in English\n"
    rows = "".join(
        f"Kampot,មណ្ឌលសុខភាព លេខ {n},Health centre {n},drug-treatment,លិខិត,{'កំណត់ចំណាំវែង ' * 30},{'long note ' * 30}\n"
        for n in range(431)
    )
    client = editor_of(app, world, Role.ADMINISTRATOR)
    choose = client.get("/services/editor/import").form("/import", having="file")
    page = client.submit(choose, files={"file": ((head + rows).encode(), "all.csv")})
    assert "431 new records" in page.main
    page = client.submit(page.form("/import", having="packed"), {"act": "import"})
    assert page.path == "/services/editor"


def test_commands_write_and_read_the_file(kampot: None, app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    path = str(tmp_path / "services.csv")
    assert runner.invoke(args=["referral", "export", path]).exit_code == 0
    done = runner.invoke(args=["referral", "import", path])
    assert (done.exit_code, done.output.strip()) == (
        0,
        "ថ្មី 0, កែ 0, នៅដដែល 9 / new 0, changed 0, unchanged 9",
    )
    text = runner.invoke(args=["referral", "export", "--language", "en"]).output
    assert "Test service 1" in text
    Path(path).write_text(text.replace("Test service 1", "Service one"), encoding="utf-8")
    dry = runner.invoke(args=["referral", "import", path, "--dry-run"])
    assert "nothing was changed" in dry.output
    assert "changed Service one (Name in English)" in dry.output
    assert "changed 1," in runner.invoke(args=["referral", "import", path]).output
    assert "unchanged 9" in runner.invoke(args=["referral", "import", path]).output
    Path(path).write_text(text.replace("Kampot", "Hanoi"), encoding="utf-8")
    refused = runner.invoke(args=["referral", "import", path])
    assert refused.exit_code == 1
    assert "is no province" in refused.output and "មិនមែនជាខេត្តទេ" in refused.output
    Path(path).write_text("Province\nx\n", encoding="utf-8")
    assert runner.invoke(args=["referral", "import", path]).exit_code == 1

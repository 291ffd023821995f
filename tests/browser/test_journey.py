"""The whole way on a running server: set-up link, both tests, nine modules, certificates, and the report of the change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hrtraining.accounts import queries as account_queries
from hrtraining.core.clock import local_date, utc_now
from hrtraining.core.extensions import unit_of_work
from tests.browser import acts, papers, ways
from tests.browser.devices import PICTURES, Device
from tests.browser.papers import Slip
from tests.browser.server import Server, command
from tests.browser.story import KHMER, LATIN, TITLE, Journey
from tests.factories import workshops


@pytest.fixture
def journey(fresh: Server, chromium: Browser, tmp_path: Path) -> Iterator[Journey]:
    """An empty installation."""
    with ExitStack() as stack:
        yield Journey(fresh, chromium, tmp_path, stack)


def test_the_whole_journey(journey: Journey) -> None:
    links = _administrator_sets_up(journey)
    trainer = _trainer_prepares(journey, links["trainer"])
    slips = _trainer_prints(journey, trainer)
    acts.press(trainer.page, ".card-next")
    cadets = _pre_test(journey, trainer, slips)
    _trainer_closes_the_pre_test(journey, trainer)
    _modules(journey, cadets)
    _trainer_ticks_the_attendance(journey, trainer)
    _post_test(journey, trainer, cadets)
    _trainer_issues_and_closes(journey, trainer)
    _cadet_takes_the_certificate_home(journey, cadets)
    _analyst_reads(journey, links["analyst"], cadets)
    for made in (trainer, *cadets):
        made.quiet()


def _administrator_sets_up(journey: Journey) -> dict[str, str]:
    """From the one-time link to an academy, a trainer, an analyst, a signer and an approved edition."""
    with journey.window("pc") as made:
        page = made.page
        page.goto(command(journey.server.environ, "setup-link").strip().splitlines()[-1])
        acts.fill(
            page, family_km="អ្នកគ្រប់គ្រង", given_km="សាកល្បង", latin="TEST ADMINISTRATOR", login="root",
            password=acts.PASSWORD,
        )  # fmt: skip
        acts.press(page)
        acts.staff_sign_in(made, "root")
        page.wait_for_url("**/second-device")
        acts.bind_second_device(made)
        page.wait_for_url("**/people")
        expect(page.locator(".foot-draft")).to_be_visible()

        made.open("/academies")
        acts.fill(page, key="A1", name_km="សាលាសាកល្បង ១", name_en="Test academy 1")
        acts.press(page)
        links = {role: _new_account(made, role) for role in ("trainer", "analyst")}

        made.open("/signers")
        form = page.locator("form", has=page.locator("[name=title_km]"))
        for name, value in {
            "title_km": "ប្រធានសាលាសាកល្បង", "title_en": "Head of the test academy",
            "name_km": "អ្នកចុះហត្ថលេខា", "name_en": "TEST SIGNER",
            "place_km": "ទីកន្លែងសាកល្បង", "place_en": "Test place",
        }.items():  # fmt: skip
            form.locator(f"[name={name}]").fill(value)
        form.locator("button").click()
        expect(page.locator("main table")).to_contain_text("TEST SIGNER")

        made.open("/edition")
        today = local_date(utc_now()).strftime("%d/%m/%Y")
        acts.fill(page, approved_by="អ្នកអនុម័តសាកល្បង", approved_on=today, document="TEST-1")
        acts.press(page)
        expect(page.locator("main .notice-ok").first).to_be_visible()
        expect(page.locator(".foot-draft")).to_have_count(0)
        made.quiet()
    return links


def _new_account(made: Device, role: str) -> str:
    """The one-time link of a new staff member."""
    page = made.open("/people")
    page.locator(f"label:has([name=role][value={role}])").click()
    if role == "trainer":
        page.locator("[name=academy]").select_option(index=1)
    acts.fill(page, family_km="បុគ្គលិក", given_km="សាកល្បង", latin=f"TEST {role.upper()}", login=role)
    acts.press(page)
    return page.locator("main .notice .code").inner_text().strip()


def _set_password(made: Device, link: str) -> None:
    made.page.goto(link)
    acts.fill(made.page, password=acts.PASSWORD)
    acts.press(made.page)
    made.page.wait_for_url("**/staff/sign-in")


def _trainer_prepares(journey: Journey, link: str) -> Device:
    """The trainer plans a workshop and sends the roster: with a fault, then right, then once more."""
    made = journey.device("pc")
    page = made.page
    _set_password(made, link)
    acts.staff_sign_in(made, "trainer")
    page.wait_for_url("**/workshops")
    page.locator("main a.button-primary").first.click()
    today = local_date(utc_now()).strftime("%d/%m/%Y")
    acts.fill(page, title=TITLE, starts_on=today, ends_on=today)
    acts.press(page)
    page.wait_for_url(re.compile(r"/workshops/\d+$"))
    journey.workshop = page.url

    head = ["នាមត្រកូល", "នាមខ្លួន", "ឈ្មោះជាអក្សរឡាតាំង", "ភេទ"]
    right = [["សិក្ខាកាម", km, latin, "ប្រុស"] for km, latin in zip(KHMER, LATIN, strict=True)]
    page.locator(".card-next a.button").click()
    made.expected = ("422",)
    _send_file(page, [head, ["", *right[0][1:]], *right[1:]])
    expect(page.locator("main .notice-danger li")).to_have_count(1)
    expect(page.locator("main .notice-danger li")).to_contain_text("២")
    _send_file(page, [head, *right])
    expect(page.locator("main table tbody tr")).to_have_count(4)
    page.locator("button[name=act][value=import]").click()
    page.wait_for_url("**/roster")
    expect(page.locator("main table tbody tr")).to_have_count(4)
    page.goto(f"{journey.workshop}/import")
    _send_file(page, [head, *right])
    expect(page.locator("main .notice-ok")).to_be_visible()
    expect(page.locator("button[name=act]")).to_have_count(0)
    page.goto(journey.workshop)
    return made


def _send_file(page: Page, rows: list[list[str]]) -> None:
    sent = {
        "name": "roster.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": papers.sheet(rows),
    }
    page.locator("input[type=file]").set_input_files(sent)  # type: ignore[arg-type]
    page.locator("form[enctype] button").click()
    page.wait_for_load_state()


def _trainer_prints(journey: Journey, trainer: Device) -> dict[str, Slip]:
    """Slips and poster on paper: what they say is what people use from here on."""
    page = trainer.page
    slips = journey.folder / "slips.pdf"
    slips.write_bytes(
        papers.printed(trainer, page.locator("form[action$='slips.pdf'] button"), "**/slips.pdf")
    )
    papers.picture(slips, PICTURES / "paper-slips")
    poster = journey.folder / "poster.pdf"
    poster.write_bytes(papers.printed(trainer, page.locator("a[href$='poster.pdf']"), "**/poster.pdf"))
    journey.join = papers.scanned(papers.picture(poster, PICTURES / "paper-poster"))
    assert re.fullmatch(rf"{re.escape(journey.server.url)}/join/[0-9A-Z]{{6}}", journey.join)
    return papers.slips_by_name(papers.words(slips), LATIN)


def _pre_test(journey: Journey, trainer: Device, slips: dict[str, Slip]) -> list[Device]:
    """Four cadets, four ways: with the language changed, without scripts, on two devices, with the line cut."""
    cadets = [
        ways.with_the_language_changed(journey, slips[LATIN[0]]),
        ways.without_scripts(journey, slips[LATIN[1]]),
        ways.on_two_devices(journey, trainer, slips[LATIN[2]]),
        ways.with_the_line_cut(journey, slips[LATIN[3]]),
    ]
    for made in cadets:
        ways.back_opens_nothing(journey, made)
    return cadets


def _trainer_closes_the_pre_test(journey: Journey, trainer: Device) -> None:
    page = trainer.page
    page.goto(journey.workshop)
    expect(page.locator(".person-done")).to_have_count(4)
    trainer.picture("journey-workshop-pre-sent")
    journey.shows_no_answer(page)
    acts.press(page, ".card-next")
    page.locator(".people a").first.click()
    journey.shows_no_answer(page)


def _modules(journey: Journey, cadets: list[Device]) -> None:
    """One cadet takes every step of nine modules by taps; the others send the same forms."""
    first, *others = cadets
    first.open("/learn")
    expect(first.page.locator("main .path .step")).to_have_count(12)
    for module in journey.edition.modules:
        acts.module_by_taps(first, module, fails_first=module.order == 1)
    for made in others:
        for module in journey.edition.modules:
            acts.module_by_forms(made, module)
    for made in cadets:
        made.open("/learn")
        expect(made.page.locator("main .path .step-done")).to_have_count(10)


def _trainer_ticks_the_attendance(journey: Journey, trainer: Device) -> None:
    page = trainer.page
    page.goto(f"{journey.workshop}/attendance")
    halves = page.locator(".halves a").evaluate_all("links => links.map(one => one.href)")
    assert len(halves) == 2
    for half in halves:
        page.goto(half)
        for box in page.locator("label.choice").all():
            box.click()
        acts.press(page)
        expect(page.locator("input[name=present]:checked")).to_have_count(4)


def _post_test(journey: Journey, trainer: Device, cadets: list[Device]) -> None:
    cadets[0].open("/test/post")
    cadets[0].expected = ("409",)
    assert not acts.ITEM.search(cadets[0].page.url)
    trainer.page.goto(journey.workshop)
    acts.press(trainer.page, ".card-next")
    for made in cadets:
        made.open("/learn")
        acts.begin(made)
        acts.answer(made, journey.instrument)
        acts.send(made)
        ways.back_opens_nothing(journey, made)
    trainer.page.reload()
    expect(trainer.page.locator(".person-done")).to_have_count(4)
    journey.shows_no_answer(trainer.page)
    acts.press(trainer.page, ".card-next")


def _trainer_issues_and_closes(journey: Journey, trainer: Device) -> None:
    page = trainer.page
    page.locator(".card-next a.button").click()
    page.wait_for_url("**/certificates")
    acts.press(page)
    expect(page.locator("main table tbody a")).to_have_count(4)
    journey.shows_no_answer(page)
    page.goto(f"{journey.workshop}/close")
    acts.press(page)
    page.goto(journey.workshop)
    expect(page.locator("main .chip-leaf").first).to_be_visible()
    trainer.picture("journey-workshop-closed")


def _cadet_takes_the_certificate_home(journey: Journey, cadets: list[Device]) -> None:
    """The file has the name and the number; whoever scans it reads that it is valid."""
    made = cadets[0]
    page = made.open("/my-certificates")
    with page.expect_download() as begun:
        page.locator("main a.button-primary").tap()
    paper = journey.folder / "certificate.pdf"
    begun.value.save_as(paper)
    text = papers.words(paper)
    number = begun.value.suggested_filename.removeprefix("certificate-").removesuffix(".pdf")
    assert LATIN[0] in text
    assert number in text
    address = papers.scanned(papers.picture(paper, PICTURES / "paper-certificate", dots=150))
    assert address.startswith(f"{journey.server.url}/verify/{number}/")
    with journey.window("phone", "km") as stranger:
        stranger.page.goto(address)
        expect(stranger.page.locator("main .notice-ok")).to_be_visible()
        expect(stranger.page.locator("main .facts")).to_contain_text(LATIN[0])
        expect(stranger.page.locator("main .facts")).to_contain_text(number)
        journey.shows_no_answer(stranger.page)
        stranger.page.goto(address[:-1] + ("A" if address[-1] != "A" else "B"))
        expect(stranger.page.locator("main .notice-ok")).to_have_count(0)
    journey.shows_no_answer(page)


def _analyst_reads(journey: Journey, link: str, cadets: list[Device]) -> None:
    """Four pairs are hidden with a sentence; two larger workshops later the change of the nation is shown."""
    made = journey.device("pc", "en")
    page = made.page
    _set_password(made, link)
    acts.staff_sign_in(made, "analyst")
    acts.bind_second_device(made)
    page.wait_for_url("**/report")
    expect(page.locator("main .empty")).to_be_visible()
    made.picture("journey-report-four-pairs")
    workshop = journey.workshop.rsplit("/", 1)[1]
    made.open(f"/report/workshops/{workshop}")
    expect(page.locator("main .empty")).to_be_visible()
    journey.shows_no_answer(page)

    _two_more_workshops(journey)
    made.open("/report")
    if page.locator("form[action$='publish']").count():
        page.locator("form[action$='publish'] button").click()
        page.wait_for_url("**/report")
    expect(page.locator("main h1")).to_contain_text("28")
    expect(page.locator("main svg").first).to_be_visible()
    made.picture("journey-report-published")
    with page.expect_download() as begun:
        page.locator("a[href*='nation.csv']").click()
    assert begun.value.path().stat().st_size > 500
    made.open(f"/report/workshops/{workshop}")
    expect(page.locator("main .empty")).to_be_visible()
    journey.shows_no_answer(page)
    made.expected = ("404",)
    made.open(f"/workshops/{workshop}")
    assert LATIN[0] not in page.content()
    made.quiet()
    for cadet in cadets:
        cadet.expected = ("404", "409", "ERR_INTERNET_DISCONNECTED")
        cadet.open("/report")
        journey.shows_no_answer(cadet.page)


def _two_more_workshops(journey: Journey) -> None:
    """Twelve pairs each, through the services that the pages use."""
    with journey.server.app.app_context(), unit_of_work() as session:
        academy = account_queries.academies(session)[0].id
        trainer = account_queries.trainers(session, academy)[0].id
        for number in (1, 2):
            day = local_date(utc_now()) - timedelta(days=20 * number)
            made = workshops.workshop(
                session, academy_id=academy, trainer_id=trainer, size=12, first_number=100 * number,
                title=f"វគ្គសាកល្បង {number}", starts_on=day, ends_on=day,
            )  # fmt: skip
            workshops.whole(
                session, made, first_day=day,
                before=lambda place, item: (workshops.favourable if place % 3 == 0 else workshops.unfavourable)(place, item),
            )  # fmt: skip

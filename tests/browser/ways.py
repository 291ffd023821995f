"""Four cadets and their four ways through the pre-test; and what each finds afterwards: nothing."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser import acts
from tests.browser.devices import Device
from tests.browser.papers import Slip
from tests.browser.story import LATIN, Journey


def with_the_language_changed(journey: Journey, slip: Slip) -> Device:
    """Back and forward, the language changed twice in the middle, then to the end."""
    made = journey.device("phone")
    page = made.page
    acts.claim(made, journey.join, LATIN[0], slip.pin)
    acts.begin(made)
    acts.answer(made, journey.instrument, until=5, favourable=False)
    page.go_back()
    page.wait_for_url(re.compile(r"/test/\d+/5$"))
    expect(page.locator("input[name=code]:checked")).to_have_count(1)
    page.go_back()
    page.wait_for_url(re.compile(r"/test/\d+/4$"))
    page.go_forward()
    page.go_forward()
    page.wait_for_url(re.compile(r"/test/\d+/6$"))
    made.tap(".switch-button")
    page.wait_for_url(re.compile(r"/test/\d+/6$"))
    expect(page.locator("html[lang=en] #stem")).to_have_text(journey.instrument.items[5].stem.en)
    made.tap(".switch-button")
    expect(page.locator("html[lang=km] #stem")).to_have_text(journey.instrument.items[5].stem.km)
    acts.answer(made, journey.instrument, favourable=False)
    expect(page.locator(".tile-done")).to_have_count(33)
    acts.send(made)
    return made


def without_scripts(journey: Journey, slip: Slip) -> Device:
    """A browser that runs no scripts: every answer goes by the form; a question left out is found before the sending."""
    made = journey.device("phone", java_script_enabled=False)
    page = made.page
    acts.claim(made, journey.join, LATIN[1], slip.pin)
    acts.begin(made)
    acts.answer(made, journey.instrument, favourable=False, skip=7)
    expect(page.locator(".tile-done")).to_have_count(32)
    page.locator(".tile:not(.tile-done)").tap()
    page.wait_for_url(re.compile(r"/test/\d+/7$"))
    made.tap(".choice >> nth=0")
    made.tap(".actions button[data-go=previous]")
    page.wait_for_url(re.compile(r"/test/\d+/6$"))
    page.goto(page.url.rsplit("/", 1)[0] + "/review")
    expect(page.locator(".tile-done")).to_have_count(33)
    acts.send(made)
    return made


def on_two_devices(journey: Journey, trainer: Device, slip: Slip) -> Device:
    """The first phone goes dark in the middle; another one goes on where it stopped."""
    with journey.window("phone") as lost:
        lost.open(f"/sign-in?number={slip.number}")
        acts.fill(lost.page, pin=slip.pin)
        acts.press(lost.page)
        lost.page.wait_for_url("**/learn")
        acts.begin(lost)
        acts.answer(lost, journey.instrument, until=12, favourable=False)
        lost.tap("label.choice >> nth=1")
        expect(lost.page.locator(".saved-yes")).to_be_visible()
    trainer.page.reload()
    expect(trainer.page.locator(".person-done")).to_have_count(2)
    expect(trainer.page.locator(".person-now")).to_have_count(1)
    journey.shows_no_answer(trainer.page)
    made = journey.device("phone")
    page = made.page
    made.open("/sign-in")
    acts.fill(page, number=slip.number, pin=slip.pin)
    acts.press(page)
    page.wait_for_url("**/learn")
    page.locator(".card-next a.button").tap()
    page.wait_for_url(re.compile(r"/test/\d+/14$"))
    acts.answer(made, journey.instrument)
    expect(page.locator(".tile-done")).to_have_count(33)
    acts.send(made)
    return made


def with_the_line_cut(journey: Journey, slip: Slip) -> Device:
    """In English; the line is cut for two answers, which wait on the phone."""
    made = journey.device("phone", "en")
    made.expected = ("ERR_INTERNET_DISCONNECTED",)
    page = made.page
    acts.claim(made, journey.join, LATIN[3], slip.pin, in_khmer_digits=False)
    acts.begin(made)
    read: set[str] = set()
    page.on("response", lambda response: read.add(response.url.rsplit("/", 1)[1]))
    acts.answer(made, journey.instrument, until=10)
    while "13" not in read:  # the script of the page reads the next ones ahead, one by one
        page.wait_for_timeout(100)
    made.context.set_offline(True)
    for number in (11, 12):
        made.tap("label.choice >> nth=0")
        expect(page.locator(".saved-kept")).to_contain_text(str(number - 10))
        made.tap(".actions button[data-go=next]")
        page.wait_for_url(re.compile(rf"/test/\d+/{number + 1}$"))
    made.picture("item-offline-en-phone")
    made.context.set_offline(False)
    expect(page.locator(".saved-kept")).to_have_count(0, timeout=20_000)
    acts.answer(made, journey.instrument)
    expect(page.locator(".tile-done")).to_have_count(33)
    acts.send(made)
    return made


def back_opens_nothing(journey: Journey, made: Device) -> None:
    """After the sending neither Back nor an old address shows an answer."""
    page = made.page
    sent = page.url
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("body")).to_be_visible()
    journey.shows_no_answer(page)
    page.goto(sent.replace("/sent", "/3"))
    assert page.url == sent
    journey.shows_no_answer(page)

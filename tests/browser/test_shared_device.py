"""One phone, several people: the lock after three quiet minutes, "not you?", name tiles, and Back that opens nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from hrtraining.core.extensions import unit_of_work
from hrtraining.workshops import queries as workshop_queries
from tests.browser.acts import fill, press
from tests.browser.devices import SIGN_IN_COOKIE, Device, device
from tests.browser.server import Server
from tests.factories.people import PIN
from tests.factories.world import World

WRONG_PIN = "246802"


@pytest.fixture
def phone(populated: tuple[Server, World], chromium: Browser) -> Iterator[Device]:
    """The phone that goes from hand to hand."""
    with device(chromium, populated[0].url) as made:
        made.expected = ("422",)
        yield made
        made.quiet()


def at_an_item(populated: tuple[Server, World], phone: Device, number: int = 1) -> Page:
    """A learner in the middle of the pre-test."""
    server, world = populated
    phone.sign_in(server.token(world.a.beginner))
    return phone.open(f"/test/{world.a.running_pre}/{number}")


def test_three_quiet_minutes_lock_to_the_pin_and_the_test_goes_on(
    populated: tuple[Server, World], phone: Device
) -> None:
    phone.page.clock.install()
    page = at_an_item(populated, phone, 2)
    here = page.url
    page.locator("label.choice").first.tap()
    expect(page.locator(".saved-yes")).to_be_visible()
    page.clock.fast_forward("02:50")
    assert page.url == here
    page.clock.fast_forward("00:20")
    page.wait_for_url("**/unlock**")
    expect(page.locator("input[type=radio]")).to_have_count(0)
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("input[type=radio]")).to_have_count(0)
    page.goto(here)
    page.wait_for_url("**/unlock**")
    fill(page, pin=WRONG_PIN)
    press(page)
    expect(page.locator(".field-error")).to_be_visible()
    fill(page, pin=PIN)
    press(page)
    page.wait_for_url(here)
    expect(page.locator("input[name=code]").first).to_be_checked()


def test_activity_keeps_the_page_open(populated: tuple[Server, World], phone: Device) -> None:
    phone.page.clock.install()
    page = at_an_item(populated, phone, 3)
    here = page.url
    for _ in range(3):
        page.clock.fast_forward("02:00")
        page.locator("label.choice").first.tap()
        expect(page.locator(".saved-yes")).to_be_visible()
    assert page.url == here


def test_not_you_ends_the_session_for_good(populated: tuple[Server, World], phone: Device) -> None:
    server, world = populated
    phone.sign_in(server.token(world.a.graduate))
    page = phone.open("/my-certificates")
    name = page.locator(".whose-name").inner_text()
    kept = next(one["value"] for one in phone.context.cookies() if one["name"] == SIGN_IN_COOKIE)
    page.locator(".whose button").tap()
    expect(page.locator(".whose")).to_have_count(0)
    page.go_back()
    page.wait_for_load_state()
    assert name not in page.content()
    phone.sign_in(kept)
    page.goto(f"{phone.url}/my-certificates")
    assert "/join" in page.url


def test_signing_out_in_the_middle_of_a_test_leaves_nothing_behind(
    populated: tuple[Server, World], phone: Device
) -> None:
    page = at_an_item(populated, phone, 4)
    here = page.url
    page.locator("label.choice").first.tap()
    expect(page.locator(".saved-yes")).to_be_visible()
    page.locator(".actions [data-go=next]").tap()
    page.wait_for_url(re.compile(r"/5$"))
    page.locator(".whose button").tap()
    page.wait_for_url(re.compile(r"/$"))
    for _ in range(2):
        page.go_back()
        page.wait_for_load_state()
        expect(page.locator("input[type=radio]")).to_have_count(0)
    page.goto(here)
    assert "/join" in page.url
    assert page.evaluate("JSON.stringify(localStorage)").count("code") == 0


def test_tiles_of_names_let_only_the_right_pin_in(populated: tuple[Server, World], phone: Device) -> None:
    server, world = populated
    with server.app.app_context(), unit_of_work() as session:
        workshop = workshop_queries.workshop(session, world.a.running.id)
        assert workshop is not None
    page = phone.open(f"/join/{workshop.join_code}")
    tiles = page.locator("main .people a")
    expect(tiles).to_have_count(3)
    heights = tiles.evaluate_all("all => all.map(one => one.closest('li').getBoundingClientRect().height)")
    assert min(heights) >= 48
    tiles.nth(1).tap()
    page.locator("main a.button-secondary").tap()
    expect(tiles).to_have_count(3)
    name = tiles.nth(2).inner_text().splitlines()[0].strip()
    tiles.nth(2).tap()
    fill(page, pin=WRONG_PIN)
    press(page)
    expect(page.locator(".field-error")).to_be_visible()
    fill(page, pin=PIN)
    press(page)
    page.wait_for_url("**/learn")
    expect(page.locator(".whose-name")).to_have_text(name)


def test_test_sent_from_another_phone_is_not_gone_on_with(
    populated: tuple[Server, World], phone: Device
) -> None:
    """After a refusal the next question would take answers that nobody keeps. The last here: it sends the test."""
    server, world = populated
    phone.expected = ("409",)
    phone.sign_in(server.token(world.a.beginner))
    page = phone.open(f"/test/{world.a.running_pre}/6")
    page.wait_for_timeout(1500)  # the next page is on the phone before the other device sends
    other = phone.context.new_page()
    other.goto(f"{phone.url}/test/{world.a.running_pre}/review")
    other.locator("button[form=send]").tap()
    other.wait_for_url("**/sent")
    page.locator("label.choice").first.tap()
    expect(page.locator(".saved-lost")).to_be_visible()
    page.locator(".actions [data-go=next]").tap()
    page.wait_for_url("**/sent")
    expect(page.locator("input[type=radio]")).to_have_count(0)

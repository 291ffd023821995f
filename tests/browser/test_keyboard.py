"""The main tasks by keyboard alone, with the focus in sight at every stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from hrtraining.content import queries as content_queries
from hrtraining.content.domain import MATCHING, ORDERING, Module
from hrtraining.core.extensions import unit_of_work
from tests.browser.devices import Device, device
from tests.browser.server import Server
from tests.factories import checks
from tests.factories.people import PASSWORD, PIN, login_of
from tests.factories.world import World
from tests.house import parse

FOCUSED = """selector => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = [one, one.closest('label')].filter(Boolean).some(part => {
    const style = getComputedStyle(part);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const box = one.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const bar = document.querySelector('.actions');
  const under = bar && !bar.contains(one) && box.top >= bar.getBoundingClientRect().top;
  return {here: one.matches(selector), seen: shown && inside && !under, html: one.outerHTML.slice(0, 160)};
}"""


@pytest.fixture
def pc(populated: tuple[Server, World], chromium: Browser) -> Iterator[Device]:
    """A PC without a mouse."""
    with device(chromium, populated[0].url, "pc") as made:
        yield made
        made.quiet()


def login(populated: tuple[Server, World], account_id: int) -> str:
    """With what a person of the populated server signs in."""
    with populated[0].app.app_context(), unit_of_work() as session:
        return login_of(session, account_id)


def tab_to(page: Page, selector: str, *, backwards: bool = False) -> None:
    """Press Tab until this has the focus; every stop on the way must be seen."""
    for _ in range(80):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        stop = page.evaluate(FOCUSED, selector)
        if stop is None:
            continue
        assert stop["seen"], f"the focus is not seen: {stop['html']}"
        if stop["here"]:
            return
    raise AssertionError(f"no way to {selector} on {page.url}")


def learner_signs_in(made: Device, number: str) -> None:
    """From the front door to one's own page."""
    page = made.open("/join")
    tab_to(page, "main a[href='/sign-in']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in")
    tab_to(page, "[name=number]")
    page.keyboard.type(number)
    tab_to(page, "[name=pin]")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn")


def test_signing_in_and_answering_an_item(populated: tuple[Server, World], pc: Device) -> None:
    page, newcomer = pc.page, populated[1].b.running.learners[2]
    learner_signs_in(pc, login(populated, newcomer))
    tab_to(page, ".card-next a.button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/test/pre")
    tab_to(page, ".actions button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/test/\d+/1$"))
    tab_to(page, "input[name=code]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=code]").nth(2)).to_be_checked()
    expect(page.locator(".saved-yes")).to_be_visible()
    tab_to(page, "[data-go=next]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/test/\d+/2$"))
    expect(page.locator("#stem")).to_be_focused()
    tab_to(page, "input[name=code]")
    page.keyboard.press("Space")
    expect(page.locator("input[name=code]").first).to_be_checked()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/test/\d+/3$"))
    tab_to(page, "[data-go=previous]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/test/\d+/2$"))
    expect(page.locator("input[name=code]").first).to_be_checked()


def test_a_knowledge_check(populated: tuple[Server, World], pc: Device) -> None:
    server, world = populated
    pc.sign_in(server.token(world.b.running.learners[1]))
    with server.app.app_context(), unit_of_work() as session:
        module: Module = content_queries.current_edition(session).modules[1]
    page = pc.open(f"/learn/{module.key}/check")
    tree = parse(page.content())[0]
    values = checks.form_values(tree, module, tree.get("lang", "km"))
    for question in checks.questions_on(tree, module):
        if question.kind == "multiple":
            for key in sorted(question.right_keys):
                tab_to(page, f"#q-{question.id}-{key}")
                page.keyboard.press("Space")
            continue
        if question.kind in (ORDERING, MATCHING):
            for name in (one for one in values if one.startswith(f"{question.id}.")):
                tab_to(page, f"select[name='{name}']")
                for _ in range(int(cast(list[str], values[name])[0])):
                    page.keyboard.press("ArrowDown")
            continue
        if not question.is_scored:
            continue
        tab_to(page, f"#q-{question.id} input")
        page.keyboard.press("Space")
        for _ in range([one.key for one in question.options].index(min(question.right_keys))):
            page.keyboard.press("ArrowDown")
    tab_to(page, ".actions button[form=check]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/check/"))
    expect(page.locator("main .notice-ok")).to_be_visible()
    tab_to(page, ".actions a.button-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/learn/{module.key}")


def test_the_trainers_day(populated: tuple[Server, World], pc: Device) -> None:
    world = populated[1]
    page = pc.open("/staff/sign-in")
    tab_to(page, "[name=login]")
    page.keyboard.type(login(populated, world.b.trainer))
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/workshops")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, f"main a[href='/workshops/{world.b.running.id}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/workshops/{world.b.running.id}")
    tab_to(page, ".card-next button")
    page.keyboard.press("Enter")
    expect(page.locator("main .notice-ok")).to_be_visible()
    tab_to(page, ".people a")
    tab_to(page, "main a[href$='/attendance']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attendance")
    tab_to(page, "input[name=present]")
    page.keyboard.press("Space")
    tab_to(page, "main form button.button-primary")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=present]:checked")).to_have_count(1)


def test_what_a_figure_means(populated: tuple[Server, World], pc: Device) -> None:
    server, world = populated
    pc.sign_in(server.token(world.analyst))
    page = pc.open("/report")
    tab_to(page, "main a[href='#questions']")
    tab_to(page, "main summary")
    page.keyboard.press("Enter")
    expect(page.locator("main details[open]")).to_have_count(1)
    expect(page.locator("main details[open] p").first).to_be_in_viewport()
    tab_to(page, "main a[href='#questions']", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator("#questions")).to_be_in_viewport()


def test_the_language_and_the_help(populated: tuple[Server, World], pc: Device) -> None:
    page = pc.open("/needle-stick")
    tab_to(page, ".switch-button")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(pc.url + "/join")
    tab_to(page, "a.needle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/needle-stick")

"""What people do on the pages: sign in, take a test, go through a module, by taps or, to save time, by the same forms."""

from __future__ import annotations

import base64
import re
from typing import cast
from urllib.parse import urlencode, urljoin, urlsplit

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import Page, expect

from hrtraining.content.domain import Instrument, Module
from hrtraining.core import clock
from hrtraining.core.khmer.digits import to_khmer
from tests.browser.devices import Answer, Device
from tests.factories import checks
from tests.house import Form, parse
from tests.house import _form as form_of

PASSWORD = "seven quiet herons"
ITEM = re.compile(r"/test/\d+/\d+$")
REVIEW = re.compile(r"/test/\d+/review$")
SENT = re.compile(r"/test/\d+/sent$")


def code_of(secret: str) -> str:
    """What the second device shows now."""
    digest = SHA1()  # noqa: S303
    device = TOTP(base64.b32decode(secret), 6, digest, 30, enforce_key_length=False)
    return device.generate(int(clock.utc_now().timestamp())).decode()


def fill(page: Page, **values: str) -> None:
    """Type into fields by their names."""
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)


def press(page: Page, scope: str = "main") -> None:
    """Press the one coloured button of a part of the page."""
    button = page.locator(f"{scope} button.button-primary")
    expect(button).to_have_count(1)
    button.click()


def staff_sign_in(made: Device, login: str) -> None:
    """Sign in with a name and the password."""
    made.open("/staff/sign-in")
    fill(made.page, login=login, password=PASSWORD)
    press(made.page)


def bind_second_device(made: Device) -> None:
    """Bind the second device with the key that the page shows."""
    secret = made.page.locator("main .code").inner_text().strip()
    fill(made.page, code=code_of(secret))
    press(made.page)


def claim(made: Device, scanned: str, latin: str, pin: str, *, in_khmer_digits: bool = True) -> None:
    """Open what the poster says, tap one's name, type the PIN."""
    page = made.page
    page.goto(scanned)
    page.locator("main .people a", has_text=latin).click()
    fill(page, pin=to_khmer(pin) if in_khmer_digits else pin)
    press(page)
    page.wait_for_url("**/learn")


def begin(made: Device) -> None:
    """From one's own page over the notice to the first question."""
    page = made.page
    page.locator(".card-next a.button").click()
    expect(page.locator("main .prose p").first).to_be_visible()
    page.locator(".actions button").click()
    page.wait_for_url(ITEM)


def place_of(page: Page) -> int:
    """The number of the question that is open."""
    return int(page.url.rsplit("/", 1)[1])


def answer(
    made: Device, instrument: Instrument, *, until: int = 33, favourable: bool = True, skip: int = 0
) -> None:
    """Answer from the open question on; stands on the question after `until`, or before the sending."""
    page = made.page
    for number in range(place_of(page), until + 1):
        page.wait_for_url(re.compile(rf"/test/\d+/{number}$"))
        item = instrument.items[number - 1]
        if number != skip:
            code = next(one for one in item.codes if (one in item.favourable) is favourable)
            made.tap(f"label[for=code-{code}]")
        made.tap(".actions button[data-go=next]")
    page.wait_for_url(REVIEW if until == len(instrument.items) else re.compile(rf"/test/\d+/{until + 1}$"))


def send(made: Device) -> None:
    """Send the test for good."""
    made.tap(".actions button[form=send]")
    made.page.wait_for_url(SENT)


def module_by_taps(made: Device, module: Module, *, fails_first: bool = False) -> None:
    """Open every lesson, play the scene, pass the check, each by its button."""
    page = made.page
    made.open(f"/learn/{module.key}")
    page.locator("main a.button-primary").first.click()
    for lesson in module.lessons:
        page.wait_for_url(f"**/learn/{module.key}/{lesson.key}")
        expect(page.locator("article.lesson h2")).to_have_count(len(lesson.sections))
        made.tap(".actions a.button-primary")
    page.wait_for_url(re.compile(rf"/learn/{module.key}/scene/"))
    while page.locator("button.choice-button").count():
        with page.expect_navigation():
            page.locator("button.choice-button").first.tap()
    expect(page.locator("dl.outcome dt")).to_have_count(3)
    made.tap(".actions a.button-primary")
    page.wait_for_url(f"**/learn/{module.key}/check")
    for is_right in (False, True) if fails_first else (True,):
        _check(made, module, is_right=is_right)
    made.tap(".actions a.button-primary")
    page.wait_for_url(f"**/learn/{module.key}")
    expect(page.locator("main .chip-leaf")).to_be_visible()


def _check(made: Device, module: Module, *, is_right: bool) -> None:
    page = made.page
    tree = parse(page.content())[0]
    lang = tree.get("lang", "km")
    drawn = [one for one in checks.questions_on(tree, module) if one.is_scored]
    for name, values in checks.form_values(tree, module, lang, is_right=is_right).items():
        for value in cast(list[str], values):
            if "." in name:
                page.locator(f"select[name='{name}']").select_option(value)
            else:
                made.tap(f"label[for=q-{name}-{value}]")
    made.tap(".actions button[form=check]")
    page.wait_for_url(re.compile(rf"/learn/{module.key}/check/"))
    options = sum(len(one.options) for one in drawn)
    expect(page.locator(".verdict-text")).to_have_count(options)
    assert all(text.strip() for text in page.locator(".verdict-text").all_inner_texts())
    expect(page.locator("main .chip-clay")).to_have_count(0 if is_right else len(drawn))
    if not is_right:
        made.tap(".actions a.button-primary")
        page.wait_for_url(f"**/learn/{module.key}/check")


def module_by_forms(made: Device, module: Module) -> None:
    """The same way through a module in the same session, reading the pages without drawing them."""
    for lesson in module.lessons:
        _get(made, f"/learn/{module.key}/{lesson.key}")
    url, forms = _get(made, f"/learn/{module.key}/scene")
    while scene := next((one for one in forms if "choice" in one.names), None):
        first = next(one.get("value") for one in scene.element.iter("button") if one.get("name") == "choice")
        url, forms = _send(made, url, scene, {"choice": [str(first)]})
    url, forms = _get(made, f"/learn/{module.key}/check")
    check = next(one for one in forms if one.element.get("id") == "check")
    tree = parse(made.ask(url).body.decode())[0]
    values = checks.form_values(tree, module, tree.get("lang", "km"))
    _send(made, url, check, cast(dict[str, list[str]], values))


def _get(made: Device, path: str) -> tuple[str, list[Form]]:
    return _read(made.ask(path))


def _send(made: Device, at: str, form: Form, values: dict[str, list[str]]) -> tuple[str, list[Form]]:
    return _read(
        made.ask(
            urlsplit(urljoin(at, form.action)).path, body=urlencode({**form.values, **values}, doseq=True)
        )
    )


def _read(answer: Answer) -> tuple[str, list[Form]]:
    assert answer.status == 200, f"{answer.path}: {answer.status} {answer.body.decode()[:300]}"
    return answer.path, [form_of(one, answer.path) for one in parse(answer.body.decode())[0].iter("form")]

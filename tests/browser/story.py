"""What the people of the journey know: the server, their names, the papers they hold, the devices they use."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from playwright.sync_api import Browser, Page

from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Edition, Instrument
from hrtraining.core.extensions import unit_of_work
from tests.browser.devices import Device, Kind, device
from tests.browser.server import Server

LATIN = ["TESTLEARNER ONE", "TESTLEARNER TWO", "TESTLEARNER THREE", "TESTLEARNER FOUR"]
KHMER = ["មួយ", "ពីរ", "បី", "បួន"]
TITLE = "វគ្គសាកល្បង ទី១"


@dataclass
class Journey:
    """What the people of the story know: the server, the folder for papers, and what they have learned."""

    server: Server
    browser: Browser
    folder: Path
    stack: ExitStack
    join: str = ""
    workshop: str = ""

    @cached_property
    def edition(self) -> Edition:
        """The frozen course."""
        with self.server.app.app_context(), unit_of_work() as session:
            return content_queries.current_edition(session)

    def device(self, kind: Kind, lang: str | None = None, **options: object) -> Device:
        """A browser that stays open to the end of the story."""
        return self.stack.enter_context(self.window(kind, lang, **options))

    def window(
        self, kind: Kind, lang: str | None = None, **options: object
    ) -> AbstractContextManager[Device]:
        """A browser that closes earlier."""
        return device(self.browser, self.server.url, kind, lang=lang, **options)

    @property
    def instrument(self) -> Instrument:
        """The 33 items."""
        return self.edition.instruments["attitude-33"]

    def shows_no_answer(self, page: Page) -> None:
        """Nothing of the 33 items stands on this page: no statement, no choice."""
        html = page.content()
        stems = [text for item in self.instrument.items for text in (item.stem.km, item.stem.en)]
        assert not [stem for stem in stems if stem in html], page.url
        assert page.locator("input[name=code]").count() == 0, page.url

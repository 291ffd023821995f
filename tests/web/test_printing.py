"""The pages of printed things and of the projector: who gets what, and the ways from screen to screen."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from hrtraining.content import queries
from hrtraining.content.book import shelf
from hrtraining.core.extensions import db
from hrtraining.core.khmer.digits import to_ascii
from tests.conftest import Site
from tests.factories.world import World
from tests.house import HouseClient, Page


@pytest.fixture
def trainer(client: HouseClient, world: World) -> HouseClient:
    return client.sign_in(world.a.trainer)


def test_a_book_is_offered_when_it_is_made(trainer: HouseClient, site: Site) -> None:
    page = trainer.get("/print")
    assert "/print/books/cadet-km.pdf" not in page.links
    assert "content book" in page.text
    assert trainer.open("/print/books/cadet-km.pdf").status == 404
    assert trainer.open("/print/books/cadet-fr.pdf").status == 404
    with site.app.app_context():
        here = shelf.folder(site.app.config["SETTINGS"], queries.current_edition(db.session()))
    path = here / "cadet-km.pdf"
    try:
        shelf.put(path, b"%PDF-")
        assert "/print/books/cadet-km.pdf" in trainer.get("/print").links
        assert trainer.open("/print/books/cadet-km.pdf").response.get_data() == b"%PDF-"
    finally:
        path.unlink()


def test_sheets_come_in_the_language_of_the_reader(trainer: HouseClient) -> None:
    links = [link for link in trainer.get("/print").links if link.startswith("/print/m02/")]
    assert sorted(links) == [
        f"/print/m02/{name}.pdf" for name in ("card", "check", "handout", "poster", "scene")
    ]
    page = trainer.open("/print/m02/card.pdf")
    with pypdfium2.PdfDocument(page.response.get_data()) as document:
        assert re.search("[\u1780-\u17b3]", document[0].get_textpage().get_text_bounded())
    assert trainer.open("/print/m01/card.pdf").status == 404
    assert trainer.open("/print/m99/check.pdf").status == 404


def test_a_learner_gets_the_page_to_keep_and_no_key(client: HouseClient, world: World) -> None:
    client.sign_in(world.a.graduate)
    page = client.get("/learn/m02/handout")
    assert "/learn/m02/handout.pdf" in page.links
    assert client.open("/learn/m02/handout.pdf").response.mimetype == "application/pdf"
    for path in ("/print", "/print/m02/check.pdf", "/print/books/trainer-km.pdf", "/teach/m02/l1/slides/1"):
        assert client.open(path).status == 404


def html_of(page: Page) -> str:
    return page.response.get_data(as_text=True)


def test_screens_lead_on_and_back_without_a_script(trainer: HouseClient) -> None:
    start = next(link for link in trainer.get("/teach/m02/l1").links if "/slides/" in link)
    seen: list[str] = []
    headings: list[str] = []
    path: str | None = start
    while path is not None:
        page = trainer.get(path)
        seen.append(path)
        headings.append(page.h1)
        onward = re.search(r'rel="next" href="([^"]+)"', html_of(page))
        back = re.search(r'rel="prev" href="([^"]+)"', html_of(page))
        assert (back[1] if back else None) == (seen[-2] if len(seen) > 1 else None)
        path = onward[1] if onward else None
    with trainer.app.app_context():
        module = queries.current_edition(db.session()).module("m02")
    assert module is not None
    lesson = module.lessons[0]
    assert headings[0] == lesson.title.km
    assert list(dict.fromkeys(headings[1:])) == [one.heading.km for one in lesson.sections]
    assert trainer.open(f"/teach/m02/l1/slides/{len(seen) + 1}").status == 404
    assert trainer.open("/teach/m02/l1/slides/0").status == 404


def test_no_screen_shows_the_notes_of_the_trainer(trainer: HouseClient) -> None:
    with trainer.app.app_context():
        module = queries.current_edition(db.session()).module("m02")
    assert module is not None
    notes = max(re.findall(r"<p>([^<]{40,})</p>", module.trainer.km), key=len)
    number = 1
    while (page := trainer.open(f"/teach/m02/l1/slides/{number}")).status == 200:
        assert notes not in page.text
        number += 1
    assert number > 4


def test_a_question_comes_first_alone_then_with_its_answer(trainer: HouseClient) -> None:
    with trainer.app.app_context():
        module = queries.current_edition(db.session()).module("m02")
    assert module is not None
    for number, question in enumerate(module.check.questions):
        asked = trainer.get(f"/teach/m02/check/slides/{2 * number + 1}")
        told = trainer.get(f"/teach/m02/check/slides/{2 * number + 2}")
        assert to_ascii(asked.h1).endswith(str(number + 1))
        for option in question.options:
            assert option.feedback.km not in asked.main
            assert option.feedback.km in told.main
            assert option.text.km in asked.main
        if question.kind == "ordering":
            places = [asked.main.index(option.text.km) for option in question.options]
            assert places != sorted(places), "the order is not given away"
    assert trainer.open(f"/teach/m02/check/slides/{2 * len(module.check.questions) + 1}").status == 404

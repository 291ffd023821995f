"""A lesson page is made once for everybody: each reader still gets the own name and a form token that works."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hrtraining.content import queries as content_queries
from hrtraining.content import services as content_services
from hrtraining.web.kept import NAME, TOKEN
from tests.conftest import Work
from tests.factories.clock import NOW
from tests.factories.world import World
from tests.house import HouseClient, Page, text_of

LESSON = "/learn/m01/l1"


def _name(page: Page) -> str:
    shown = page.tree.find(".//span[@class='whose-name']")
    assert shown is not None
    return text_of(shown)


def test_every_reader_has_the_own_name_and_a_token_that_works(client: HouseClient, world: World) -> None:
    readers = [HouseClient(client.app).sign_in(one) for one in world.a.closed.learners[:3]]
    pages = [reader.get(LESSON) for reader in readers]
    names = [_name(page) for page in pages]
    assert len(set(names)) == len(readers)
    assert _name(readers[0].get(LESSON)) == names[0]
    for number, (reader, page) in enumerate(zip(readers, pages, strict=True)):
        assert NAME not in page.html
        assert TOKEN not in page.html
        for other in {*names} - {names[number]}:
            assert other not in page.html
        reader.submit(page.form("/language"))  # a token of another browser would answer 400
    assert len({page.form("/language").values["csrf_token"][0] for page in pages}) == len(readers)


@pytest.mark.parametrize("language", ["km", "en"])
def test_kept_page_is_of_the_readers_language_and_lesson(
    client: HouseClient, world: World, language: str
) -> None:
    for path in (LESSON, "/learn/m01/l2", LESSON):
        titles = {}
        for lang in ("km", "en"):
            reader = HouseClient(client.app, language=lang).sign_in(world.a.graduate)
            titles[lang] = (reader.get(path).h1, reader.get(path).h1)
        assert titles[language][0] == titles[language][1]
        assert titles["km"] != titles["en"]


def test_approval_takes_the_draft_mark_off_a_kept_page(client: HouseClient, world: World, work: Work) -> None:
    reader = client.sign_in(world.a.graduate)
    assert "/about" in reader.get(LESSON).links
    with work() as session:
        edition = content_queries.current_edition(session)
        content_services.record_approval(
            session,
            edition_id=edition.id,
            approved_by="Secretariat",
            approved_on=NOW.date(),
            document="No. 1",
            actor_id=world.administrator,
            now=NOW,
        )
    assert "/about" not in reader.get(LESSON).links


def test_signed_cookie_grows_old_though_it_was_read_before(
    client: HouseClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = client.sign_in(world.a.graduate)
    form = reader.get(LESSON).form("/language")
    assert reader.open(form.action, method="POST", data=form.values).status == 200
    monkeypatch.setitem(client.app.config, "PERMANENT_SESSION_LIFETIME", timedelta(seconds=-1))
    assert reader.open(form.action, method="POST", data=form.values).status == 400


def test_forged_cookie_is_a_new_browser(client: HouseClient, world: World) -> None:
    reader = client.sign_in(world.a.graduate)
    form = reader.get(LESSON).form("/language")
    name = client.app.config["SESSION_COOKIE_NAME"]
    kept = reader.browser.get_cookie(name, domain=reader.host)
    assert kept is not None
    reader.browser.set_cookie(name, kept.value[:-2] + "xx", domain=reader.host)
    assert reader.open(form.action, method="POST", data=form.values).status == 400

"""The editors' pages: both languages beside each other, faults in place, sign-off that holds for what was read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from hrtraining.accounts.domain import Role
from hrtraining.content import workbench
from hrtraining.core import audit
from hrtraining.core.settings import ROOT, current
from tests.conftest import Work
from tests.factories.world import World
from tests.house import HouseClient

TEXT = "/content/preview/m02/l1"


@pytest.fixture
def course(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """The folder of the course, put back as it was after the test."""
    with app.app_context():
        root = current().curriculum
    assert root != ROOT / "curriculum"
    shutil.copytree(root, tmp_path / "before")
    yield root
    shutil.rmtree(root)
    shutil.copytree(tmp_path / "before", root)


def lesson(root: Path, lang: str) -> Path:
    return next(root.glob(f"modules/m02-*/01-*.{lang}.md"))


@pytest.fixture
def analyst(client: HouseClient, world: World) -> HouseClient:
    return client.sign_in(world.analyst)


def test_every_text_of_the_course_opens_from_the_list(analyst: HouseClient, course: Path) -> None:
    page = analyst.get("/content/preview")
    texts = [link for link in page.links if link.startswith("/content/preview/")]
    assert len(texts) >= 9 * 8
    for text in texts:
        if "/m02/" in text or "/shared/" in text:
            shown = analyst.get(text)
            assert shown.tree.findall(".//section"), text
    assert "attitude" not in page.html


def test_a_lesson_stands_in_both_languages_with_its_drawing(analyst: HouseClient, course: Path) -> None:
    page = analyst.get(TEXT)
    pairs = [one for one in page.tree.iter("div") if "pair-prose" in (one.get("class") or "")]
    assert pairs
    for pair in pairs:
        assert [side.get("lang") for side in pair] == ["km", "en"]
    assert "<svg" in page.html
    assert len(page.forms) > len(pairs)


def test_check_shows_right_answers_and_scene_leads_on(analyst: HouseClient, course: Path) -> None:
    check = analyst.get("/content/preview/m02/check")
    assert any("pair-right" in (one.get("class") or "") for one in check.tree.iter("div"))
    scene = analyst.get("/content/preview/m02/scene")
    ids = {one.get("id") for one in scene.tree.iter("section")}
    ways = [link[1:] for link in scene.links if link.startswith("#m02-scene-")]
    assert ways
    assert set(ways) <= ids


def test_fault_stands_beside_the_part_it_is_in(analyst: HouseClient, course: Path) -> None:
    assert "fault" not in {one.get("class") for one in analyst.get(TEXT).tree.iter("div")}
    path = lesson(course, "en")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n\n", "\n\nIt was 12345 once. [@nobody]\n\n", 1), encoding="utf-8")
    page = analyst.get(TEXT)
    first = page.tree.findall(".//section")[0]
    classes = [one.get("class") for one in first.iter("div")]
    assert "fault" in classes
    assert "nobody" in page.main
    assert analyst.get("/content/preview").html.count("chip-clay") >= 1


def test_sign_off_is_kept_named_and_audited(analyst: HouseClient, course: Path, work: Work) -> None:
    page = analyst.get(TEXT)
    forms = [form for form in page.forms if "text_hash" in form.names]
    place = forms[0].values["place"][0]
    after = analyst.submit(forms[0], {})
    assert after.path.startswith(TEXT)
    assert len([form for form in after.forms if "text_hash" in form.names]) == len(forms) - 1
    signed = workbench.sign_offs(course)
    assert list(signed) == [place]
    with work() as session:
        last = next(iter(audit.entries(session)))
        assert (last.action, last.subject) == ("content.sign_off", f"part:{place}")


def test_words_that_changed_since_are_not_signed(analyst: HouseClient, course: Path) -> None:
    forms = [form for form in analyst.get(TEXT).forms if "text_hash" in form.names]
    path = lesson(course, "km")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("។", "។ ល្អ។", 1), encoding="utf-8")
    page = analyst.submit(forms[0], {}, status=409)
    assert page.tree.findall(".//section")
    assert workbench.sign_offs(course) == {}


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ACADEMY_ADMINISTRATOR])
def test_academies_read_and_do_not_sign(client: HouseClient, world: World, course: Path, role: Role) -> None:
    reader = client.sign_in(world.of_role(role))
    page = reader.get(TEXT)
    assert not [form for form in page.forms if "text_hash" in form.names]
    assert reader.post(TEXT, {"place": "m02/l1#x"}, status=403).status == 403


def test_a_text_that_is_not_there_is_no_page(analyst: HouseClient, course: Path) -> None:
    for path in ("/content/preview/m02/l99", "/content/preview/m77/l1", "/content/preview/shared/items"):
        assert analyst.open(path).status == 404

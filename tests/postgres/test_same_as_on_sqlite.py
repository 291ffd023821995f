"""What PostgreSQL gives is what SQLite gives: tables, figures to the byte, follow-up, answers."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select

from hrtraining.assessment.domain import Phase
from hrtraining.assessment.models import Conflict as KeptConflict
from hrtraining.certificates import queries as certificate_queries
from hrtraining.content.domain import Item
from hrtraining.core import audit
from hrtraining.core.erasing import erase_deleted
from hrtraining.core.errors import Conflict
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.reporting import composing, making, services
from hrtraining.reporting.composing import Asked
from hrtraining.reporting.followup.reading import followed
from tests.bench import generate
from tests.conftest import Site, Work
from tests.factories import follow_up, workshops
from tests.factories.postgres import Cluster
from tests.factories.world import World
from tests.house import HouseClient
from tests.postgres.conftest import MIGRATIONS

PAIRS = 2_000


def half(place: int, item: Item) -> str:
    """Half of the items favourably, others from person to person."""
    choose = workshops.favourable if (int(item.id[1:]) + place) % 2 else workshops.unfavourable
    return choose(place, item)


def national(app: Flask) -> str:
    """The report of the nation as it stands."""
    with app.test_request_context(), unit_of_work() as session:
        services.bring_up_to_date(session, now=follow_up.AFTER_ALL)
        asked = Asked(followed=followed(session, now=follow_up.AFTER_ALL))
        return making.json_of(composing.nation(session, asked), draft=False, demonstration=False)


def test_the_migrations_make_the_tables_of_the_models(app: Flask) -> None:
    with app.app_context():
        flask_migrate.check(directory=MIGRATIONS)


def test_a_whole_course_gives_the_same_bytes_on_both(
    app: Flask, world: World, site: Site, world_state: tuple[Path, World]
) -> None:
    site.load(world_state[0])
    on_postgres = national(app)
    assert json.loads(on_postgres)["flow"]["paired"] == 24
    assert on_postgres == national(app)
    assert on_postgres == national(site.app)


def test_generated_answers_give_the_same_bytes_on_both(
    postgres: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    reports, digests = [], []
    for url in (generate.file_url(tmp_path / "pairs.sqlite"), postgres.make("generated")):
        app = generate.application(url)
        digests.append(generate.generate(app, pairs=PAIRS, seed=33).digest)
        reports.append(national(app))
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    figures = json.loads(reports[0])
    assert figures["flow"]["paired"] == PAIRS
    assert 0 < figures["national"]["score"]["mean_change"] < 10
    assert digests[0] == digests[1]
    assert reports[0] == reports[1]


def test_a_follow_up_is_drawn_answered_frozen_and_read_the_same(
    app: Flask, world: World, site: Site, world_state: tuple[Path, World]
) -> None:
    site.load(world_state[0])
    found = []
    for one, of_world in ((app, world), (site.app, world_state[1])):
        with one.app_context(), unit_of_work() as session:
            for side in (of_world.a, of_world.b):
                follow_up.panel(session, side.closed)
                follow_up.answer_wave(session, side.closed, Phase.FU3, choose=half, who=range(11))
        found.append(national(one))
    assert json.loads(found[0])["followup"]["fu3"]["n_with_all_three"] == 22
    assert found[0] == found[1]


def test_a_certificate_issued_there_is_found_by_its_code(
    client: HouseClient, world: World, work: Work
) -> None:
    with work() as session:
        paper = certificate_queries.certificates_of(session, world.a.graduate)[0]
    assert (paper.serial, paper.code) == (world.a.serial, world.a.code)
    assert world.a.latin in client.get(f"/verify/{paper.serial}/{paper.code}").main


def test_the_chain_of_acts_holds_and_what_was_deleted_can_be_erased(app: Flask, work: Work) -> None:
    with work() as session:
        assert audit.verify(session) is None
    with app.app_context():
        db.session.remove()
        assert erase_deleted(db.engine)


def test_an_answer_sent_again_changes_nothing_and_a_contradiction_is_kept_aside(
    world: World, work: Work
) -> None:
    who, test = world.a.beginner, world.a.running_pre
    with work() as session:
        code, other = (str(one) for one in workshops.items(session)[3].codes[:2])
        outcomes = [
            workshops.answer(session, who, test, 3, *sent)
            for sent in ((code, 5), (code, 5), (other, 4), (other, 5), (other, 6))
        ]
    assert outcomes == ["kept", "same", "older", "conflict", "kept"]
    with work() as session:
        kept = session.execute(select(KeptConflict)).scalars().all()
        assert [(one.place, one.code, one.sequence) for one in kept] == [(3, other, 5)]
        workshops.submit(session, who, test, now=follow_up.AFTER_ALL - timedelta(days=1))
    with work() as session:
        assert workshops.answer(session, who, test, 3, other, 6) == "same"
        with pytest.raises(Conflict):
            workshops.answer(session, who, test, 3, code, 7)

"""The number of those who could have said what they think, beside the flow of the academies that are shown."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from hrtraining.evaluation.models import Result
from hrtraining.reporting import queries, releases
from hrtraining.reporting import services as reporting_services
from hrtraining.reporting.domain.masking import Marks
from hrtraining.reporting.evaluation import reading as evaluation_reading
from hrtraining.reporting.evaluation.views import academy_lines
from hrtraining.workshops import queries as workshop_queries
from tests.factories import evaluation
from tests.factories.clock import later
from tests.factories.people import academy, staff
from tests.services.reporting.closed import closed_workshop


def published(
    session: Session, sizes: dict[str, tuple[int, int]], known: dict[str, tuple[int, int]] | None = None
) -> evaluation_reading.Evaluated:
    """One publication of academies with so many pairs and so many opinions; `known` are those of one before."""
    known = {} if known is None else known
    for key, (pairs, opinions) in sizes.items():
        if key not in known:
            made_id = academy(session, key)
            known[key] = (made_id, staff(session, Role.TRAINER, f"trainer-{key}", made_id))
        academy_id, trainer = known[key]
        scores = [(10 + place % 5, 15 + place % 7) for place in range(pairs)]
        made = closed_workshop(session, academy_id, trainer, scores, title=key)
        if not opinions:
            continue
        asked, codes = evaluation.questions(session, made)
        edition = workshop_queries.workshop(session, made.id)
        assert edition is not None
        counts = {
            name: {code: (opinions if code == choices[0] else 0) for code in choices}
            for name, choices in codes.items()
        }
        session.add(
            Result(
                workshop_id=made.id,
                edition_id=edition.edition_id,
                version=asked.version,
                opinions=opinions,
                counts=counts,
            )
        )
    session.flush()
    reporting_services.publish_now(session, actor_id=None, now=later(2000 + len(known)))
    found = evaluation_reading.published(session)
    assert found is not None
    return found


def test_those_who_could_have_spoken_are_not_those_of_a_hidden_academy(session: Session) -> None:
    """B5 was held on paper and nobody was asked; without it the rest less A1, A2 and A3 are the four of B6."""
    sizes = {"A1": (20, 20), "A2": (20, 18), "A3": (21, 21), "B5": (10, 0), "B6": (4, 4)}
    found = published(session, sizes)
    version = queries.versions(session)[0]
    release = releases.release(session, version)
    shown = {queries.academy_code(row) for row in (1, 2, 3)}
    assert set(release.scope.academies) == shown
    assert found.opinions.nation is not None
    assert found.sent is None
    marks = Marks()
    given = evaluation_reading.as_json(found, keys={}, marks=marks)
    assert given["n_sent_post"] is None
    assert marks.by_path["workshop_evaluation.n_sent_post"] == "hidden"


@pytest.mark.parametrize("hidden", [0, 4])
def test_the_number_of_the_report_itself_is_said(session: Session, hidden: int) -> None:
    found = published(
        session, {"A1": (20, 20), "A2": (20, 18), "B5": (11, 11)} | ({"B6": (4, 4)} if hidden else {})
    )
    assert found.sent == 51 + hidden


def test_academy_whose_opinions_are_hidden_in_one_publication_is_shown_in_part(
    app: Flask, session: Session
) -> None:
    known: dict[str, tuple[int, int]] = {}
    published(session, {"A1": (20, 20), "A2": (20, 20)}, known)
    found = published(session, {"A1": (20, 20), "A2": (11, 11), "B3": (4, 4)}, known)
    with app.test_request_context():
        lines = academy_lines(found)
    assert [(line.state, line.opinions, line.is_partly_hidden) for line in lines] == [
        ("shown", 40, False),
        ("shown", 20, True),
        ("hidden", 0, False),
    ]

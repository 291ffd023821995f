"""The desk of the tests with files of answers."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from tests.factories import workshops
from tests.factories.people import academy, staff
from tests.services.exchange.desk import Desk


@pytest.fixture
def desk(session: Session) -> Desk:
    """Academies A1 and B2, with another workshop that must stay as it is."""
    academy_id, other = academy(session, "A1"), academy(session, "B2")
    trainer = staff(session, Role.TRAINER, "trainer", academy_id)
    elsewhere = staff(session, Role.TRAINER, "elsewhere", other)
    workshops.workshop(session, academy_id=other, trainer_id=elsewhere, size=2, title="noise")
    return Desk(
        session, workshops.items(session), academy_id, trainer, staff(session, Role.ANALYST, "analyst")
    )

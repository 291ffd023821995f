"""An academy, its trainer and a workshop of two modules."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from hrtraining.accounts.domain import Role
from tests.factories import workshops
from tests.factories.people import academy, staff
from tests.factories.workshops import Made


@pytest.fixture
def academy_id(session: Session) -> int:
    return academy(session, "A1")


@pytest.fixture
def trainer(session: Session, academy_id: int) -> int:
    return staff(session, Role.TRAINER, "trainer", academy_id)


@pytest.fixture
def made(session: Session, academy_id: int, trainer: int) -> Made:
    return workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, modules=("m01", "m02"))

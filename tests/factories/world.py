"""Two academies with something of everything in them: whoever sees too much in one would see the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from hrtraining.accounts.domain import PersonName, Role
from hrtraining.assessment.domain import Phase
from hrtraining.certificates import queries as certificate_queries
from hrtraining.certificates import services as certificate_services
from hrtraining.certificates.domain import Pair
from hrtraining.reporting import services as reporting_services
from hrtraining.workshops import services as workshop_services
from tests.factories import evaluation, workshops
from tests.factories.clock import FIRST_DAY, NOW, later
from tests.factories.people import academy, staff


@dataclass(frozen=True)
class Side:
    """One academy: a closed workshop with certificates, and a running one with its pre-test open."""

    academy_id: int
    key: str
    trainer: int
    other_trainer: int
    academy_administrator: int
    closed: workshops.Made
    running: workshops.Made
    running_pre: int
    serial: str
    code: str
    waiting_request: int
    word: str
    latin: str

    @property
    def beginner(self) -> int:
        """A learner in the middle of the pre-test."""
        return self.running.learners[0]

    @property
    def graduate(self) -> int:
        """A learner who has finished everything."""
        return self.closed.learners[0]


@dataclass(frozen=True)
class World:
    """Both academies and the people of the Secretariat."""

    a: Side
    b: Side
    analyst: int
    administrator: int
    auditor: int
    signer: int
    staff: dict[Role, int] = field(default_factory=dict)

    def of_role(self, role: Role) -> int:
        """Somebody of a role; of academy A where the role belongs to one."""
        return self.staff[role]


CLOSED_SIZE = 12


def build_world(session: Session) -> World:
    """Make both academies and everybody."""
    administrator = staff(session, Role.ADMINISTRATOR, "root")
    signer = certificate_services.add_signer(
        session,
        title=Pair("ប្រធានសាលាសាកល្បង", "Head of the test academy"),
        rank=Pair("", ""),
        name=Pair("អ្នកចុះហត្ថលេខា", "TEST SIGNER"),
        place=Pair("ទីកន្លែងសាកល្បង", "Test place"),
        actor_id=administrator,
        now=NOW,
    )
    analyst, auditor = staff(session, Role.ANALYST, "analyst"), staff(session, Role.AUDITOR, "auditor")
    a = _side(session, "A1", "សិក្ខាកាមទីមួយ", "ALPHALEARNER", signer)
    b = _side(session, "B2", "សិក្ខាកាមទីពីរ", "BETALEARNER", signer)
    reporting_services.freeze_closed(session, now=later(60 * 24 * 5))
    reporting_services.publish_due(session, now=later(60 * 24 * 200))
    people = {
        Role.LEARNER: a.graduate,
        Role.TRAINER: a.trainer,
        Role.ACADEMY_ADMINISTRATOR: a.academy_administrator,
        Role.ANALYST: analyst,
        Role.ADMINISTRATOR: administrator,
        Role.AUDITOR: auditor,
    }
    return World(a, b, analyst, administrator, auditor, signer, people)


def _side(session: Session, key: str, word: str, latin: str, signer: int) -> Side:
    academy_id = academy(session, key)
    trainer = staff(session, Role.TRAINER, f"trainer-{key}", academy_id)
    other_trainer = staff(session, Role.TRAINER, f"other-{key}", academy_id)
    head = staff(session, Role.ACADEMY_ADMINISTRATOR, f"academy-{key}", academy_id)
    closed = workshops.workshop(
        session, academy_id=academy_id, trainer_id=trainer, size=CLOSED_SIZE, word=word, latin=latin,
        title=f"វគ្គទីមួយ {word}",
    )  # fmt: skip
    workshops.take_test(session, closed, Phase.PRE, choose=workshops.unfavourable)
    workshops.do_modules(session, closed)
    workshops.attend(session, closed)
    workshops.take_test(session, closed, Phase.POST, now=later(400))
    certificate_services.issue_certificates(
        session, workshop_id=closed.id, signer_id=signer, demonstration=False, actor_id=trainer, now=later(480),
    )  # fmt: skip
    evaluation.say(session, closed, now=later(490))
    workshops.close(session, closed, now=later(500))
    paper = certificate_queries.certificates_of(session, closed.learners[0])[0]
    running = workshops.workshop(
        session, academy_id=academy_id, trainer_id=trainer, size=3, first_number=CLOSED_SIZE + 1, word=word,
        latin=latin, title=f"វគ្គទីពីរ {word}", starts_on=FIRST_DAY, modules=("m01", "m02"),
    )  # fmt: skip
    running_pre = workshops.open_test(session, running, Phase.PRE, now=later(600))
    workshops.begin(session, running.learners[0], Phase.PRE, now=later(601))
    workshops.answer(session, running.learners[0], running_pre, 0, "5")
    workshops.begin(session, running.learners[1], Phase.PRE, now=later(601))
    workshops.submit(session, running.learners[1], running_pre, now=later(611))
    token = workshop_services.ask_to_join(
        session,
        workshop_id=running.id,
        name=PersonName(word, "រង់ចាំ", f"{latin} WAITING"),
        rank="",
        now=later(602),
    )
    from hrtraining.workshops import queries as workshop_queries

    assert token
    waiting = workshop_queries.waiting(session, running.id)[0].id
    return Side(
        academy_id, key, trainer, other_trainer, head, closed, running, running_pre, paper.serial,
        paper.code, waiting, word, latin,
    )  # fmt: skip

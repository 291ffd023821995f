"""Who is on the roster: added by the trainer, joining by the code, approved or refused."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName
from hrtraining.assessment.domain import Phase
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.workshops import queries, services
from hrtraining.workshops.domain import Group
from tests.factories import workshops
from tests.factories.clock import NOW
from tests.factories.people import learner_name, login_of
from tests.factories.workshops import Made


def test_people_are_sorted_as_khmer_sorts_names(session: Session, academy_id: int, trainer: int) -> None:
    empty = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=0)
    for number, family in enumerate(["ហេង", "កែវ", "ខៀវ", "ចាន់", "អ៊ុក", "ងួន"]):
        services.add_participant(
            session, workshop_id=empty.id, name=PersonName(family, "ក", f"X{number}"), rank="", group=Group.POLICE,
            actor_id=trainer, now=NOW,
        )  # fmt: skip
    assert [one.person.name.family_km for one in queries.roster(session, empty.id)] == [
        "កែវ", "ខៀវ", "ងួន", "ចាន់", "ហេង", "អ៊ុក",
    ]  # fmt: skip


def test_same_person_is_not_added_twice(session: Session, made: Made) -> None:
    with pytest.raises(Conflict):
        services.add_participant(
            session, workshop_id=made.id, name=learner_name(1), rank="", group=Group.POLICE,
            actor_id=made.trainer_id, now=NOW,
        )  # fmt: skip
    assert len(queries.roster(session, made.id)) == 3


def test_added_person_with_the_service_number_of_another_is_refused(session: Session, made: Made) -> None:
    def add(number: int, service_number: str) -> int:
        return services.add_participant(
            session, workshop_id=made.id, name=learner_name(number), rank="", group=Group.POLICE,
            service_number=service_number, actor_id=made.trainer_id, now=NOW,
        )  # fmt: skip

    add(20, "P-20")
    with pytest.raises(Conflict):
        add(21, "P-20")
    assert len(queries.roster(session, made.id)) == 4


def test_person_who_has_begun_stays_on_the_roster(session: Session, made: Made) -> None:
    begun, other = made.learners[:2]
    workshops.open_test(session, made, Phase.PRE)
    workshops.begin(session, begun, Phase.PRE)
    with pytest.raises(Conflict):
        services.remove_participant(
            session, workshop_id=made.id, account_id=begun, actor_id=made.trainer_id, now=NOW
        )
    services.remove_participant(
        session, workshop_id=made.id, account_id=other, actor_id=made.trainer_id, now=NOW
    )
    assert other not in {one.person.id for one in queries.roster(session, made.id)}
    assert queries.place_of(session, other) is None


def test_join_code_opens_the_roster_until_closing(session: Session, made: Made) -> None:
    row = queries.workshop(session, made.id)
    assert row is not None
    found, people = services.claimable(session, row.join_code)
    assert (found.id, len(people)) == (made.id, 3)
    workshops.close(session, made)
    with pytest.raises(NotFound):
        services.claimable(session, row.join_code)


def ask(session: Session, made: Made, number: int = 90) -> str:
    return services.ask_to_join(session, workshop_id=made.id, name=learner_name(number), rank="", now=NOW)


def test_person_off_the_roster_waits_and_chooses_a_pin_once(session: Session, made: Made) -> None:
    token = ask(session, made)
    assert services.state_of_request(session, token) == ("waiting", made.id, None)
    with pytest.raises(Conflict):
        services.claim_approved(session, token=token, pin="135790")
    [waiting] = queries.waiting(session, made.id)
    account_id = services.approve(
        session, request_id=waiting.id, workshop_id=made.id, actor_id=made.trainer_id, now=NOW
    )
    with pytest.raises(DomainError):
        services.claim_approved(session, token=token, pin="000000")
    assert services.claim_approved(session, token=token, pin="246813") == account_id
    assert account_services.sign_in(
        session, login=login_of(session, account_id), secret="246813", demonstration=False, now=NOW
    )
    with pytest.raises(Conflict):
        services.claim_approved(session, token=token, pin="999913")
    assert queries.waiting(session, made.id) == []


def test_refused_person_never_gets_in(session: Session, made: Made) -> None:
    token = ask(session, made)
    [waiting] = queries.waiting(session, made.id)
    services.refuse(session, request_id=waiting.id, workshop_id=made.id, actor_id=made.trainer_id, now=NOW)
    with pytest.raises(Conflict):
        services.approve(
            session, request_id=waiting.id, workshop_id=made.id, actor_id=made.trainer_id, now=NOW
        )
    with pytest.raises(Conflict):
        services.claim_approved(session, token=token, pin="246813")


def test_approving_a_name_on_the_roster_gives_no_access_to_that_person(session: Session, made: Made) -> None:
    """Whoever types a colleague's name must not get the colleague's account and answers."""
    services.ask_to_join(session, workshop_id=made.id, name=learner_name(1), rank="", now=NOW)
    [waiting] = queries.waiting(session, made.id)
    with pytest.raises(Conflict):
        services.approve(
            session, request_id=waiting.id, workshop_id=made.id, actor_id=made.trainer_id, now=NOW
        )


def test_approving_a_name_of_an_earlier_workshop_gives_no_access_to_that_account(
    session: Session, made: Made, academy_id: int, trainer: int
) -> None:
    second = workshops.workshop(
        session, academy_id=academy_id, trainer_id=trainer, size=1, first_number=60, title="វគ្គទីពីរ"
    )
    token = services.ask_to_join(session, workshop_id=second.id, name=learner_name(1), rank="", now=NOW)
    [waiting] = queries.waiting(session, second.id)
    services.approve(session, request_id=waiting.id, workshop_id=second.id, actor_id=trainer, now=NOW)
    claimed = services.claim_approved(session, token=token, pin="246813")
    assert claimed not in made.learners, "the account of another person with the same name was taken over"


@pytest.mark.parametrize(
    ("latin", "number", "is_known"),
    [
        ("SOKHA VIBOL", None, True),
        (" sokha  vibol ", None, True),
        ("SO KA", None, False),
        ("SO KA", "P-7", True),
    ],
)
def test_a_shared_khmer_name_gives_nobody_the_account_of_another(
    session: Session,
    made: Made,
    academy_id: int,
    trainer: int,
    latin: str,
    number: str | None,
    is_known: bool,
) -> None:
    """Typed by hand on the roster of another workshop: the name in Latin letters or the service number says who it is."""
    row = PersonName("សុខា", "វិបុល", "SOKHA VIBOL")
    first = services.add_participant(
        session, workshop_id=made.id, name=row, rank="", group=Group.POLICE, service_number="P-7",
        actor_id=trainer, now=NOW,
    )  # fmt: skip
    second = workshops.workshop(session, academy_id=academy_id, trainer_id=trainer, size=0, title="វគ្គទីពីរ")
    typed = PersonName("សុខា", "វិបុល", latin)
    found = services.add_participant(
        session, workshop_id=second.id, name=typed, rank="", group=Group.POLICE, service_number=number,
        actor_id=trainer, now=NOW,
    )  # fmt: skip
    assert (found == first) is is_known
    (line,) = queries.roster(session, second.id)
    assert line.person.name.latin == ("SOKHA VIBOL" if is_known else "SO KA")


@pytest.mark.parametrize("number", [None, "P-9"])
def test_a_namesake_typed_for_the_same_roster_needs_a_service_number(
    session: Session, made: Made, number: str | None
) -> None:
    name = PersonName("សុខា", "វិបុល", "SOKHA VIBOL")
    first = services.add_participant(
        session,
        workshop_id=made.id,
        name=name,
        rank="",
        group=Group.POLICE,
        actor_id=made.trainer_id,
        now=NOW,
    )
    typed = PersonName("សុខា", "វិបុល", "SO KA")

    def type_in() -> int:
        return services.add_participant(
            session, workshop_id=made.id, name=typed, rank="", group=Group.POLICE, service_number=number,
            actor_id=made.trainer_id, now=NOW,
        )  # fmt: skip

    if number is None:
        with pytest.raises(Conflict):
            type_in()
    else:
        assert type_in() != first

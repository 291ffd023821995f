"""Builds the demonstration year workshop by workshop through the same services that people use."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from hrtraining.accounts import services as account_services
from hrtraining.accounts.domain import PersonName
from hrtraining.assessment import services as assessment_services
from hrtraining.assessment.domain import Answer, Phase
from hrtraining.certificates import services as certificate_services
from hrtraining.content import queries as content_queries
from hrtraining.content.domain import Edition, Module
from hrtraining.core import mark
from hrtraining.core.clock import PHNOM_PENH
from hrtraining.core.khmer.digits import to_khmer
from hrtraining.learning import queries as learning_queries
from hrtraining.learning import services as learning_services
from hrtraining.reporting import queries as reporting_queries
from hrtraining.reporting import services as reporting_services
from hrtraining.web.demonstration import model, opinions, plans
from hrtraining.web.demonstration.followups import follow_up
from hrtraining.web.demonstration.plans import PROVINCES, SENSITISATION_PROVINCE, Plan
from hrtraining.web.demonstration.staff import PIN, academies_and_trainers
from hrtraining.workshops import queries as workshop_queries
from hrtraining.workshops import services as workshop_services
from hrtraining.workshops.domain import Group, Kind
from hrtraining.workshops.domain.designs import Design

RANKS = ("សិស្សនគរបាល", "សិស្សនគរបាល", "សិស្សនគរបាល", "ព្រឹន្ទបាលទោ", "អនុសេនីយ៍ត្រី", "អនុសេនីយ៍ឯក", "វរសេនីយ៍ត្រី")


class _Builder:
    """Numbers people and walks them through their workshops."""

    def __init__(
        self,
        session: Session,
        edition: Edition,
        today: date,
        academies: dict[int, int],
        trainers: dict[int, int],
    ) -> None:
        self.session, self.edition, self.today = session, edition, today
        self.dice = random.Random(model.SEED)
        self.items = edition.instruments["attitude-33"].items
        self.parameters = model.item_parameters(self.items)
        self.people = 0
        self.academies, self.trainers = academies, trainers
        self.taught: dict[int, dict[int, model.Person]] = {}

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A moment of a day in Phnom Penh."""
        return datetime.combine(day, time(hour, minute), PHNOM_PENH)

    def workshop(self, plan: Plan, first_day: date, title: str) -> int:
        """Plan a workshop and fill its roster."""
        now = self.at(first_day - timedelta(days=7), 9)
        workshop_id = workshop_services.create_workshop(
            self.session,
            kind=plan.kind,
            academy_id=self.academies[plan.academy],
            title=title,
            province=SENSITISATION_PROVINCE
            if plan.kind is Kind.SENSITISATION
            else PROVINCES.get(plan.academy, ""),
            starts_on=first_day,
            ends_on=first_day + timedelta(days=2),
            trainer_ids=[self.trainers[plan.academy]],
            actor_id=self.trainers[plan.academy],
            now=now,
        )
        for place in range(plan.size):
            self._participant(workshop_id, plan, place, now)
        return workshop_id

    def _participant(self, workshop_id: int, plan: Plan, place: int, now: datetime) -> None:
        self.people += 1
        number = f"{self.people:03d}"
        group = Group.POLICE
        if plan.kind is Kind.SENSITISATION:
            group = (Group.POLICE, Group.POLICE, Group.LOCAL_AUTHORITY, Group.CIVIL_SOCIETY)[place % 4]
        workshop_services.add_participant(
            self.session,
            workshop_id=workshop_id,
            name=PersonName("អ្នកសិក្សាសាកល្បង", to_khmer(number), f"Demonstration learner {number}"),
            rank=self.dice.choice(RANKS) if group is Group.POLICE else "",
            group=group,
            sex="female" if self.dice.random() < 0.28 else "male",
            actor_id=self.trainers[plan.academy],
            now=now,
        )

    def test(
        self,
        workshop_id: int,
        phase: Phase,
        people: dict[int, model.Person],
        *,
        day: date,
        hour: int,
        actor: int,
    ) -> None:
        """Open a test, let people answer, close it; some stop halfway and some send late."""
        opened = self.at(day, hour)
        administration_id = workshop_services.open_test(
            self.session, workshop_id=workshop_id, phase=phase, actor_id=actor, now=opened
        )
        late, order = [], list(people)
        self.dice.shuffle(order)
        for place, account_id in enumerate(order):
            fate = self.dice.random()
            if phase is Phase.POST and fate < model.NO_POST_SHARE:
                continue
            language = "en" if self.dice.random() < 0.06 else "km"
            begun = opened + timedelta(seconds=20 * place)
            workshop_services.start_test(
                self.session, account_id=account_id, phase=phase, language=language, now=begun
            )
            stops = fate > 1 - model.UNFINISHED_SHARE
            self._answers(administration_id, account_id, people[account_id], phase, last=12 if stops else 33)
            if stops:
                continue
            if fate > 1 - model.UNFINISHED_SHARE - model.LATE_SHARE:
                late.append((account_id, language))
                continue
            assessment_services.submit_attempt(
                self.session,
                account_id=account_id,
                administration_id=administration_id,
                language=language,
                now=begun + timedelta(minutes=self.dice.randint(9, 22)),
            )
        closed = opened + timedelta(minutes=50)
        workshop_services.close_test(
            self.session, workshop_id=workshop_id, phase=phase, actor_id=actor, now=closed
        )
        for account_id, language in late:
            assessment_services.submit_attempt(
                self.session,
                account_id=account_id,
                administration_id=administration_id,
                language=language,
                now=closed + timedelta(minutes=30),
            )

    def _answers(
        self, administration_id: int, account_id: int, person: model.Person, phase: Phase, *, last: int
    ) -> None:
        for place, item in enumerate(self.items[:last]):
            code = model.answer(
                self.dice, item, person, self.parameters[item.id], gained=float(phase is Phase.POST)
            )
            if code is None:
                continue
            sends = 2 if self.dice.random() < model.REPLAY_SHARE else 1
            for _ in range(sends):
                assessment_services.keep_answer(
                    self.session,
                    account_id=account_id,
                    administration_id=administration_id,
                    place=place,
                    answer=Answer(code, 1),
                )

    def first_test(
        self, workshop_id: int, people: dict[int, model.Person], first_day: date, actor: int
    ) -> None:
        """The test at enrolment where the lot fell on it; its dice are its own, so that nothing else depends on the lot."""
        workshop = workshop_queries.workshop(self.session, workshop_id)
        if workshop is None or not workshop.is_doubled:
            return
        dice, self.dice = self.dice, random.Random(f"{model.SEED} {first_day} {workshop.academy_id}")
        came = {one: person for one, person in people.items() if self.dice.random() >= model.NO_FIRST_SHARE}
        day = first_day - timedelta(days=5)
        self.test(workshop_id, Phase.PRE0, came, day=day, hour=9, actor=actor)
        self.dice = dice

    def modules(self, workshop_id: int, account_ids: list[int], *, day: date, until: int = 9) -> None:
        """Let people open the lessons, play the scenes and pass the checks of the first modules."""
        enrolments = learning_queries.enrolments_of(self.session, workshop_id)
        now = self.at(day, 14)
        for account_id in account_ids:
            for module in self.edition.modules[:until]:
                self._module(enrolments[account_id].id, module, now)

    def _module(self, enrolment_id: int, module: Module, now: datetime) -> None:
        for lesson in module.lessons:
            learning_services.open_lesson(
                self.session, enrolment_id=enrolment_id, module=module, lesson_key=lesson.key, now=now
            )
        run_id = learning_services.start_scene(
            self.session, enrolment_id=enrolment_id, module=module, now=now
        )
        node = module.scene.start
        while module.scene.nodes[node].choices:
            choice = self.dice.choice(module.scene.nodes[node].choices)
            learning_services.choose(
                self.session,
                enrolment_id=enrolment_id,
                module=module,
                run_id=run_id,
                node=node,
                choice=choice.key,
                now=now,
            )
            node = choice.to
        learning_services.try_check(
            self.session,
            enrolment_id=enrolment_id,
            module=module,
            answers={question.id: question.right_answer for question in module.check.questions},
            now=now,
        )

    def attendance(
        self, workshop_id: int, account_ids: list[int], *, actor: int, until: int | None = None
    ) -> None:
        """Tick who was there; nearly everybody was."""
        workshop = workshop_queries.workshop(self.session, workshop_id)
        for half_day in workshop.half_days[:until] if workshop else ():
            workshop_services.record_attendance(
                self.session,
                workshop_id=workshop_id,
                half_day=half_day,
                present=[one for one in account_ids if self.dice.random() < 0.96],
                actor_id=actor,
                now=self.at(half_day.day, 17),
            )

    def first_day(self, plan: Plan) -> date:
        """The Monday on which a finished workshop began."""
        day = self.today - timedelta(days=plan.days_ago)
        return day - timedelta(days=day.weekday())

    def publish(self, day: date) -> None:
        """Publish what was closed in the quarters before that of a day, as the first report read in it does."""
        now = self.at(day, 7)
        reporting_services.freeze_closed(self.session, now=now)
        if reporting_queries.is_quarter_over(self.session, now=now):
            reporting_services.publish_due(self.session, now=now)

    def finished(self, plan: Plan, title: str) -> None:
        """A whole workshop, closed, its certificates issued."""
        first_day = self.first_day(plan)
        actor = self.trainers[plan.academy]
        workshop_id = self.workshop(plan, first_day, title)
        everybody = [one.person.id for one in workshop_queries.roster(self.session, workshop_id)]
        effect = self.dice.gauss(0, model.WORKSHOP_SD)
        people = dict(zip(everybody, model.people(self.dice, len(everybody), effect), strict=True))
        self.taught[workshop_id] = people
        excused = [one for one in everybody if self.dice.random() < model.EXCUSED_SHARE]
        for account_id in excused:
            workshop_services.excuse(
                self.session,
                workshop_id=workshop_id,
                account_id=account_id,
                reason="មកដល់យឺត (សាកល្បង) / arrived late (demonstration)",
                actor_id=actor,
                now=self.at(first_day, 8),
            )
        before = {one: people[one] for one in everybody if one not in excused}
        self.first_test(workshop_id, before, first_day, actor)
        self.test(workshop_id, Phase.PRE, before, day=first_day, hour=8, actor=actor)
        taken = [
            one.account_id
            for one in workshop_queries.certificate_facts(self.session, workshop_id)
            if one.pre_submitted or one.is_excused
        ]
        self.modules(workshop_id, taken, day=first_day + timedelta(days=1))
        self.attendance(workshop_id, everybody, actor=actor)
        last_day = first_day + timedelta(days=2)
        self.test(
            workshop_id, Phase.POST, {one: people[one] for one in taken}, day=last_day, hour=15, actor=actor
        )
        opinions.speak(self.session, workshop_id, taken, now=self.at(last_day, 16, 25))
        now = self.at(last_day, 16, 30)
        certificate_services.issue_certificates(
            self.session, workshop_id=workshop_id, actor_id=actor, demonstration=True, now=now
        )
        workshop_services.close_workshop(
            self.session, workshop_id=workshop_id, actor_id=actor, now=self.at(last_day, 17)
        )

    def switch_designs(self) -> None:
        """The double pre-test over the finished year, and not for courses that visitors create."""
        on, off = self.today - timedelta(days=360), self.today - timedelta(days=30)
        design = Design.DOUBLE_PRETEST
        workshop_services.switch_on(
            self.session, design=design, from_day=on, actor_id=None, now=self.at(on, 9)
        )
        workshop_services.switch_off(
            self.session, design=design, until_day=off, actor_id=None, now=self.at(on, 10)
        )

    def running(self) -> str:
        """Today's workshop of academy 1, the pre-test closed and the modules under way; gives a learner's number."""
        plan = Plan(1, 24, 0)
        actor = self.trainers[1]
        workshop_id = self.workshop(
            plan, self.today - timedelta(days=1), "វគ្គសាកល្បង ថ្ងៃនេះ / Demonstration course, today"
        )
        everybody = [one.person.id for one in workshop_queries.roster(self.session, workshop_id)]
        people = dict(zip(everybody, model.people(self.dice, len(everybody), 0.0), strict=True))
        day = self.today - timedelta(days=1)
        self.test(workshop_id, Phase.PRE, people, day=day, hour=8, actor=actor)
        taken = [
            one.account_id
            for one in workshop_queries.certificate_facts(self.session, workshop_id)
            if one.pre_submitted
        ]
        for place, account_id in enumerate(taken):
            self.modules(workshop_id, [account_id], day=self.today, until=3 if place == 0 else 2 + place % 7)
        self.attendance(workshop_id, everybody, actor=actor, until=2)
        account_services.choose_pin(self.session, account_id=taken[0], pin=PIN)
        return account_services.learner_number(self.session, account_id=taken[0])


def build(session: Session, *, now: datetime, today: date) -> None:
    """Build the whole demonstration into an empty database; in one that is built already nothing happens.

    Raises:
        StartError: the database holds real data.
    """
    if mark.is_marked(session):
        return
    mark.put_mark(session, seed=model.SEED, now=now)
    before = datetime.combine(today - timedelta(days=365), time(9), PHNOM_PENH)
    academies, trainers = academies_and_trainers(session, now=before)
    builder = _Builder(session, content_queries.current_edition(session), today, academies, trainers)
    certificate_services.add_demonstration_signer(session, now=now)
    builder.switch_designs()
    in_order = sorted(plans.FINISHED, key=lambda plan: -plan.days_ago)
    for number, plan in enumerate(in_order, start=1):
        kind_km, kind_en = (
            ("សិក្ខាសាលាសាកល្បង", "Demonstration workshop")
            if plan.kind is Kind.SENSITISATION
            else ("វគ្គសាកល្បង", "Demonstration course")
        )
        builder.publish(builder.first_day(plan))
        builder.finished(plan, f"{kind_km} {to_khmer(number)} / {kind_en} {number}")
    builder.running()
    follow_up(session, builder.items, builder.taught, today=today)
    reporting_services.bring_up_to_date(session, now=now)

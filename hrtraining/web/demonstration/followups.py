"""Follows the people of the demonstration up after 3 and 6 months, through the services that print and take slips."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from hrtraining.assessment import services as assessment_services
from hrtraining.assessment.domain import Answer, Phase
from hrtraining.content.domain import Item
from hrtraining.core.clock import PHNOM_PENH
from hrtraining.followup import queries, services
from hrtraining.followup.domain import Window, window
from hrtraining.followup.services import Slip
from hrtraining.web.demonstration import model
from hrtraining.workshops import queries as workshop_queries

LOT = "demonstration"
"""The seed of the lot: the same people are drawn in every building."""


def follow_up(
    session: Session,
    items: tuple[Item, ...],
    taught: Mapping[int, Mapping[int, model.Person]],
    *,
    today: date,
) -> None:
    """Follow up the people of each closed workshop; `taught` has them by account, by the id of the workshop."""
    follower = _Follower(session, items, today)
    for workshop_id, people in taught.items():
        follower.follow(workshop_id, people)


class _Follower:
    """Draws the panels of closed workshops and lets those of them answer who do."""

    def __init__(self, session: Session, items: tuple[Item, ...], today: date) -> None:
        self.session, self.items, self.today = session, items, today
        self.dice = random.Random(model.SEED + 2)
        self.parameters = model.item_parameters(items)

    def follow(self, workshop_id: int, people: Mapping[int, model.Person]) -> None:
        """Draw the panel on the day after the course, then walk through the waves that have begun."""
        workshop = workshop_queries.workshop(self.session, workshop_id)
        frame = queries.frames(self.session, [workshop_id])[workshop_id]
        if workshop is None or not queries.can_be_drawn(len(frame)):
            return
        services.draw_panel(
            self.session,
            workshop_id=workshop_id,
            share_percent=model.PANEL_PERCENT,
            seed=LOT,
            actor_id=None,
            now=_at(workshop.ends_on + timedelta(days=1), 9),
        )
        for phase in model.KEPT:
            days = window(workshop.ends_on, phase)
            if days.first <= self.today:
                self._wave(workshop_id, phase, days, people)

    def _wave(self, workshop_id: int, phase: Phase, days: Window, people: Mapping[int, model.Person]) -> None:
        slips = services.print_slips(
            self.session,
            workshop_id=workshop_id,
            phase=phase,
            again=False,
            actor_id=None,
            now=_at(days.first - timedelta(days=10), 9),
        )
        for slip in slips:
            person = people[slip.participant.person.id]
            day = days.first + timedelta(days=self.dice.randint(1, 45))
            if self.dice.random() < model.comes_back(person, phase) and day <= self.today:
                self._answer(slip, phase, person, day)

    def _answer(self, slip: Slip, phase: Phase, person: model.Person, day: date) -> None:
        now = _at(day, self.dice.randint(7, 19), self.dice.randint(0, 59))
        account_id, test = services.begin(self.session, code=slip.code, language="km", now=now)
        for place, item in enumerate(self.items):
            code = model.answer(self.dice, item, person, self.parameters[item.id], gained=model.KEPT[phase])
            if code is not None:
                assessment_services.keep_answer(
                    self.session,
                    account_id=account_id,
                    administration_id=test,
                    place=place,
                    answer=Answer(code, 1),
                )
        sent = now + timedelta(minutes=14)
        assessment_services.submit_attempt(
            self.session, account_id=account_id, administration_id=test, language="km", now=sent
        )
        token = services.issue_ticket(self.session, phase=phase, now=sent)
        if self.dice.random() < model.TELLS_OF_WORK:
            services.give_practice(
                self.session, token=token, practice=model.practice(self.dice), now=sent + timedelta(minutes=2)
            )


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), PHNOM_PENH)

"""Signing in and out, giving accounts, PINs and passwords: the only writers of the account tables."""

from __future__ import annotations

from hrtraining.accounts.services.learners import (
    add_academy,
    add_learner,
    change_learner,
    choose_pin,
    give_pins,
    learner_number,
)
from hrtraining.accounts.services.limits import count_try, require_tries_left
from hrtraining.accounts.services.links import new_link, open_link, reset_password_link, use_link
from hrtraining.accounts.services.sessions import (
    NewSession,
    end_sessions,
    lock_session,
    open_session,
    pass_second_factor,
    set_second_factor,
    sign_in,
    sign_out,
    touch_session,
    unlock_session,
)
from hrtraining.accounts.services.setup import first_administrator
from hrtraining.accounts.services.staff import add_staff, set_active, set_language

__all__ = [
    "NewSession",
    "add_academy",
    "add_learner",
    "add_staff",
    "change_learner",
    "choose_pin",
    "count_try",
    "end_sessions",
    "first_administrator",
    "give_pins",
    "learner_number",
    "lock_session",
    "new_link",
    "open_link",
    "open_session",
    "pass_second_factor",
    "require_tries_left",
    "reset_password_link",
    "set_active",
    "set_language",
    "set_second_factor",
    "sign_in",
    "sign_out",
    "touch_session",
    "unlock_session",
    "use_link",
]

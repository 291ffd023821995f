"""Who may open a page: every view says so with `@allow` or `@public`, and what says nothing is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import g

from hrtraining.accounts.domain import STAFF, Role
from hrtraining.accounts.queries import SignedIn
from hrtraining.core.errors import NotFound
from hrtraining.core.i18n import lazy_gettext as _l

View = TypeVar("View", bound=Callable[..., Any])


def allow(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles only."""

    def mark(view: View) -> View:
        cast(Any, view).allowed_roles = frozenset(roles)
        return view

    return mark


def allow_everybody_signed_in(view: View) -> View:
    """Open a view to every role."""
    return allow(Role.LEARNER, *STAFF)(view)


def public(view: View) -> View:
    """Open a view to everybody, signed in or not."""
    cast(Any, view).is_public = True
    return view


def while_locked(view: View) -> View:
    """Keep a view open while the session is locked or waits for the second factor."""
    cast(Any, view).is_open_while_locked = True
    return view


def reads_first(view: View) -> View:
    """Leave it to a view that changes something to say `begin_write`, so that it holds the lock shorter."""
    cast(Any, view).reads_first = True
    return view


def signed_in_or_none() -> SignedIn | None:
    """Who makes this request, or None."""
    return cast("SignedIn | None", g.get("signed_in"))


def current_account() -> SignedIn:
    """Who makes this request; only for views that need a sign-in."""
    account = signed_in_or_none()
    if account is None:
        raise LookupError("this view is open to people who are not signed in")
    return account


def own_academy(academy_id: int | None) -> None:
    """Refuse a thing of another academy as if it did not exist.

    Raises:
        NotFound: the reader belongs to an academy and the thing to another.
    """
    if academy_id is None or current_account().academy_id != academy_id:
        raise NotFound(_l("There is no such page."))

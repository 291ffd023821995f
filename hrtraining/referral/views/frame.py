"""What the pages of the directory share: blueprint, who edits, the place and the record of an address."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import current_account
from hrtraining.core import clock
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.referral import queries
from hrtraining.referral.domain import NATIONAL, PROVINCES, Editor
from hrtraining.referral.queries import Service

blueprint = Blueprint("referral", __name__)

EDITORS = (Role.ACADEMY_ADMINISTRATOR, Role.ADMINISTRATOR)


def editor() -> Editor:
    """The reader as an editor; only the administrator touches records of the whole country."""
    account = current_account()
    return Editor(account.account_id, account.role.value, account.role is Role.ADMINISTRATOR)


def editable_places() -> list[str]:
    """The places whose records the reader may edit."""
    return [key for key in PROVINCES if key != NATIONAL or editor().may_national]


def place_key(written: str) -> str:
    """The place that an address names.

    Raises:
        NotFound: there is no such place.
    """
    if written not in PROVINCES:
        raise NotFound(_l("There is no such province."))
    return written


def service_or_404(uuid: UUID) -> Service:
    """The service that an address names.

    Raises:
        NotFound: there is none.
    """
    found = queries.service(db.session(), uuid)
    if found is None:
        raise NotFound(_l("There is no such service."))
    return found


def today() -> date:
    """The calendar day in Phnom Penh."""
    return clock.local_date(clock.utc_now())

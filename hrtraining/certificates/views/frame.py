"""What the pages of certificates share: blueprint, who may see which, the address that may be printed."""

from __future__ import annotations

from flask import Blueprint

from hrtraining.accounts.domain import Role
from hrtraining.accounts.queries import SignedIn
from hrtraining.certificates.queries import CertificateRow
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.settings import current
from hrtraining.workshops import queries as workshop_queries

blueprint = Blueprint("certificates", __name__)


def base_url() -> str:
    """The address that goes into QR codes.

    Raises:
        DomainError: it is a loopback address, which only the demonstration may print (RULES.md 15).
    """
    settings = current()
    if settings.is_loopback and not settings.demonstration:
        raise DomainError(
            _l("A QR code may not lead to an address of this machine alone. Set BASE_URL, then try again.")
        )
    return settings.base_url


def readable(row: CertificateRow | None, reader: SignedIn) -> CertificateRow:
    """A certificate the reader may see; of another person or academy it does not exist.

    Raises:
        NotFound: there is none for this reader.
    """
    missing = NotFound(_l("There is no such certificate."))
    if row is None:
        raise missing
    if reader.role is Role.LEARNER and row.account_id != reader.account_id:
        raise missing
    if reader.role is Role.ACADEMY_ADMINISTRATOR and row.academy_id != reader.academy_id:
        raise missing
    if reader.role is Role.TRAINER:
        workshop_queries.workshop_for(db.session(), row.workshop_id, reader)
    return row

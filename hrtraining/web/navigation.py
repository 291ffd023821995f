"""The menu of each role."""

from __future__ import annotations

from flask import request, url_for

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import signed_in_or_none
from hrtraining.core.i18n import lazy_gettext as _l

MENUS: dict[Role | None, tuple[tuple[str, object], ...]] = {
    None: (),
    Role.LEARNER: (
        ("learner.home", _l("Lessons")),
        ("referral.index", _l("Services")),
        ("certificates.own", _l("Certificates")),
    ),
    Role.TRAINER: (
        ("workshops.index", _l("Workshops")),
        ("teaching.index", _l("Trainer notes")),
        ("referral.index", _l("Services")),
    ),
    Role.ACADEMY_ADMINISTRATOR: (
        ("workshops.index", _l("Workshops")),
        ("reporting.own_academy", _l("Report")),
        ("certificates.registry", _l("Certificates")),
        ("referral.edit", _l("Services")),
        ("accounts.people", _l("Staff")),
        ("content.preview_index", _l("Curriculum")),
    ),
    Role.ANALYST: (
        ("reporting.national", _l("Report")),
        ("followup.index", _l("Follow-up")),
        ("exchange.index", _l("Data in")),
        ("certificates.registry", _l("Certificates")),
        ("content.preview_index", _l("Curriculum")),
        ("content.law", _l("Law")),
    ),
    Role.ADMINISTRATOR: (
        ("accounts.people", _l("Staff")),
        ("accounts.academies", _l("Academies")),
        ("certificates.signers", _l("Signers")),
        ("workshops.designs", _l("Designs")),
        ("referral.edit", _l("Services")),
        ("content.preview_index", _l("Curriculum")),
        ("content.law", _l("Law")),
    ),
    Role.AUDITOR: (("web.audit_log", _l("Audit log")),),
}


def navigation() -> list[tuple[str, str, bool]]:
    """Label, address and whether it is the open page, for the reader's role."""
    account = signed_in_or_none()
    if account is None or account.needs_second_factor:
        return []
    here = request.path
    items = [(str(label), url_for(endpoint)) for endpoint, label in MENUS[account.role]]
    return [(label, href, here == href or here.startswith(href + "/")) for label, href in items]

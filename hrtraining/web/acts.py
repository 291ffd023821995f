"""What the acts of the audit log are called, and which of them make or carry figures."""

from __future__ import annotations

from typing import Any

from hrtraining.core.i18n import lazy_gettext as _l

ACTS: dict[str, Any] = {
    "accounts.add_academy": _l("Academy added"),
    "accounts.add_staff": _l("Staff account made"),
    "accounts.change_learner": _l("Learner's details changed"),
    "accounts.give_pins": _l("PINs given"),
    "accounts.reset_password_link": _l("Link for a new password made"),
    "accounts.set_active": _l("Account opened or blocked"),
    "accounts.set_second_factor": _l("Second device set"),
    "assessment.close_administration": _l("Test closed"),
    "assessment.destroy_links": _l("Links between people and answers destroyed"),
    "assessment.open_administration": _l("Test opened"),
    "certificates.add_signer": _l("Signer added"),
    "certificates.issue": _l("Certificate issued"),
    "certificates.record_letterhead": _l("Letterhead changed"),
    "certificates.replace": _l("Certificate replaced"),
    "certificates.retire_signer": _l("Signer retired"),
    "certificates.revoke": _l("Certificate revoked"),
    "content.freeze_edition": _l("Course frozen as an edition"),
    "content.record_approval": _l("Approval of the course recorded"),
    "content.record_law_review": _l("Law record reviewed"),
    "content.sign_off": _l("Part of the course passed by a reviewer"),
    "exchange.close_workshop": _l("Workshop held outside closed"),
    "exchange.destroy_codes": _l("Digests of imported sheets destroyed"),
    "exchange.import_answers": _l("File of answers taken in"),
    "exchange.undo_import": _l("Import taken back"),
    "followup.draw_panel": _l("Follow-up panel drawn by lot"),
    "followup.print_slips": _l("Follow-up slips printed"),
    "learning.regrade_module": _l("Knowledge check marked again"),
    "referral.add_service": _l("Service added"),
    "referral.change_service": _l("Service changed"),
    "referral.import_services": _l("File of services taken in"),
    "reporting.close_period": _l("Figures published, period closed"),
    "reporting.export_research": _l("Research file given out"),
    "workshops.add_participant": _l("Person put on the roster"),
    "workshops.approve": _l("Waiting person let in"),
    "workshops.close_workshop": _l("Workshop closed"),
    "workshops.create_workshop": _l("Workshop planned"),
    "workshops.draw_lot": _l("Lot drawn for a design"),
    "workshops.excuse": _l("Person excused from the pre-test"),
    "workshops.import_roster": _l("Roster taken in from a file"),
    "workshops.record_attendance": _l("Attendance ticked"),
    "workshops.refuse": _l("Waiting person refused"),
    "workshops.remove_participant": _l("Person taken off the roster"),
    "workshops.switch_off": _l("Design switched off"),
    "workshops.switch_on": _l("Design switched on"),
    "workshops.undo_import": _l("Import of a roster taken back"),
}
"""Every act that is recorded, in words; a test looks for those that have none."""
OF_FIGURES = (
    "assessment.destroy_links",
    "content.freeze_edition",
    "exchange.close_workshop",
    "exchange.destroy_codes",
    "exchange.import_answers",
    "exchange.undo_import",
    "followup.draw_panel",
    "followup.print_slips",
    "reporting.close_period",
    "reporting.export_research",
    "workshops.close_workshop",
    "workshops.draw_lot",
    "workshops.switch_off",
    "workshops.switch_on",
)
"""The acts on which a figure of the report depends, or by which it leaves."""


def detail_lines(detail: dict[str, Any]) -> list[str]:
    """What was noted of an act, a line each, as it stands in the log; what somebody typed in Khmer, and every reason, is in
    the file alone."""
    lines = [
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in detail.items()
        if value not in ("", None) and name != "reason"
    ]
    return [line for line in lines if line.isascii()]

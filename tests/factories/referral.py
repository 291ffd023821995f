"""Records of the referral directory for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from hrtraining.core.i18n import Text
from hrtraining.core.settings import ROOT
from hrtraining.referral import services
from hrtraining.referral.domain import Editor, Record
from tests.factories.clock import NOW

ADMINISTRATOR = Editor(1, "administrator", may_national=True)
OF_AN_ACADEMY = Editor(2, "academy_administrator", may_national=False)


def record(number: int = 1, **changed: Any) -> Record:
    """A record of Kampot about which everything is known."""
    digit = "០១២៣៤៥៦៧៨៩"[number % 10]
    whole: dict[str, Any] = {
        "province": "kampot",
        "name": Text(f"សេវាសាកល្បង {digit}", f"Test service {number}"),
        "kinds": ("pep", "hiv"),
        "source": "លិខិតសាកល្បង",
        "services": Text("ឱសថសាកល្បង", "Test medicine"),
        "address": Text("ភូមិសាកល្បង", "Test village"),
        "hours": Text("ម៉ោង ៧ ដល់ ១១", "7 to 11"),
        "phones": ("000 000 001", "+855 00 000 002"),
        "note": Text("កំណត់ចំណាំ", "A note"),
        "checked_on": date(2026, 10, 1),
        "checked_by": "ការិយាល័យសាកល្បង",
    }
    return Record(**(whole | changed))


def start(session: Session) -> None:
    """The kinds and the starting rows, as `flask prepare` puts them in."""
    services.put_starting_rows(session, root=ROOT / "curriculum", now=NOW)

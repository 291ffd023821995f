"""What the templates of the follow-up receive."""

from __future__ import annotations

from dataclasses import dataclass

from hrtraining.core.i18n import Text
from hrtraining.followup.queries import PanelProgress, WaveProgress


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A closed workshop whose panel may be drawn; those that are too small for one are not listed."""

    workshop_id: int
    title: str
    academy: Text


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A panel in the Secretariat's list."""

    found: PanelProgress
    academy: Text
    is_as_drawn: bool


@dataclass(frozen=True, slots=True)
class WaveCard:
    """A wave in the academy's page, with the address that prints its slips when they may be printed."""

    wave: WaveProgress
    name: Text
    size: int
    print_url: str | None
    can_print_again: bool


@dataclass(frozen=True, slots=True)
class SlipPage:
    """One sheet of the slips' PDF."""

    name_km: str
    name_latin: str
    rank: str
    code: str
    qr: str

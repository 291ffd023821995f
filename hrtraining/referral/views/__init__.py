"""The pages of the referral directory."""

from __future__ import annotations

from hrtraining.referral.views import editing, importing, reading
from hrtraining.referral.views.frame import blueprint

__all__ = ["blueprint", "editing", "importing", "reading"]

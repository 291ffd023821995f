"""The pages of certificates."""

from __future__ import annotations

from hrtraining.certificates.views import checking, issuing, papers, register, signing
from hrtraining.certificates.views.frame import blueprint

__all__ = ["blueprint", "checking", "issuing", "papers", "register", "signing"]

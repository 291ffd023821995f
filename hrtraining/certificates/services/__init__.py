"""What may be done with certificates: signers recorded, certificates issued, revoked, replaced."""

from __future__ import annotations

from hrtraining.certificates.services.ending import replace_certificate, revoke_certificate
from hrtraining.certificates.services.issuing import Issue, Refusal, issue_certificates, name_fault
from hrtraining.certificates.services.signing import (
    add_demonstration_signer,
    add_signer,
    record_letterhead,
    retire_signer,
)

__all__ = [
    "Issue",
    "Refusal",
    "add_demonstration_signer",
    "add_signer",
    "issue_certificates",
    "name_fault",
    "record_letterhead",
    "replace_certificate",
    "retire_signer",
    "revoke_certificate",
]

"""The words for kinds, states and reasons, and the colours that go with a state."""

from __future__ import annotations

from typing import Any

from hrtraining.certificates.domain import Kind, Reason, State
from hrtraining.core.i18n import lazy_gettext as _l

KIND_NAMES: dict[Kind, Any] = {
    Kind.ACHIEVEMENT: _l("certificate of achievement"),
    Kind.ATTENDANCE: _l("certificate of attendance"),
}
STATE_NAMES: dict[State, Any] = {
    State.ISSUED: _l("valid"),
    State.REVOKED: _l("revoked"),
    State.REPLACED: _l("replaced"),
    State.EXPIRED: _l("expired"),
}
STATE_KINDS = {State.ISSUED: "leaf", State.REVOKED: "clay", State.REPLACED: "gold", State.EXPIRED: "gold"}
NOTICE_KINDS = {State.ISSUED: "ok", State.REVOKED: "danger", State.REPLACED: "warn", State.EXPIRED: "warn"}
REASON_NAMES: dict[Reason, Any] = {
    Reason.WRONG_DETAILS: _l("a printed detail was wrong"),
    Reason.NOT_EARNED: _l("it had not been earned"),
    Reason.ISSUED_TWICE: _l("it was issued twice"),
    Reason.LOST_OR_DAMAGED: _l("the paper was lost or damaged"),
}

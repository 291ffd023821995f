"""What may be done with the referral directory."""

from __future__ import annotations

from hrtraining.referral.services.editing import FaultyRecord, add_service, change_service
from hrtraining.referral.services.importing import (
    ImportPlan,
    PlannedRow,
    RowFault,
    Step,
    import_services,
    plan_import,
)
from hrtraining.referral.services.starting import Start, put_starting_rows, read_start

__all__ = [
    "FaultyRecord",
    "ImportPlan",
    "PlannedRow",
    "RowFault",
    "Start",
    "Step",
    "add_service",
    "change_service",
    "import_services",
    "plan_import",
    "put_starting_rows",
    "read_start",
]

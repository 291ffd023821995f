"""The rules of the directory: places, records, the age of a check, the cells of a file."""

from __future__ import annotations

from hrtraining.referral.domain.age import Age, Unit, age_of
from hrtraining.referral.domain.provinces import NATIONAL, PROVINCES, Province, province_named
from hrtraining.referral.domain.record import (
    COMMAND,
    COURSE_FILES,
    LONGEST,
    Column,
    Editor,
    Fault,
    Kind,
    Record,
    Wrong,
    changes,
    dialled,
    faults,
    flat,
    is_phone,
)

__all__ = [
    "COMMAND",
    "COURSE_FILES",
    "LONGEST",
    "NATIONAL",
    "PROVINCES",
    "Age",
    "Column",
    "Editor",
    "Fault",
    "Kind",
    "Province",
    "Record",
    "Unit",
    "Wrong",
    "age_of",
    "changes",
    "dialled",
    "faults",
    "flat",
    "is_phone",
    "province_named",
]

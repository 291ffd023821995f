"""What a finished course has besides being sound: the rules of `flask content check --strict`."""

from __future__ import annotations

from hrtraining.content.domain.fault import Fault
from hrtraining.content.reading.course import Course
from hrtraining.content.reading.thorough.banks import bank_faults
from hrtraining.content.reading.thorough.legal import legal_faults
from hrtraining.content.reading.thorough.lessons import module_faults, text_faults
from hrtraining.content.reading.thorough.scenes import scene_faults
from hrtraining.content.reading.thorough.whole import whole_faults
from hrtraining.content.reading.thorough.words import word_faults

__all__ = ["advice"]


def advice(course: Course) -> list[Fault]:
    """Everything in a course that can be frozen but is not finished, in order of file."""
    found: list[Fault] = [*whole_faults(course), *word_faults(course), *legal_faults(course)]
    for module in course.modules:
        found.extend(bank_faults(module))
        found.extend(scene_faults(module))
        found.extend(module_faults(module))
        found.extend(text_faults(module))
    return sorted(set(found))

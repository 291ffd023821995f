"""Reads the folder `curriculum/` and says what is wrong with it; alone knows the file formats."""

from __future__ import annotations

from hrtraining.content.reading.course import Course, read_course

__all__ = ["Course", "read_course"]

"""What learners think of their workshop, asked after the post-test: kept apart from the 33 items and from names."""

from __future__ import annotations

"""Measures speed, size and memory against the targets; prints figures and judges nothing by the clock."""

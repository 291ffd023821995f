"""What the figures of the report mean, as pure functions: CONVENTIONS.md in Python."""

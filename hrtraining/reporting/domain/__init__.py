"""What the figures of the report mean, as pure functions: CONVENTIONS.md in Python.

Most of it takes NumPy, and loading that takes longer than showing a page. So whatever pages and commands load when they
start imports such modules inside the function that asks for a figure (a test starts both without NumPy).
"""

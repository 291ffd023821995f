"""The least a Flask page can be: what the program's pages are compared with."""

from __future__ import annotations

from flask import Flask

app = Flask(__name__)


@app.get("/")
def nothing() -> str:
    """A page of one line."""
    return "empty"

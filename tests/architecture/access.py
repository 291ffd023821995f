"""The table of routes and roles: read from the program, written to access.csv, compared by the tests.

`python -m tests.architecture.access` writes the table anew; the difference is then read before it is committed.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from flask import Flask

from hrtraining.accounts.domain import Role

TABLE = Path(__file__).with_name("access.csv")
COLUMNS = ("endpoint", "rule", "methods", "public", *(role.value for role in Role), "while_locked")


def table_of(app: Flask) -> str:
    """The table as text: one line a route, x where it is open."""
    rows = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        view = app.view_functions[rule.endpoint]
        roles: frozenset[Role] = getattr(view, "allowed_roles", frozenset())
        methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        rows.append(
            [
                rule.endpoint,
                rule.rule,
                methods,
                "x" if getattr(view, "is_public", False) else "",
                *("x" if role in roles else "" for role in Role),
                "x" if getattr(view, "is_open_while_locked", False) else "",
            ]
        )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(rows))
    return out.getvalue()


def committed() -> list[dict[str, str]]:
    """The committed table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    import tempfile

    from hrtraining.core.settings import read_settings
    from hrtraining.web import create_app

    with tempfile.TemporaryDirectory() as folder:
        TABLE.write_text(table_of(create_app(read_settings({"INSTANCE": folder}))), encoding="utf-8")

"""The pages of the course: the edition and the law, the files in two columns, what changed between editions."""

from __future__ import annotations

from hrtraining.content.views import changes, edition, preview, printing
from hrtraining.content.views.routes import blueprint

__all__ = ["blueprint", "changes", "edition", "preview", "printing"]

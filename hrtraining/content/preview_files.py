"""Writes the two-column view of the course as files that open without a server, for an author without an account."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment

from hrtraining.content.domain.part import SignOff
from hrtraining.content.pages.preview import index_page, text_page
from hrtraining.content.workbench import Workbench

SHEETS = ("tokens.css", "app.css", "pictures.css", "editors.css")

_ABOUT = re.compile(r'<a href="/about[^>]*>(.*?)</a>', re.DOTALL)
"""Links to the list of sources, which a file has no server to ask for."""


def write_preview(
    bench: Workbench,
    signed: Mapping[str, SignOff],
    target: Path,
    *,
    lang: str,
    title: str,
    templates: Environment,
    static: Path,
) -> int:
    """Write the list of texts and one file for each text into a folder, with styles and fonts beside them.

    Returns:
        How many texts were written.

    Raises:
        OSError: the folder cannot be written.
    """
    target.mkdir(parents=True, exist_ok=True)
    (target / "css").mkdir(exist_ok=True)
    for sheet in SHEETS:
        shutil.copyfile(static / "css" / sheet, target / "css" / sheet)
    shutil.copytree(static / "fonts", target / "fonts", dirs_exist_ok=True)
    template = templates.get_template("content/preview-file.html")
    index = index_page(bench, signed, lang)
    written = template.render(lang=lang, title=title, sheets=SHEETS, index=index, page=None)
    (target / "index.html").write_text(written, encoding="utf-8")
    count = 0
    for module in (*index.modules, index.shared):
        for link in module.links:
            page = text_page(bench, signed, link.module_key, link.key, lang)
            if page is None:
                continue
            name = f"{link.module_key}-{link.key}"
            written = template.render(lang=lang, title=title, sheets=SHEETS, index=index, page=page)
            (target / f"{name}.html").write_text(_ABOUT.sub(r"\1", written), encoding="utf-8")
            count += 1
    return count

"""Finds every sentence that templates and code mark for translation, and whose catalogue it belongs to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import extract_from_ast

SHARED = "web"
"""The catalogue of everything that belongs to no capability: layouts, components, error pages, core."""
SHARED_FOLDERS = frozenset({"layouts", "components", "errors", "web", "core"})
PRINTED = {"certificate": "certificates", "slips": "workshops", "poster": "workshops"}
"""Whose a folder under templates/print is where it does not carry the capability's name."""

SINGULAR, PLURAL, IN_CONTEXT, PLURAL_IN_CONTEXT = "s", "sp", "cs", "csp"
CALLS = {
    "_": SINGULAR,
    "_l": SINGULAR,
    "gettext": SINGULAR,
    "lazy_gettext": SINGULAR,
    "ngettext": PLURAL,
    "lazy_ngettext": PLURAL,
    "pgettext": IN_CONTEXT,
    "lazy_pgettext": IN_CONTEXT,
    "npgettext": PLURAL_IN_CONTEXT,
    "lazy_npgettext": PLURAL_IN_CONTEXT,
}
"""Names of the calls that mark a sentence, with what their first arguments are."""

BARE_PERCENT = re.compile(r"%(?!\(\w+\)[a-z]|%)")

Key = tuple[str | None, str]
"""Context and English text: what names an entry."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something a person must mend, in both languages, with the place."""

    file: str
    text: str
    km: str
    en: str

    def __str__(self) -> str:
        return f"{self.file}: “{self.text}”\n    {self.km}\n    {self.en}"


@dataclass
class Sentence:
    """One marked sentence of the source: its English forms and the files that say it."""

    singular: str
    plural: str | None
    context: str | None
    files: list[str] = field(default_factory=list)

    @property
    def id(self) -> str | tuple[str, str]:
        """The English as a catalogue keeps it."""
        return (self.singular, self.plural) if self.plural is not None else self.singular


Sentences = dict[str, dict[Key, Sentence]]
"""By capability, then by key."""


def owner_of(path: str) -> str | None:
    """The catalogue of a file's sentences, None for a file without any; `path` starts at the root."""
    parts = path.split("/")
    if parts[0] not in {"hrtraining", "templates"} or len(parts) < 2:
        return None
    if len(parts) == 2 or parts[1] in SHARED_FOLDERS:
        return SHARED
    if parts[:2] == ["templates", "print"]:
        return PRINTED.get(parts[2], parts[2]) if len(parts) > 3 else SHARED
    return parts[1]


def _shaped(kind: str, arguments: list[str | None]) -> tuple[str | None, str, str | None] | None:
    """Context, singular and plural from a call's first arguments; None when one of them is no plain text."""
    given = dict(zip(kind, arguments, strict=False))
    context, singular, plural = given.get("c"), given.get("s"), given.get("p")
    if singular is None or ("c" in kind and context is None) or ("p" in kind and plural is None):
        return None
    return context, singular, plural


def _in_python(path: Path, file: str) -> Iterator[tuple[tuple[str | None, str, str | None], Problem | None]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=file)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        kind = CALLS.get(name)
        if kind is None:
            continue
        first = node.args[: len(kind)]
        if any(isinstance(argument, ast.JoinedStr) for argument in first):
            yield (None, "", None), _built_text(file, ast.unparse(node)[:80])
            continue
        texts = [a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else None for a in first]
        shaped = _shaped(kind, texts)
        if shaped:
            yield shaped, None


def _in_template(
    path: Path, file: str, jinja: Environment
) -> Iterator[tuple[tuple[str | None, str, str | None], Problem | None]]:
    try:
        tree = jinja.parse(path.read_text(encoding="utf-8"), filename=file)
    except TemplateSyntaxError as error:
        where = f"{file}:{error.lineno}"
        yield (
            (None, "", None),
            Problem(where, str(error.message), "ទម្រង់នេះអានមិនបាន។", "This template cannot be read."),
        )
        return
    for _line, call, message in extract_from_ast(tree, gettext_functions=tuple(CALLS), babel_style=True):
        arguments = [message] if isinstance(message, str) or message is None else list(message)
        shaped = _shaped(CALLS[call], arguments)
        if shaped is None:
            continue
        bare = BARE_PERCENT.search(shaped[1] + (shaped[2] or ""))
        yield shaped, _bare_percent(file, shaped[1]) if bare else None


def _built_text(file: str, text: str) -> Problem:
    return Problem(
        file,
        text,
        "ប្រយោគដែលផ្គុំដោយ f-string បកប្រែមិនបាន៖ សូមប្រើ %(name)s។",
        "A sentence put together by an f-string cannot be translated: use %(name)s.",
    )


def _bare_percent(file: str, text: str) -> Problem:
    return Problem(
        file,
        text,
        "សញ្ញា % ក្នុងទម្រង់ត្រូវសរសេរ %%។",
        "A percent sign inside a translated sentence of a template must be written %%.",
    )


def sentences_of(root: Path) -> tuple[Sentences, list[Problem]]:
    """Every marked sentence under templates/ and hrtraining/, by catalogue, and what cannot be translated."""
    jinja = Environment(
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True
    )
    found: Sentences = {}
    problems = []
    paths = [
        *(root / "hrtraining").rglob("*.py"),
        *(p for p in (root / "templates").rglob("*") if p.is_file()),
    ]
    for path in sorted(paths):
        file = path.relative_to(root).as_posix()
        owner = owner_of(file)
        if owner is None or "/migrations/" in file:
            continue
        if path.suffix == ".py":
            marked = _in_python(path, file)
        elif path.suffix in {".html", ".txt", ".xml", ".svg"}:
            marked = _in_template(path, file, jinja)
        else:
            continue
        for (context, singular, plural), problem in marked:
            if problem:
                problems.append(problem)
            if not singular:
                continue
            entries = found.setdefault(owner, {})
            sentence = entries.setdefault((context, singular), Sentence(singular, plural, context))
            sentence.plural = sentence.plural or plural
            if file not in sentence.files:
                sentence.files.append(file)
    return found, problems

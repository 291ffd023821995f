"""Reads, renews and merges the .po files of the interface."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from hrtraining.core.catalogues.source import Key, Sentence, sentences_of

LOCALE = "km"
HEADER = """\
# Khmer wording of the interface: {name}.
msgid ""
msgstr ""
"Language: km\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
NEVER_CHANGES = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the merged file's head, so that the same words always give the same bytes."""


def folder_of(root: Path) -> Path:
    """Where the Khmer catalogues lie."""
    return root / "translations" / LOCALE / "LC_MESSAGES"


def read_catalogues(root: Path) -> dict[str, Catalog]:
    """The catalogues by capability.

    Raises:
        ValueError: a file is no catalogue, with its name and line.
    """
    catalogues = {}
    for path in sorted(folder_of(root).glob("*.po")):
        try:
            with path.open("rb") as file:
                catalogues[path.stem] = read_po(file, locale=LOCALE, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError) as error:
            raise ValueError(f"{path.relative_to(root)}: {error}") from error
    return catalogues


def entries_of(catalogue: Catalog) -> Iterator[Message]:
    """The entries without the head."""
    return (message for message in catalogue if message.id)


def key_of(message: Message) -> Key:
    """What names an entry."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def khmer_of(message: Message) -> str:
    """The Khmer text; Khmer has one form for every count."""
    text = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
    return text or ""


def extract(root: Path, only: Iterable[str] = ()) -> list[Path]:
    """Bring the .po files in line with the source; answer the files that changed.

    New sentences come in with an empty Khmer text, or with the one another catalogue has for them. Entries
    nobody says any more leave the active part; one that had a Khmer text is kept at the end as obsolete
    (`#~`), so that its wording comes back with the sentence.
    """
    found, _problems = sentences_of(root)
    old = read_catalogues(root)
    known: dict[Key, Message] = {}
    for catalogue in old.values():
        for message in (*catalogue.obsolete.values(), *entries_of(catalogue)):
            if khmer_of(message):
                known[key_of(message)] = message
    changed = []
    for name in sorted({*found, *old}):
        if only and name not in set(only):
            continue
        path = folder_of(root) / f"{name}.po"
        text = _written(name, found.get(name, {}), old.get(name), known)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def _written(
    name: str, sentences: dict[Key, Sentence], old: Catalog | None, known: dict[Key, Message]
) -> str:
    new = Catalog(locale=LOCALE, fuzzy=False)
    own = {key_of(m): m for m in entries_of(old)} if old else {}
    for key, sentence in sentences.items():
        before = own.get(key)
        if before is None or not khmer_of(before):
            before = known.get(key, before)
        khmer = khmer_of(before) if before else ""
        message = new.add(
            sentence.id,
            (khmer,) if sentence.plural is not None else khmer,
            locations=[(file, 0) for file in sentence.files],
            context=sentence.context,
        )
        if before:
            message.user_comments = list(before.user_comments)
            message.flags |= before.flags & {"fuzzy"}
    if old:
        for message in (*old.obsolete.values(), *own.values()):
            key = key_of(message)
            if khmer_of(message) and key not in sentences:
                new.obsolete[str(key)] = message
    out = io.BytesIO()
    write_po(out, new, width=0, omit_header=True, include_lineno=False)
    return HEADER.format(name=name) + out.getvalue().decode("utf-8").strip() + "\n"


def compile_all(root: Path) -> Path:
    """Merge the catalogues into the one file Flask-Babel reads; the same words give the same bytes.

    Raises:
        ValueError: a catalogue cannot be read.
    """
    merged = Catalog(
        locale=LOCALE,
        project="hrtraining",
        creation_date=NEVER_CHANGES,
        revision_date=NEVER_CHANGES,
        fuzzy=False,
    )
    for catalogue in read_catalogues(root).values():
        for message in entries_of(catalogue):
            if khmer_of(message) and not message.fuzzy:
                merged.add(message.id, message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, merged)
    path = folder_of(root) / "messages.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    half_written = path.with_suffix(".part")
    half_written.write_bytes(out.getvalue())
    half_written.replace(path)
    return path

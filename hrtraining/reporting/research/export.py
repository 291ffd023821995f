"""The de-identified research file: one row an answer, its codebook in both languages, refused where people are rare."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hrtraining.content.domain import Instrument
from hrtraining.core import audit
from hrtraining.core.audit import AuditEntry
from hrtraining.core.i18n import Text
from hrtraining.reporting import labels
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.domain.anonymity import (
    ACADEMY,
    COLUMNS,
    WITHHELD,
    Given,
    Record,
    columns_of,
    joined,
    judge,
    periods_of,
    records,
)
from hrtraining.reporting.domain.instrument import Key
from hrtraining.reporting.domain.refusal import Refused
from hrtraining.reporting.exports import Sheet, as_csv, as_xlsx, both, safe, wordings
from hrtraining.reporting.pages import ReportPage

ACTION = "reporting.export_research"
MOST_XLSX_ROWS = 1_000_000
"""A sheet holds 1,048,576 rows."""
RECORD = "record"
ANSWER_COLUMNS = ("phase", "item_id", "seq", "code", "favourable")
PHASES = ("pre", "post")
KINDS = ("csv", "xlsx", "codebook")
"""The files that can be had: one row an answer, the same with the codebook behind it, the codebook alone."""

MEANINGS: dict[str, Text] = {
    RECORD: Text(
        "លេខរៀងនៃមនុស្សម្នាក់ក្នុងឯកសារនេះ។ លេខនេះមិននាំទៅរកអ្នកណាទេ ហើយលំដាប់មិននិយាយអ្វីទេ។",
        "Number of one person in this file. It leads to nobody, and the order says nothing.",
    ),
    ACADEMY: Text("សាលា", "Academy"),
    **labels.DIMENSIONS,
    "phase": Text("pre = តេស្តមុនវគ្គ post = តេស្តក្រោយវគ្គ", "pre = pre-test, post = post-test"),
    "item_id": Text("លេខសំណួរ", "Question"),
    "seq": Text("លំដាប់ក្នុងតេស្ត", "Place in the test"),
    "code": Text("ចម្លើយដើម ទទេ = រំលង", "Raw answer; empty = left out"),
    "favourable": Text("១ = គាំទ្រ ០ = មិនគាំទ្រ ទទេ = រំលង", "1 = favourable, 0 = not, empty = left out"),
}
NOTES = (
    Text(
        "ទិន្នន័យនេះមានតែមនុស្សដែលធ្វើតេស្តទាំងពីរ ក្នុងវគ្គដែលបានផ្សព្វផ្សាយ។ គ្មានឈ្មោះ គ្មានលេខសិក្ខាកាម គ្មានវគ្គ គ្មានម៉ោងទេ។",
        "Only people who took both tests, of published workshops. No names, learner numbers, workshops or times.",
    ),
    Text(
        "រាល់ការផ្សំជួរឈរ មានមនុស្សយ៉ាងតិច ១០ នាក់។ «withheld» = លាក់ ដើម្បីការពារក្រុមតូច។",
        "Every combination of the columns has at least 10 people. “withheld” = hidden to protect small groups.",
    ),
    Text(
        "ហាមព្យាយាមរកថាជានរណា និងហាមភ្ជាប់ជាមួយទិន្នន័យផ្សេង។ អ្នកឆ្លើយបានទទួលការសន្យារក្សាការសម្ងាត់។",
        "Do not try to find out who is who, and do not join it to other data: people answered under a promise of "
        "confidentiality.",
    ),
)


@dataclass(frozen=True, slots=True)
class Research:
    """What a research file is written from."""

    columns: tuple[str, ...]
    last_period: int
    records: list[Record]
    key: Key
    instrument: Instrument
    about: tuple[tuple[Text, str], ...]


def kept(without: Sequence[str]) -> tuple[str, ...]:
    """The columns that remain.

    Raises:
        Refused: one of them is no column.
    """
    for name in without:
        if name not in COLUMNS:
            raise Refused("reporting.column_unknown", value=name, known=", ".join(COLUMNS))
    return tuple(name for name in COLUMNS if name not in without)


def given_before(session: Session, version: str) -> tuple[Given, ...]:
    """All research files given before of this instrument version, by the audit log."""
    rows = session.execute(
        select(AuditEntry.detail).where(AuditEntry.action == ACTION, AuditEntry.subject == _subject(version))
    ).scalars()
    return tuple(
        Given(
            tuple(name for name in COLUMNS if name in detail.get("columns", [])),
            detail.get("last_period") or 0,
        )
        for detail in rows
    )


def _subject(version: str) -> str:
    return f"instrument:{version[:40]}"


def research(made: Composed, columns: tuple[str, ...], *, earlier: Sequence[Given] = ()) -> Research:
    """The records of the published nation with these columns.

    Two files could be joined by their answers, so the columns of earlier ones are judged together with these, and the
    people that came since each of them for themselves.

    Raises:
        Refused: nothing is published, or people are rare; the sentence names the columns to leave out.
    """
    page, release = made.page, made.release
    if not isinstance(page, ReportPage) or release is None or made.version is None:
        raise Refused("reporting.nothing_shown", group=f"{page.group.km} / {page.group.en}")
    rows = columns_of(release, made.keys or {})
    refusal = judge(rows, columns)
    if refusal is not None:
        ways = " / ".join(" + ".join(way) for way in refusal.ways) or " + ".join(columns)
        raise Refused("reporting.too_rare", ways=ways)
    if joined(rows, periods_of(release), columns, earlier) is not None:
        before = {name for given in earlier for name in given.columns}
        known = ", ".join(name for name in COLUMNS if name in before) or "–"
        raise Refused("reporting.too_rare_with_earlier", earlier=known)
    return Research(
        columns=columns,
        last_period=made.last_period or 0,
        records=records(release, rows, columns),
        key=release.key,
        instrument=page.instrument,
        about=(
            (Text("កំណែតេស្ត", "Instrument version"), made.version.version),
            (Text("លេខស្នាមទិន្នន័យ (SHA-256)", "Fingerprint of the data (SHA-256)"), release.data_hash),
        ),
    )


def note(
    session: Session, found: Research, *, version: str, form: str, actor_id: int | None, now: datetime
) -> None:
    """Put into the audit log that a file was given, with its columns."""
    audit.record(
        session, actor_id=actor_id, action=ACTION, subject=_subject(version), now=now,
        detail={
            "columns": list(found.columns),
            "records": len(found.records),
            "form": form,
            "last_period": found.last_period,
        },
    )  # fmt: skip


def _rows(found: Research) -> Iterator[tuple[str | int, ...]]:
    codes = [{0: "", **{number: code for code, number in item.numbers.items()}} for item in found.key.items]
    for number, record in enumerate(found.records, start=1):
        for phase, answers in zip(PHASES, (record.pre, record.post), strict=True):
            for place, item in enumerate(found.key.items):
                code = codes[place][answers[place]]
                favourable = "" if not code else int(code in item.favourable)
                yield (number, *record.columns, phase, item.key, item.seq, code, favourable)


def _head(found: Research) -> tuple[str, ...]:
    return (RECORD, *found.columns, *ANSWER_COLUMNS)


def as_long_csv(found: Research) -> Iterator[bytes]:
    """One row an answer, in pieces, in UTF-8 with a byte order mark; no cell runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_head(found))
    yield b"\xef\xbb\xbf"
    for place, row in enumerate(_rows(found)):
        writer.writerow([safe(value) for value in row])
        if place % 5_000 == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def as_workbook(found: Research) -> bytes:
    """The same as XLSX, with the codebook in the sheets after it.

    Raises:
        Refused: there are more rows than a sheet holds.
    """
    rows = len(found.records) * len(PHASES) * found.key.size
    if rows > MOST_XLSX_ROWS:
        raise Refused("reporting.too_many_rows", rows=rows)
    data = Sheet(Text("ទិន្នន័យ", "Data"), tuple(Text(name, name) for name in _head(found)), tuple(_rows(found)))
    return as_xlsx((data, *codebook(found)), title="harm reduction training: research file")


def written(found: Research, form: str) -> bytes:
    """A file of one of the KINDS.

    Raises:
        Refused: there are more rows than a sheet holds.
    """
    if form == "xlsx":
        return as_workbook(found)
    return as_codebook(found) if form == "codebook" else b"".join(as_long_csv(found))


def as_codebook(found: Research) -> bytes:
    """The codebook as CSV."""
    return as_csv(codebook(found))


def codebook(found: Research) -> tuple[Sheet, ...]:
    """What every column, category, question and code means, in both languages."""
    two = (Text("ន័យជាខ្មែរ", "Meaning in Khmer"), Text("ន័យជាអង់គ្លេស", "Meaning in English"))
    about = [("", one.km, one.en) for one in NOTES] + [
        (both(name), value, value) for name, value in found.about
    ]
    categories = [
        (name, code, text.km, text.en)
        for name in found.columns
        for code, text in labels.CATEGORIES.get(name, {}).items()
    ]
    categories += [
        (name, "", labels.NOT_STATED.km, labels.NOT_STATED.en) for name in found.columns if name != ACADEMY
    ]
    categories += [(name, WITHHELD, labels.HIDDEN.km, labels.HIDDEN.en) for name in found.columns]
    return (
        Sheet(Text("អំពីឯកសារ", "About"), (Text("", ""), *two), tuple(about)),
        Sheet(
            Text("ជួរឈរ", "Columns"),
            (Text("ជួរឈរ", "Column"), *two),
            tuple((name, MEANINGS[name].km, MEANINGS[name].en) for name in _head(found)),
        ),
        Sheet(
            Text("ប្រភេទ", "Categories"),
            (Text("ជួរឈរ", "Column"), Text("កូដ", "Code"), *two),
            tuple(categories),
        ),
        _questions(found),
    )


def _questions(found: Research) -> Sheet:
    rows = []
    for item in found.instrument.items:
        words = found.instrument.scales[item.scale]
        for code in item.codes:
            rows.append(
                (
                    item.id,
                    item.kind,
                    item.construct,
                    wordings(item, "km"),
                    wordings(item, "en"),
                    code,
                    words[code].km,
                    words[code].en,
                    int(code in item.favourable),
                )
            )
    return Sheet(
        Text("សំណួរ", "Questions"),
        (
            Text("លេខសំណួរ", "Question"),
            Text("ប្រភេទ", "Kind"),
            Text("ប្រធានបទ", "Topic"),
            Text("ពាក្យពេចន៍ជាខ្មែរ", "Wording in Khmer"),
            Text("ពាក្យពេចន៍ជាអង់គ្លេស", "Wording in English"),
            Text("កូដ", "Code"),
            Text("ចម្លើយជាខ្មែរ", "Answer in Khmer"),
            Text("ចម្លើយជាអង់គ្លេស", "Answer in English"),
            Text("គាំទ្រ", "Favourable"),
        ),
        tuple(rows),
    )

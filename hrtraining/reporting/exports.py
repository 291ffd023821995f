"""Writes exactly what a report page may show as XLSX and CSV, both languages side by side, safe to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from hrtraining.content.domain import Item
from hrtraining.core.cells import guarded
from hrtraining.core.i18n import Text
from hrtraining.core.khmer.breaks import BREAK
from hrtraining.core.khmer.digits import round_half_up
from hrtraining.reporting import labels, versions
from hrtraining.reporting.pages import HIDDEN, NONE, GroupLine, ReportPage, finding

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Change, Interval, ItemLine, Shown

Value = str | float | int
KHMER_FONT = "Khmer OS Battambang"
LINE_HEIGHT = 24
"""Points of a row of one line, with room for Khmer letters below each other."""
NARROWEST, WIDEST = 14, 60
"""Letters a column has room for."""
LONGEST_NAME = 31
"""Letters of the name of a sheet that spreadsheets take."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: its name, its head in both languages, its rows."""

    name: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Value, ...], ...]


def both(text: Text) -> str:
    """Khmer and English in one cell."""
    return text.km if text.km == text.en else f"{text.km} / {text.en}"


def printed(shown: Shown) -> Value:
    """A figure as a file carries it: a number at the printed precision, or the mark in words."""
    if shown.mark == HIDDEN:
        return both(labels.HIDDEN)
    if shown.mark == NONE or (not shown.mark and shown.value is None):
        return both(labels.NOT_ESTIMABLE)
    if shown.mark:
        return f"{shown.mark} %"
    value = shown.value or 0.0
    return _rounded(value, shown.decimals)


def _rounded(value: float, decimals: int) -> Value:
    """As the page rounds it: halves away from zero."""
    found = round_half_up(value, decimals)
    return float(found) if decimals else int(found)


def _p(shown: Shown) -> Value:
    return "< 0.001" if shown.value is not None and shown.value < 0.001 and not shown.mark else printed(shown)


def _ends(interval: Interval) -> tuple[Value, Value]:
    if interval.low is not None and interval.high is not None:
        return _rounded(interval.low, 1), _rounded(interval.high, 1)
    words = {"few": labels.FEW_WORKSHOPS, HIDDEN: labels.HIDDEN}.get(interval.why_not, labels.NOT_ESTIMABLE)
    return both(words), both(words)


def _changed(change: Change) -> tuple[Value, Value, Value]:
    return printed(change.before), printed(change.after), printed(change.difference)


def _figures(page: ReportPage) -> Iterator[tuple[str, Value]]:
    detail = page.detail
    readings, summary, flow = detail.readings, detail.summary, detail.flow
    for name in ("registered", "excused", "pre", "post", "pairs", "late", "unfinished"):
        yield name, getattr(flow, name)
    yield "scored", detail.scored
    yield "workshops", detail.workshops
    yield from zip(("pooled_before", "pooled_after", "pooled_points"), _changed(summary.pooled), strict=True)
    yield from zip(("pooled_low", "pooled_high"), _ends(summary.pooled.interval), strict=True)
    yield "pooled_relative", printed(readings.relative)
    yield "items_rose", readings.rose
    yield "items_same", readings.same
    yield "items_fell", readings.fell
    yield "items_beyond_chance", readings.rose_beyond_chance
    yield "mean_rise", printed(readings.mean_rise)
    yield "mark_before", printed(readings.at_mark.before)
    yield "mark_after", printed(readings.at_mark.after)
    yield "rose_to_mark", printed(readings.rose_to_mark)
    yield "fell_below_mark", printed(readings.fell_below_mark)
    yield from zip(("mean_before", "mean_after", "mean_change"), _changed(readings.mean), strict=True)
    yield from zip(("mean_low", "mean_high"), _ends(readings.mean.interval), strict=True)
    for name in ("higher", "same", "lower"):
        yield name, printed(getattr(summary, name))
    yield "higher_percent", printed(readings.higher_percent)
    for name in ("effect", "alpha_before", "alpha_after"):
        yield name, printed(getattr(detail, name))
    if page.attrition is not None:
        for name in ("left", "mean_left", "mean_stayed", "if_unchanged"):
            yield name, printed(getattr(page.attrition, name))


def wordings(item: Item, lang: str) -> str:
    """The wording of an item, with the second one where the test has two forms."""
    second = f" | B: {item.stem_b.in_(lang)}" if item.stem_b else ""
    return item.stem.in_(lang) + second


def _item_row(page: ReportPage, line: ItemLine) -> tuple[Value, ...]:
    item = page.instrument.item(line.key)
    wording = Text(wordings(item, "km"), wordings(item, "en")) if item else Text(line.key, line.key)
    low, high = _ends(line.change.interval)
    return (
        line.key,
        wording.km,
        wording.en,
        both(page.instrument.constructs[line.construct]),
        printed(line.n),
        *_changed(line.change),
        low,
        high,
        printed(line.to_favourable),
        printed(line.away),
        _p(line.p_exact),
        _p(line.p_holm),
    )


def _group_row(level: Text, line: GroupLine) -> tuple[Value, ...]:
    head = (both(level), line.label.km, line.label.en)
    summary = line.summary
    if summary is None:
        pairs, words = (both(labels.HIDDEN),) * 2 if line.state == HIDDEN else (0, both(labels.NOT_ESTIMABLE))
        return (*head, pairs, *[words] * (len(labels.GROUP_COLUMNS) - len(head) - 1))
    return (
        *head,
        summary.pairs,
        *_changed(summary.pooled),
        *(
            "" if getattr(summary, name).mark == NONE else printed(getattr(summary, name))
            for name in ("higher", "same", "lower")
        ),
    )


def sheets(page: ReportPage, *, data_hash: str, draft: bool, demonstration: bool) -> tuple[Sheet, ...]:
    """The tables of a report file; nothing in them is not on the page."""
    figures = tuple(
        (name, labels.FIGURES[name].km, labels.FIGURES[name].en, value) for name, value in _figures(page)
    )
    constructs = tuple(
        (line.construct, name.km, name.en, *_changed(line.change))
        for line in page.detail.constructs
        for name in (page.instrument.constructs[line.construct],)
    )
    groups = [
        _group_row(labels.LEVELS["academy" if page.level == "nation" else "workshop"], one)
        for one in page.children
    ]
    groups += [_group_row(found.label, line) for found in page.breakdowns for line in found.lines]
    change = (labels.GROUP_COLUMNS["before"], labels.GROUP_COLUMNS["after"], labels.GROUP_COLUMNS["points"])
    made = [
        Sheet(
            Text("អំពីឯកសារ", "About"),
            (Text("ព័ត៌មាន", "Fact"), Text("ខ្លឹមសារ", "Content")),
            _about(page, data_hash, draft, demonstration),
        ),
        Sheet(
            Text("តួលេខ", "Figures"),
            (
                Text("កូដ", "Code"),
                Text("ឈ្មោះខ្មែរ", "Name in Khmer"),
                Text("ឈ្មោះអង់គ្លេស", "Name in English"),
                Text("តម្លៃ", "Value"),
            ),
            figures,
        ),
        Sheet(
            Text("ប្រធានបទ", "Topics"),
            (
                Text("កូដ", "Code"),
                Text("ឈ្មោះខ្មែរ", "Name in Khmer"),
                Text("ឈ្មោះអង់គ្លេស", "Name in English"),
                *change,
            ),
            constructs,
        ),
        Sheet(
            Text("សំណួរ", "Questions"),
            tuple(labels.ITEM_COLUMNS.values()),
            tuple(_item_row(page, line) for line in page.detail.items),
        ),
    ]
    if groups:
        made.append(Sheet(Text("ក្រុម", "Groups"), tuple(labels.GROUP_COLUMNS.values()), tuple(groups)))
    return tuple(made)


def _about(
    page: ReportPage, data_hash: str, draft: bool, demonstration: bool
) -> tuple[tuple[Value, ...], ...]:
    rows: list[tuple[Value, ...]] = [(both(Text("ក្រុម", "Group")), both(page.group))]
    if demonstration:
        rows.append((both(Text("ចំណាំ", "Note")), both(labels.DEMONSTRATION)))
    if draft:
        rows.append((both(Text("ចំណាំ", "Note")), both(labels.DRAFT)))
    rows.append(
        (
            both(Text("តម្លៃលាក់", "Hidden values")),
            both(
                Text(
                    "តម្លៃខ្លះលាក់ ដើម្បីកុំឱ្យគេស្គាល់ចម្លើយរបស់បុគ្គលក្នុងក្រុមតូច",
                    "Some values are hidden so that nobody's answers in a small group can be worked out",
                )
            ),
        )
    )
    if page.published is not None:
        rows += [
            (both(Text("កំណែតេស្ត", "Instrument version")), page.published.instrument_version),
            (both(Text("កំណែមេរៀន", "Edition")), page.published.edition_hash),
        ]
    rows += [
        (both(labels.OTHER_VERSION), both(versions.said(one))) for one in page.versions if not one.is_this
    ]
    rows.append((both(Text("លេខស្នាមទិន្នន័យ (SHA-256)", "Fingerprint of the data (SHA-256)")), data_hash))
    return tuple(rows)


def safe(value: Value) -> Value:
    """A cell that no spreadsheet runs as a formula; numbers stay numbers."""
    return guarded(whole_words(value)) if isinstance(value, str) else value


def whole_words(text: str) -> str:
    """A text without the marks where a page may break Khmer lines: with them nobody finds a word by searching."""
    return text.replace(BREAK, "")


def as_csv(tables: tuple[Sheet, ...]) -> bytes:
    """All tables below each other, in UTF-8 with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for place, table in enumerate(tables):
        if place:
            writer.writerow([])
        writer.writerow([safe(both(table.name))])
        writer.writerow([safe(both(name)) for name in table.head])
        writer.writerows([safe(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(tables: tuple[Sheet, ...], *, title: str) -> bytes:
    """One sheet a table, in a Khmer font, texts never read as formulas."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        # the same moment for every file, so that two of the same figures have the same bytes
        book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001
        plain = book.add_format({"font_name": KHMER_FONT, "text_wrap": True, "valign": "top"})
        head = book.add_format(
            {
                "font_name": KHMER_FONT,
                "bold": True,
                "text_wrap": True,
                "bottom": 1,
                "bg_color": "#e7eef7",
                "valign": "top",
            }
        )
        for table in tables:
            sheet = book.add_worksheet(both(table.name).replace("/", "·")[:LONGEST_NAME])
            sheet.set_row(0, 2 * LINE_HEIGHT)
            sheet.freeze_panes(1, 0)
            # once a column: for each cell anew, a research file of a few hundred people would take an hour
            widths = [_width(table, column) for column in range(len(table.head))]
            for column, name in enumerate(table.head):
                sheet.write_string(0, column, both(name), head)
                sheet.set_column(column, column, widths[column])
            for number, row in enumerate(table.rows, start=1):
                lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
                sheet.set_row(number, LINE_HEIGHT * lines)
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, whole_words(value), plain)
                    else:
                        sheet.write_number(number, column, value, plain)
    return out.getvalue()


def _width(table: Sheet, column: int) -> int:
    longest = max((len(str(row[column])) for row in table.rows), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _lines(value: Value, width: int) -> int:
    return max(1, -(-len(str(value)) // width))


def title_of(page: ReportPage, lang: str) -> str:
    """The finding, as the title of a file."""
    return finding(page.detail.summary, lang)

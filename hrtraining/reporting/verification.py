"""Says whether a printed report is what the data give: its attached figures, its fingerprints and its pages."""

from __future__ import annotations

import json
import re
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hrtraining.core.i18n import LANGUAGES, Speaking, Text
from hrtraining.reporting.composing import Asked, Composed
from hrtraining.reporting.domain.refusal import Refused
from hrtraining.reporting.followup.reading import Followed
from hrtraining.reporting.making import Stamp
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.printed.report import printed_figures, report_pdf
from hrtraining.reporting.software import software_digest

_ATTACHED = re.compile(rb"/Type /EmbeddedFile.{0,400}?/Length (\d+)>>\s*stream\r?\n", re.DOTALL)
SOFTWARE = "about.software_sha256"
LARGEST = 50_000_000
"""Bytes of a file, and of the figures attached to it: no report comes near."""
MOST_NAMED = 20
"""Differences that are named one by one."""
MOST_NUMBER = 2**31
"""Up to so much a database can hold."""

SAME = Text("ដូចគ្នា", "same")
DIFFERENT = Text("ខុសគ្នា", "different")
CANNOT_SAY = Text("ប្រាប់មិនបាន", "cannot say")
NEWER = Text(
    "កម្មវិធីឥឡូវនេះមានតួលេខបន្ថែម ដែលឯកសារនេះគ្មាន។ មិនបានប្រៀបធៀបតួលេខទាំងនោះទេ។",
    "The program has figures now that this file does not have. They were not compared.",
)
OTHER_DATA = Text(
    "ទិន្នន័យនៅពីក្រោយឯកសារនេះ មិនមែនជាទិន្នន័យទីនេះទេ៖ វាអាចមកពីមូលដ្ឋានទិន្នន័យផ្សេង ឬតួលេខដែលបានផ្សព្វផ្សាយត្រូវគេកែ។",
    "The data behind this file are not the data here: it may be of another database, or what was published was changed.",
)
"""Said beside “different” where the fingerprint of the data differs."""
ALWAYS = frozenset({"published", "national", "academies", "workshops", "marks"})
"""What reports of every program have, beside `about`: a file without it is not merely older."""
SENTENCES = {
    SAME: Text(
        "ឯកសារនេះដូចគ្នានឹងអ្វីដែលគណនាពីទិន្នន័យ គ្រប់អក្សរ។",
        "This file is what the data give, to the last byte.",
    ),
    DIFFERENT: Text(
        "ឯកសារនេះខុសពីអ្វីដែលគណនាពីទិន្នន័យ។ កុំប្រើវា សូមបោះពុម្ពរបាយការណ៍ម្តងទៀត។",
        "This file is not what the data give. Do not use it; print the report again.",
    ),
    CANNOT_SAY: Text(
        (
            "តួលេខដែលភ្ជាប់មកត្រូវនឹងទិន្នន័យ ប៉ុន្តែឯកសារនេះប្រាប់ថាធ្វើដោយកម្មវិធីកំណែផ្សេង ដូច្នេះប្រៀបធៀបទំព័រមិនបាន។ "
            "កុំទុកចិត្តលើទំព័រ សូមបោះពុម្ពរបាយការណ៍ម្តងទៀត។"
        ),
        (
            "The attached figures are what the data give, but the file says that other software made it, so its pages "
            "cannot be compared. Do not rely on the pages; print the report again."
        ),
    ),
}
"""What the outcome of the whole means, and what to do."""
FIGURES = Text("តួលេខ", "Figures")
FINGERPRINTS = Text("លេខស្នាម (ទិន្នន័យ បញ្ជីចម្លើយគាំទ្រ កំណែ)", "Fingerprints (data, key, edition)")
SOFTWARE_LINE = Text("កម្មវិធីគណនា", "Software")
PAGES = Text("ទំព័រទាំងមូល", "Every page")
NOT_COMPARED = Text("ប្រៀបធៀបមិនបាន ព្រោះកម្មវិធីបានប្តូរ", "not compared, because the software has changed since")


@dataclass(frozen=True, slots=True)
class Attached:
    """What a report says of itself: which group, which state of publication, from which source, in which language."""

    figures: dict[str, Any]

    @property
    def about(self) -> dict[str, Any]:
        """What it was made from."""
        return dict(self.figures["about"])

    @property
    def asked(self) -> Asked:
        """The state of publication it shows."""
        published = self.figures.get("published")
        known = published.get("academies") if isinstance(published, dict) else None
        waves, before = self.about.get("followup_waves"), self.about.get("work_before", "")
        return Asked(
            version=self.about.get("instrument_version", ""),
            last_period=self.about.get("last_period"),
            academies=frozenset(known) if isinstance(known, dict) else None,
            followed=None if waves is None else Followed(waves, before),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether figures and fingerprints are the same, whether the pages are (None: other software), and what differs."""

    differences: tuple[str, ...]
    has_same_software: bool
    has_same_pages: bool | None
    newer: tuple[str, ...] = ()
    """Figures that the file does not have, because other software made it; nothing is said of them."""

    @property
    def whole(self) -> Text:
        """Same only where everything was compared: a file can say of itself that other software made its pages."""
        if self.differences or self.has_same_pages is False:
            return DIFFERENT
        return SAME if self.has_same_pages else CANNOT_SAY

    @property
    def is_of_other_data(self) -> bool:
        """Whether the file names other data than those that it was compared with."""
        return "about.data_sha256" in self.differences

    def lines(self) -> Iterator[tuple[Text, Text]]:
        """What was compared, and how it came out."""
        prints = any(path.startswith("about.") for path in self.differences)
        figures = any(not path.startswith("about.") for path in self.differences)
        yield FIGURES, DIFFERENT if figures else SAME
        yield FINGERPRINTS, DIFFERENT if prints else SAME
        yield SOFTWARE_LINE, SAME if self.has_same_software else DIFFERENT
        same = {True: SAME, False: DIFFERENT, None: NOT_COMPARED}
        yield PAGES, same[self.has_same_pages]


def read(path: Path) -> bytes:
    """The bytes of a file that may be a report.

    Raises:
        Refused: it cannot be opened, is no file, or larger than any report.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refused("reporting.no_report", file=path.name)
        if found.st_size > LARGEST:
            sizes = {"size": found.st_size // 1_000_000, "most": LARGEST // 1_000_000}
            raise Refused("reporting.too_large_for_report", file=path.name, **sizes)
        return path.read_bytes()
    except OSError as error:
        raise Refused("reporting.not_readable", file=path.name, reason=error.strerror or "?") from error


def attached(content: bytes, *, file: str) -> Attached:
    """The figures attached to a printed report.

    Raises:
        Refused: the file is no printed report, or its figures cannot be read.
    """
    for found in _ATTACHED.finditer(content):
        raw = content[found.end() : found.end() + int(found[1])]
        try:
            reader = zlib.decompressobj()
            figures = json.loads(reader.decompress(raw, LARGEST))
        except (zlib.error, ValueError, RecursionError):
            # not the figures; another attachment may be
            continue
        if isinstance(figures, dict) and _says_what_it_is(figures):
            return Attached(figures)
    raise Refused("reporting.no_report", file=file)


def _says_what_it_is(figures: dict[str, Any]) -> bool:
    about = figures.get("about")
    return (
        isinstance(about, dict)
        and about.get("level") in ("nation", "academy", "workshop")
        and about.get("made_from") in ("files", "database")
        and isinstance(about.get("key"), str)
        and isinstance(about.get("instrument_version", ""), str)
        and _is_number(about.get("last_period"))
        and _is_number(about.get("followup_waves"))
        and isinstance(about.get("work_before", ""), str)
        and figures.get("printed_in") in LANGUAGES
    )


def _is_number(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value < MOST_NUMBER)


def differences(one: Any, other: Any, path: str = "", *, newer: list[str] | None = None) -> Iterator[str]:
    """The paths at which two nests differ; numbers must be equal to the last digit.

    With `newer` what the first nest does not have at all is put there and is no difference: figures that a later program
    added.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}):
            inner = f"{path}.{name}" if path else name
            if (
                name not in one
                and newer is not None
                and inner.split(".")[0] != "about"
                and inner not in ALWAYS
            ):
                newer.append(inner)
            elif name not in one or name not in other:
                yield inner
            else:
                yield from differences(one[name], other[name], inner, newer=newer)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}.{place}", newer=newer)
    elif one != other or isinstance(one, bool) is not isinstance(other, bool):
        yield path


def verdict(content: bytes, found: Attached, made: Composed, speaking: Speaking) -> Verdict:
    """Compute the report again and compare; `speaking` sets the language in which it was printed."""
    about, lang = found.about, str(found.figures["printed_in"])
    stamp: Stamp = {
        "draft": bool(about.get("draft")),
        "demonstration": bool(about.get("demonstration")),
    }
    same_software = about.get("software_sha256") == software_digest()
    if not isinstance(made.page, ReportPage):
        is_other = made.release is None or made.release.data_hash != about.get("data_sha256")
        of_data = ("about.data_sha256",) if is_other else ()
        return Verdict((*of_data, "national"), same_software, has_same_pages=False)
    if (
        made.kind == "nation"
        and made.release
        and not made.release.summaries().keys() <= (made.keys or {}).keys()
    ):
        return Verdict(("published.academies",), same_software, has_same_pages=False)
    with speaking(lang):
        # through JSON and back, so that both sides hold what JSON can say
        again = json.loads(json.dumps(printed_figures(made, lang=lang, **stamp)))
        newer: list[str] | None = None if same_software else []
        unlike = tuple(path for path in differences(found.figures, again, newer=newer) if path != SOFTWARE)
        pages = content == report_pdf(made, lang=lang, **stamp) if same_software else None
    return Verdict(unlike, same_software, pages, tuple(newer or ()))

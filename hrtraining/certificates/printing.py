"""Turns a certificate's snapshot into paper: the words of each line, the page, one PDF or a roster's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from hrtraining.certificates.domain import Kind, Pair, Snapshot
from hrtraining.core import pdf
from hrtraining.core.khmer.dates import date_range, long_date
from hrtraining.core.khmer.digits import number, to_khmer
from hrtraining.core.qr import qr_data_uri

THEME = "certificate"
STYLESHEET = f"{THEME}/theme.css"
_CLUSTER = re.compile("(?<!\u17d2)[\u1780-\u17b3\u17e0-\u17e90-9A-Za-z ]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a certificate that are put together from several facts."""

    title: str
    is_achievement: bool
    serial_km: str
    extent_km: str
    extent_en: str
    place_and_date_km: str
    place_and_date_en: str
    name_size: str
    rank_and_academy: str
    course_size: str
    signer_km: str
    signer_en: str
    expires_km: str
    expires_en: str
    modules: tuple[tuple[str, Pair], ...]
    verify_url: str
    qr: str


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(pdf.THEMES / THEME),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("template.html")


@cache
def theme_digest() -> str:
    """A fingerprint of the theme's files, kept in the snapshot to tell whether a reprint looks the same."""
    digest = hashlib.sha256()
    for path in sorted((pdf.THEMES / THEME).iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _hours(hours: str, lang: str) -> str:
    value = float(hours)
    return number(value, lang, 0 if value.is_integer() else 1)


def _extent(snapshot: Snapshot) -> Pair:
    """How much and when: modules and hours for achievement, half-days for attendance."""
    first, last = date.fromisoformat(snapshot.starts_on), date.fromisoformat(snapshot.ends_on)
    days = Pair(date_range(first, last, "km"), date_range(first, last, "en"))
    if snapshot.kind is Kind.ACHIEVEMENT:
        many = len(snapshot.modules)
        return Pair(
            f"ម៉ូឌុលទាំង {number(many, 'km')} រយៈពេល {_hours(snapshot.hours, 'km')} ម៉ោង ពី{days.km}",
            f"{number(many, 'en')} modules, {_hours(snapshot.hours, 'en')} hours, {days.en}",
        )
    present, total = snapshot.half_days_present, snapshot.half_days_total
    return Pair(
        f"ចំនួន {number(present, 'km')} ពាក់កណ្តាលថ្ងៃ ក្នុងចំណោម {number(total, 'km')} ពី{days.km}",
        f"{number(present, 'en')} of {number(total, 'en')} half-days, {days.en}",
    )


def _day(day: str | None, lang: str) -> str:
    return long_date(date.fromisoformat(day), lang) if day else ""


def _size(text: str, fits: int) -> str:
    """The class of a line by its number of clusters, so that a long one stays on its line."""
    clusters = len(_CLUSTER.findall(text))
    if clusters <= fits:
        return "usual"
    return "long" if clusters <= fits * 1.4 else "longest"


def sheet(snapshot: Snapshot, base_url: str) -> Sheet:
    """The composed lines of a certificate, verified under `base_url`."""
    verify_url = f"{base_url.rstrip('/')}{snapshot.verify_path}"
    extent = _extent(snapshot)
    dated = date.fromisoformat(snapshot.dated)
    return Sheet(
        title=f"{snapshot.serial} · {snapshot.name_km}",
        is_achievement=snapshot.kind is Kind.ACHIEVEMENT,
        serial_km=to_khmer(snapshot.serial),
        extent_km=extent.km,
        extent_en=extent.en,
        place_and_date_km=f"{snapshot.place.km} {long_date(dated, 'km')}",
        place_and_date_en=f"{snapshot.place.en}, {long_date(dated, 'en')}",
        name_size=_size(snapshot.name_km, 26),
        rank_and_academy=" · ".join(filter(None, (snapshot.rank, snapshot.academy.km))),
        course_size=_size(snapshot.course.km, 75),
        signer_km=f"{snapshot.signer_rank.km} {snapshot.signer_name.km}".strip(),
        signer_en=f"{snapshot.signer_rank.en} {snapshot.signer_name.en}".strip(),
        expires_km=_day(snapshot.expires_on, "km"),
        expires_en=_day(snapshot.expires_on, "en"),
        modules=tuple((to_khmer(place), module) for place, module in enumerate(snapshot.modules, start=1)),
        verify_url=verify_url,
        qr=qr_data_uri(verify_url, dark="#18222f"),
    )


def html(snapshot: Snapshot, base_url: str) -> str:
    """The page of one certificate as an HTML document."""
    return _template().render(c=snapshot, sheet=sheet(snapshot, base_url), ground=True, own=True)


def layers(snapshot: Snapshot, base_url: str) -> pdf.Layers:
    """The same page in two documents: what the certificates of a workshop share, and what is the holder's."""
    lines = sheet(snapshot, base_url)
    return pdf.Layers(
        ground=_template().render(c=snapshot, sheet=lines, ground=True, own=False),
        own=_template().render(c=snapshot, sheet=lines, ground=False, own=True),
    )


def certificate_pdf(snapshot: Snapshot, *, base_url: str) -> bytes:
    """One certificate as a tagged PDF; the same snapshot and address give the same bytes."""
    return pdf.render_pdf(html(snapshot, base_url), stylesheet=STYLESHEET)


def batch_pdf(snapshots: Iterable[Snapshot], *, base_url: str) -> bytes:
    """Many certificates in one file for the printer, in the order given."""
    return pdf.render_batch([layers(one, base_url) for one in snapshots], stylesheet=STYLESHEET)

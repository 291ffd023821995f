"""The report as a PDF to hand over: ten pages at most, each saying first what happened, the figures attached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from hrtraining.content.domain import Item, LawStatement
from hrtraining.core import pdf, pdf_apart
from hrtraining.core.clock import local_date
from hrtraining.core.khmer import digits
from hrtraining.core.khmer.dates import long_date
from hrtraining.core.qr import qr_data_uri
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.designs.words import design_page
from hrtraining.reporting.figures import report_figures, written
from hrtraining.reporting.pages import HIDDEN, Breakdown, GroupLine, ReportPage
from hrtraining.reporting.printed import standards, tables
from hrtraining.reporting.printed.followup import left_page
from hrtraining.reporting.printed.wrapping import Wrapper
from hrtraining.reporting.printed.writer import Writer
from hrtraining.reporting.repeating import is_misconception

if TYPE_CHECKING:
    from hrtraining.reporting.domain.published import Change, Interval, ItemLine, Shown
    from hrtraining.reporting.domain.spread import Spread

THEME = "report"
STYLESHEET = f"{THEME}/theme.css"
ON_ONE_PAGE = 20
"""Questions that one page holds; more are split by topics over two."""
SHORT, SHORT_ON_ONE_PAGE = 40, 36
"""Questions of one line each, as of a file that has only their keys."""
GROUPS_BESIDE, GROUPS_ON_A_PAGE = 12, 18
LAST_PUBLICATIONS = 6
SMALLEST_P = 0.001
ENCLOSED = "hrtraining-report.json"
"""The name of the figures inside the PDF."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Some of the questions, by topics, with how many rose, stayed and fell; `hidden` cannot be said."""

    topics: tuple[str, ...]
    lines: tuple[ItemLine, ...]
    rose: int
    same: int
    fell: int
    hidden: int


@dataclass(frozen=True, slots=True)
class LawLine:
    """A law record with the questions that rest on it."""

    statement: LawStatement
    lines: tuple[tuple[Item, ItemLine], ...]


class Printer(Writer):
    """Writes figures in one language; a template calls its methods."""

    def signed(self, shown: Shown) -> str:
        """A change with its sign."""
        if shown.value is None:
            return self.why(shown)
        written_value = self.number(shown.value, shown.decimals)
        return f"+{written_value}" if shown.value > 0 and written_value.strip("0០.,") else written_value

    def why(self, shown: Shown) -> str:
        """The word in the place of a figure that is not printed."""
        return self.say("hidden") if shown.mark == "hidden" else "–"

    def percent(self, shown: Shown) -> str:
        """A share."""
        if shown.bound is not None:
            return f"{shown.mark[0]}{digits.percent(shown.bound, self.lang, 0)}"
        return (
            self.why(shown) if shown.value is None else digits.percent(shown.value, self.lang, shown.decimals)
        )

    def said(self, shown: Shown) -> str:
        """A share within a sentence: an extreme in words, not in signs."""
        if shown.bound is None:
            return self.percent(shown)
        bound = digits.percent(shown.bound, self.lang, 0)
        return self.say("less_than" if shown.mark[0] == "<" else "more_than", share=bound)

    def figure(self, shown: Shown) -> str:
        """A number or a count."""
        return self.why(shown) if shown.value is None else self.number(shown.value, shown.decimals)

    def interval(self, found: Interval, decimals: int = 1) -> str:
        """An interval, or why there is none."""
        if found.low is None or found.high is None:
            return {"few": self.say("few"), "hidden": self.say("hidden")}.get(found.why_not, "–")
        low, high = self.number(found.low, decimals), self.number(found.high, decimals)
        return self.say("to", low=low, high=high)

    def chance(self, shown: Shown) -> str:
        """A p value; what is smaller than can be told is said so."""
        if shown.value is None:
            return self.why(shown)
        if shown.value < SMALLEST_P:
            return f"< {self.number(SMALLEST_P, 3)}"
        return self.number(shown.value, 3)

    def date(self, value: Any) -> str:
        """A day in words."""
        return long_date(local_date(value), self.lang)

    def quoted(self, text: str) -> str:
        """A text in the quotation marks of the language."""
        return f"«{text}»" if self.lang == "km" else f"“{text}”"

    def listed(self, names: Sequence[str]) -> str:
        """Names one after the other."""
        if len(names) < 2:
            return "".join(names)
        last = self.say("and") + names[-1]
        return (", " if self.lang == "en" else " ").join(names[:-1]) + last


def way(change: Change) -> str:
    """Whether a change went up, down or neither; a hidden one goes nowhere."""
    value = change.difference.value
    if value is None:
        before, after = change.before.place, change.after.place
        value = 0.0 if before is None or after is None else after - before
    return "up" if value > 0 else "down" if value < 0 else "same"


def is_told(change: Change) -> bool:
    """Whether the printed figures tell which way a change went, or that it went nowhere."""
    return change.difference.value is not None or way(change) != "same"


def law_sentence(
    say: Printer, law: Sequence[LawLine], misconceptions: Sequence[tuple[Item, ItemLine, str]]
) -> str:
    """What became of the knowledge of the law and of the misconceptions: what rose, what fell, what nobody can say."""
    legal = {item.id: line for one in law for item, line in one.lines if item.kind == "knowledge"}
    wrong = {item.id: line for item, line, _ in misconceptions}

    def count(lines: Mapping[str, ItemLine], direction: str) -> str:
        return say.number(sum(1 for line in lines.values() if way(line.change) == direction))

    said = [
        say.say(
            "law_says",
            n=say.number(len(legal)),
            rose=count(legal, "up"),
            m=say.number(len(wrong)),
            lost=count(wrong, "up"),
        )
    ]
    if any(way(line.change) == "down" for line in (*legal.values(), *wrong.values())):
        said.append(say.say("law_fell", fell=count(legal, "down"), gained=count(wrong, "down")))
    unsaid = sum(1 for line in (legal | wrong).values() if not is_told(line.change))
    if unsaid:
        said.append(say.say("law_unsaid", n=say.number(unsaid)))
    return " ".join(said)


def _questions(page: ReportPage, lang: str) -> tuple[Questions, ...]:
    """The questions in topics' order, on one page or on two of about the same length."""
    by_topic: dict[str, list[ItemLine]] = {}
    for line in page.detail.items:
        by_topic.setdefault(line.construct, []).append(line)
    parts: list[list[str]] = [[]]
    held, size = 0, len(page.detail.items)
    if size <= SHORT_ON_ONE_PAGE and all(len(page.stem(line.key)) < SHORT for line in page.detail.items):
        size = 0
    for topic in sorted(by_topic):
        if size > ON_ONE_PAGE and len(parts) == 1 and held >= size / 2 - 2:
            parts.append([])
        parts[-1].append(topic)
        held += len(by_topic[topic])
    found = []
    for topics in parts:
        lines = tuple(line for topic in topics for line in by_topic[topic])
        ways = [way(line.change) if is_told(line.change) else "hidden" for line in lines]
        names = tuple(
            f"«{page.instrument.constructs[topic].km}»"
            if lang == "km"
            else f"“{page.instrument.constructs[topic].en}”"
            for topic in topics
        )
        found.append(Questions(names, lines, *(ways.count(one) for one in ("up", "same", "down", "hidden"))))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Groups:
    """Some of the groups of a report, and how many of them rose, fell, stay hidden."""

    lines: tuple[GroupLine, ...]
    rose: int
    fell: int
    hidden: int


def _group_pages(page: ReportPage) -> tuple[Groups, ...]:
    """Many groups on pages of their own; a few stand on the page of those who are counted."""
    if len(page.children) <= GROUPS_BESIDE:
        return ()
    found = []
    for start in range(0, len(page.children), GROUPS_ON_A_PAGE):
        lines = page.children[start : start + GROUPS_ON_A_PAGE]
        ways = [way(line.summary.pooled) for line in lines if line.summary is not None]
        hidden = sum(1 for line in lines if line.state == HIDDEN)
        found.append(Groups(lines, ways.count("up"), ways.count("down"), hidden))
    return tuple(found)


def _kinds(page: ReportPage) -> tuple[tuple[Breakdown, ...], ...]:
    """The breakdowns in two columns of about the same length."""
    if not page.breakdowns:
        return ()
    rows = [len(one.lines) + 1 for one in page.breakdowns]
    cut = min(range(1, len(rows) + 1), key=lambda place: abs(2 * sum(rows[:place]) - sum(rows)))
    return tuple(half for half in (page.breakdowns[:cut], page.breakdowns[cut:]) if half)


def _far(made: Composed) -> Spread | None:
    """How far chance and place reach, of the nation."""
    from hrtraining.reporting.domain.spread import spread

    return spread(made.release) if made.kind == "nation" and made.release is not None else None


def law_lines(made: Composed, page: ReportPage) -> tuple[LawLine, ...]:
    """The law records of the edition on which questions rest, with these questions."""
    if made.edition is None:
        return ()
    lines = {line.key: line for line in page.detail.items}
    found: dict[str, list[tuple[Item, ItemLine]]] = {}
    for item in page.instrument.items:
        for law in item.law:
            found.setdefault(law, []).append((item, lines[item.id]))
    known = made.edition.law
    return tuple(LawLine(known[law], tuple(of_law)) for law, of_law in sorted(found.items()) if law in known)


def misconceptions_of(made: Composed, page: ReportPage) -> tuple[tuple[Item, ItemLine, str], ...]:
    """The statements that are favourably rejected, those that survive first, with the studies that name them."""
    if made.edition is None:
        return ()
    lines = {line.key: line for line in page.detail.items}
    found = []
    for item in page.instrument.items:
        if is_misconception(item):
            named = [made.edition.sources[one] for one in item.sources if one in made.edition.sources]
            sources = " · ".join(f"{one.short} {one.year or ''}".strip() for one in named)
            found.append((item, lines[item.id], sources))
    return tuple(
        sorted(found, key=lambda one: (one[1].change.after.place is None, one[1].change.after.place or 0.0))
    )


def _proof(about: dict[str, Any]) -> str:
    """What the QR code of the last page holds: enough to say which data, key and software a sheet of paper is of."""
    lines = {
        "report": f"{about['level']} {about['key']}".strip(),
        "period": about.get("last_period"),
        "data": about.get("data_sha256"),
        "key": about.get("key_sha256"),
        "software": about["software_sha256"],
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value is not None)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(pdf.THEMES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(f"{THEME}/template.html")


def printed_figures(made: Composed, *, lang: str, draft: bool, demonstration: bool) -> dict[str, Any]:
    """The figures that a PDF carries: those of the JSON, and the language in which they are printed."""
    return report_figures(made, draft=draft, demonstration=demonstration) | {"printed_in": lang}


def report_html(
    made: Composed, *, lang: str, draft: bool, demonstration: bool, figures: dict[str, Any] | None = None
) -> str:
    """The whole document; `figures` are those that the PDF carries, where they are known already."""
    page = made.page
    if not isinstance(page, ReportPage):
        raise ValueError("a report without figures is not printed")
    figures = figures or printed_figures(made, lang=lang, draft=draft, demonstration=demonstration)
    law, misconceptions = law_lines(made, page), misconceptions_of(made, page)
    context: dict[str, Any] = {
        "page": page,
        "detail": page.detail,
        "lang": lang,
        "p": Printer(lang),
        "draft": draft,
        "demonstration": demonstration,
        "about": figures["about"],
        "questions": _questions(page, lang),
        "group_pages": _group_pages(page),
        "law": law,
        "law_says": law_sentence(Printer(lang), law, misconceptions),
        "misconceptions": misconceptions,
        "answers": page.bars,
        "programmes": tables.PROGRAMMES,
        "context_range": tables.low_and_high(lang),
        "limits": (*tables.of_version(made, lang), *tables.limits(made, lang)),
        "left": left_page(made.follow_up, lang) if made.follow_up else None,
        "designs": design_page(page.designs, lang) if page.designs else None,
        "far": _far(made),
        "kinds": _kinds(page),
        "trend": page.trend[-LAST_PUBLICATIONS:] if len(page.trend) > 1 else (),
        "methods": tables.METHODS,
        "table": standards.reporting_table(made, page, lang),
        "fingerprints": tables.FINGERPRINTS,
        "proof": qr_data_uri(_proof(figures["about"])),
        "way": way,
    }
    wrap: Callable[[str], str] = Wrapper(made.edition).wrap if lang == "km" else str
    return wrap(_template().render(**context))


def report_pdf(made: Composed, *, lang: str, draft: bool, demonstration: bool) -> bytes:
    """The report as a tagged PDF; the same figures give the same bytes."""
    figures = printed_figures(made, lang=lang, draft=draft, demonstration=demonstration)
    html = report_html(made, lang=lang, draft=draft, demonstration=demonstration, figures=figures)
    if made.release is not None:
        # printing takes much memory, so the answers should not stand beside it
        made.release.forget_answers()
    return pdf_apart.render_apart(
        html,
        stylesheet=STYLESHEET,
        enclosed={ENCLOSED: written(figures)},
    )

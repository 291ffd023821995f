"""The reporting table after TREND and GREET, filled in from what the program knows; what it does not know it says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrtraining.assessment.domain import Phase
from hrtraining.content.domain import Edition
from hrtraining.core.clock import local_date
from hrtraining.core.i18n import Text
from hrtraining.core.khmer.dates import long_date
from hrtraining.core.khmer.digits import number, percent
from hrtraining.followup.domain import MONTHS
from hrtraining.reporting import labels
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.designs.reading import DOUBLE_PRETEST
from hrtraining.reporting.designs.words import NAMES
from hrtraining.reporting.pages import ReportPage

if TYPE_CHECKING:
    from hrtraining.reporting.domain.delivery import Delivery
    from hrtraining.reporting.domain.published import Detail, Shown

UNKNOWN = Text("កម្មវិធីមិនដឹង", "not known to the program")
NO = Text("គ្មាន", "none")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the reporting table."""

    standard: str
    what: Text
    says: str


def _shown(shown: Shown, lang: str) -> str:
    if shown.value is None:
        words = {"hidden": labels.HIDDEN, "few": labels.FEW_WORKSHOPS}.get(shown.mark, labels.NOT_ESTIMABLE)
        return words.in_(lang)
    return number(shown.value, lang, shown.decimals)


def reporting_table(made: Composed, page: ReportPage, lang: str) -> tuple[Row, ...]:
    """The table of TREND and GREET as far as the program knows; what it does not know it says so."""
    detail, edition, instrument = page.detail, made.edition, page.instrument
    flow = detail.flow

    def n(value: float, decimals: int = 0) -> str:
        return number(value, lang, decimals)

    items = {
        kind: sum(1 for item in instrument.items if item.kind == kind) for kind in ("attitude", "knowledge")
    }
    pending = sum(1 for item in instrument.items if item.is_pending_legal_review)
    rows = [
        Row("TREND", Text("របៀបវាស់", "Design"), _design(page, lang)),
        Row("TREND", Text("ទីកន្លែង", "Setting"), _setting(page, lang)),
        Row("TREND", Text("អ្នកចូលរួម", "Participants"), _people(page, lang)),
        Row("TREND", Text("លទ្ធផលចម្បង", "Primary outcome"), _outcome(lang)),
        Row(
            "TREND",
            Text("ឧបករណ៍វាស់", "Instrument"),
            _two(
                lang,
                f"សំណួរឥរិយាបថ និងបំណង {n(items['attitude'])} ចំណេះដឹង {n(items['knowledge'])} រង់ចាំអ្នកត្រួតពិនិត្យច្បាប់ {n(pending)}",
                f"{n(items['attitude'])} questions on attitude and intention, {n(items['knowledge'])} on knowledge; "
                f"{n(pending)} await legal review",
            ),
        ),
        Row(
            "TREND",
            Text("ភាពស៊ីគ្នានៃសំណួរ KR-20", "Reliability KR-20"),
            f"{_shown(detail.alpha_before, lang)} → {_shown(detail.alpha_after, lang)}",
        ),
        Row("TREND", Text("ការចាប់ឆ្នោត", "Randomisation"), _lots(made, page, lang)),
        Row("TREND", Text("ការបិទបាំង", "Blinding"), NO.in_(lang)),
        Row("TREND", Text("ឯកតាវិភាគ", "Unit of analysis"), _unit(page, lang)),
        Row("TREND", Text("ភាពដូចគ្នាក្នុងវគ្គ", "Clustering"), _clustering(made, lang)),
        Row(
            "TREND",
            Text("លំហូរ និងការបាត់", "Flow and loss"),
            _two(
                lang,
                f"ផ្ញើមុន {n(flow.pre)} ផ្ញើក្រោយ {n(flow.post)} គូ {n(flow.pairs)} មានពិន្ទុ {n(detail.scored)}",
                f"{n(flow.pre)} before, {n(flow.post)} after, {n(flow.pairs)} pairs, {n(detail.scored)} with a score",
            ),
        ),
        Row("TREND", Text("អ្នកនៅ និងអ្នកចាកចេញ", "Stayers and leavers"), _leavers(page, lang)),
        Row("TREND", Text("តាមដានក្រោយវគ្គ", "Follow-up"), _followed(made, lang)),
        Row("TREND", Text("ពិន្ទុពេញក្រោយវគ្គ", "Full score after"), _full(detail, lang)),
        Row("TREND", Text("ទំហំប្រែប្រួល g_av", "Effect size g_av"), _shown(detail.effect, lang)),
        Row("TREND", Text("វិធីស្ថិតិ និងដែនកំណត់", "Methods, limits"), _methods(lang)),
        Row(
            "TREND",
            Text("ប្រើបានចំពោះអ្នកណា", "Generalisability"),
            _two(
                lang,
                "សម្រាប់អ្នកដែលបានរៀន និងធ្វើតេស្តទាំងពីរ មិនមែនសំណាកតំណាងប្រទេសទេ",
                "those who were taught and tested twice; no sample of the country",
            ),
        ),
    ]
    if edition is not None:
        rows += _teaching(made, edition, lang)
    return tuple(rows)


def _teaching(made: Composed, edition: Edition, lang: str) -> list[Row]:
    """The lines of GREET: what was taught, by whom, how long, and how far as planned."""
    from hrtraining.reporting.domain.delivery import delivery

    hours = number(sum(module.hours for module in edition.modules), lang, 1)
    objectives = number(sum(len(module.objectives) for module in edition.modules), lang)
    modules = number(len(edition.modules), lang)
    given = delivery(made.release) if made.kind == "nation" and made.release is not None else None
    return [
        Row("GREET", Text("ឈ្មោះវគ្គ", "Name"), edition.title.in_(lang)),
        Row(
            "GREET",
            Text("វត្ថុបំណងសិក្សា", "Learning objectives"),
            _two(lang, f"{objectives} ក្នុងម៉ូឌុលទាំង {modules}", f"{objectives} in {modules} modules"),
        ),
        Row("GREET", Text("សម្ភារ និងវិធីបង្រៀន", "Materials, strategies"), _materials(lang)),
        Row("GREET", Text("ការលើកទឹកចិត្ត", "Incentives"), _incentives(lang)),
        Row(
            "GREET",
            Text("អ្នកបង្រៀន និងទីកន្លែង", "Taught by, where"),
            _two(
                lang,
                "គ្រូបណ្តុះបណ្តាលរបស់សាលា ក្នុងថ្នាក់ និងលើទូរស័ព្ទ ឬកុំព្យូទ័រ",
                "trainers of the academies, in class and on phones or computers",
            ),
        ),
        Row(
            "GREET",
            Text("រយៈពេលតាមផែនការ", "Hours planned"),
            _two(lang, f"{hours} ម៉ោងក្នុងថ្នាក់", f"{hours} hours in class"),
        ),
        Row("GREET", Text("បានធ្វើតាមផែនការ", "Given as planned"), _as_planned(given, made, lang)),
        Row(
            "GREET",
            Text("ការកែប្រែ", "Changes"),
            _two(lang, "កំណែនីមួយៗមិនប្តូរទៀត ហើយមិនលាយគ្នាទេ", "editions are frozen and never pooled"),
        ),
        Row("GREET", Text("វត្តមាន", "Attendance"), _attendance(given, made, lang)),
    ]


def _as_planned(given: Delivery | None, made: Composed, lang: str) -> str:
    if given is None or not given.held_here:
        return _of_nation(made, lang)
    every, all_ = number(given.every_module, lang), number(given.held_here, lang)
    return _two(
        lang,
        f"{every} វគ្គ ក្នុងចំណោម {all_} គ្រោងបង្រៀនគ្រប់ម៉ូឌុល",
        f"workshops that planned every module: {every} of {all_}",
    )


def _attendance(given: Delivery | None, made: Composed, lang: str) -> str:
    if given is None or not given.ticked:
        return _of_nation(made, lang)
    attended = given.attended
    if attended.bound is not None:
        found = f"{attended.mark[0]}{percent(attended.bound, lang, 0)}"
    elif attended.value is None:
        return labels.HIDDEN.in_(lang)
    else:
        found = percent(attended.value, lang, 0)
    workshops = number(given.ticked, lang)
    return _two(
        lang,
        f"{found} នៃពាក់កណ្តាលថ្ងៃទាំងអស់ គ្រូគូសក្នុង {workshops} វគ្គ",
        f"{found} of all half-days, ticked by trainers (workshops: {workshops})",
    )


def _of_nation(made: Composed, lang: str) -> str:
    """Lots, attendance and plans are told of the nation only; of answers from files nobody knows them."""
    if made.kind == "nation":
        return UNKNOWN.in_(lang)
    return _two(lang, "ក្នុងរបាយការណ៍ទូទាំងប្រទេស", "in the report of the nation")


def _lots(made: Composed, page: ReportPage, lang: str) -> str:
    """What was decided by lot: never who is taught, but who takes the pre-test twice and who is followed."""
    if made.kind != "nation" or page.file_flow is not None:
        return _of_nation(made, lang)
    found, followed = [], made.follow_up
    if page.designs is not None and DOUBLE_PRETEST in page.designs.kinds:
        double = page.designs.double
        workshops = number(double.workshops, lang) if double is not None else labels.HIDDEN.in_(lang)
        found.append(
            _two(lang, f"តេស្តមុនវគ្គពីរដង (ចំនួនវគ្គ៖ {workshops})", f"double pre-test (workshops: {workshops})")
        )
    if page.designs is not None and page.designs.has_crossed:
        found.append(_two(lang, "លំដាប់ទម្រង់តេស្តពីរ", "order of the two forms"))
    if followed is not None and followed.phases:
        people = number(max(one.invited for one in followed.phases), lang)
        found.append(_two(lang, f"អ្នកដែលតាមដាន ({people} នាក់)", f"people followed up ({people})"))
    if not found:
        return NO.in_(lang)
    what = " · ".join(found)
    return _two(lang, f"គ្មានក្រុមប្រៀបធៀប។ ចាប់ឆ្នោត៖ {what}", f"no comparison group; by lot: {what}")


def _methods(lang: str) -> str:
    return _two(
        lang,
        "វិធានវាស់វែង កំណែ ១ · មើល «របៀបគណនា»",
        "measurement conventions, version 1; see “How it is computed”",
    )


def _incentives(lang: str) -> str:
    return _two(
        lang,
        "វិញ្ញាបនបត្រ៖ ចម្លើយលើតេស្តនេះមិនរាប់ទេ",
        "a certificate, in which the answers to this test play no part",
    )


def _two(lang: str, km: str, en: str) -> str:
    return km if lang == "km" else en


def _design(page: ReportPage, lang: str) -> str:
    if page.designs is None:
        return _two(lang, "ក្រុមតែមួយ មុន និងក្រោយ មនុស្សដដែល", "one group, before and after, the same people")
    return " · ".join(NAMES[kind].in_(lang) for kind in page.designs.kinds)


def _setting(page: ReportPage, lang: str) -> str:
    workshops = number(page.detail.workshops, lang)
    until = "" if page.published is None else long_date(local_date(page.published.until), lang)
    return _two(
        lang,
        f"{page.group.km} · {workshops} វគ្គ" + (f" · បិទត្រឹម{until}" if until else ""),
        f"{page.group.en} · workshops: {workshops}" + (f" · closed by {until}" if until else ""),
    )


def _people(page: ReportPage, lang: str) -> str:
    found = [
        f"{line.label.in_(lang)} {number(line.summary.pairs, lang)}"
        for one in page.breakdowns
        for line in one.lines
        if line.summary is not None
    ]
    pairs = number(page.detail.summary.pairs, lang)
    if not found:
        return _two(lang, f"{pairs} នាក់", f"{pairs} people")
    shown = " · ".join(found)
    in_part = ("", "")
    if any(
        sum(line.summary.pairs for line in one.lines if line.summary is not None) < page.detail.summary.pairs
        for one in page.breakdowns
    ):
        in_part = (" (មិនរាប់ការផ្សព្វផ្សាយដែលក្រុមនោះលាក់)", " (without publications in which they are hidden)")
    return _two(
        lang,
        f"{pairs} នាក់។ ក្រុមដែលបង្ហាញបាន{in_part[0]}៖ {shown}",
        f"{pairs} people; shown groups{in_part[1]}: {shown}",
    )


def _outcome(lang: str) -> str:
    return _two(
        lang,
        "ភាគរយចម្លើយគាំទ្រ ក្នុងចម្លើយទាំងអស់នៃគូ (ចំណុចភាគរយ)",
        "share of favourable answers among all answers of the pairs (percentage points)",
    )


def _unit(page: ReportPage, lang: str) -> str:
    workshops = number(page.detail.workshops, lang)
    return _two(lang, f"វគ្គ (ចំនួន {workshops})", f"workshop ({workshops})")


def _leavers(page: ReportPage, lang: str) -> str:
    lost = page.attrition
    if lost is None or lost.left.value is None:
        return labels.HIDDEN.in_(lang)
    return _two(
        lang,
        f"{_shown(lost.stayed, lang)} និង {_shown(lost.left, lang)} · ល្វែង SD {_shown(lost.smd, lang)}",
        f"{_shown(lost.stayed, lang)} and {_shown(lost.left, lang)}; standardised difference {_shown(lost.smd, lang)}",
    )


def _clustering(made: Composed, lang: str) -> str:
    from hrtraining.reporting.domain.spread import spread

    far = spread(made.release) if made.kind == "nation" and made.release is not None else None
    if far is None:
        return labels.HIDDEN.in_(lang)
    icc, effect = _shown(far.icc, lang), _shown(far.design_effect, lang)
    return _two(
        lang, f"ICC {icc} · design effect {effect}", f"ICC of the change {icc}, design effect {effect}"
    )


def _followed(made: Composed, lang: str) -> str:
    found = made.follow_up
    if found is None or not found.phases:
        return NO.in_(lang)
    return " · ".join(
        _two(
            lang,
            f"{number(MONTHS[Phase(one.phase)], lang)} ខែ៖ {number(one.answered, lang)} ក្នុង {number(one.invited, lang)}",
            f"{MONTHS[Phase(one.phase)]} months: {one.answered} of {one.invited}",
        )
        for one in found.phases
    )


def _full(detail: Detail, lang: str) -> str:
    from hrtraining.reporting.domain.spread import full_score

    shown = full_score(detail)
    if shown.bound is not None:
        return f"{shown.mark[0]}{percent(shown.bound, lang, 0)}"
    return _shown(shown, lang) if shown.value is None else percent(shown.value, lang, 1)


def _materials(lang: str) -> str:
    return _two(
        lang,
        "មេរៀន ករណី តេស្តម៉ូឌុល និងសកម្មភាពក្នុងថ្នាក់ នៃកំណែខាងក្រោម",
        "lessons, scenes, checks and activities in class of the edition below",
    )

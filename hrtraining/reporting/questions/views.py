"""The pages of questions for those who keep them: the list with what stands out, and one question in full."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow
from hrtraining.core.errors import NotFound
from hrtraining.core.i18n import gettext, language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.questions import pages
from hrtraining.reporting.questions.pages import FLAGS, QuestionLine, QuestionPage, QuestionsPage
from hrtraining.reporting.views import blueprint, national_report


def _made() -> tuple[Composed, ReportPage]:
    made = national_report()
    if not isinstance(made.page, ReportPage):
        raise NotFound(_l("There are no figures of questions yet."))
    return made, made.page


def _href(key: str) -> str:
    return url_for("reporting.question", item_key=key, version=request.args.get("version"))


@blueprint.get("/questions")
@allow(Role.ANALYST)
def questions() -> ResponseReturnValue:
    """All questions with what stands out."""
    made, page = _made()
    whole = pages.test_quality_of(made, page)
    qualities = pages.qualities_of(made)
    lines = tuple(
        QuestionLine(item, line, pages.flags_of(page, line, qualities.get(line.key), whole), _href(line.key))
        for line in page.detail.items
        if (item := page.instrument.item(line.key)) is not None
    )
    shown = QuestionsPage(
        lines=lines,
        quality=whole,
        flags=pages.test_flags_of(whole),
        people=page.detail.scored,
        up=(gettext("Report"), url_for("reporting.national", version=request.args.get("version"))),
        stems={item.id: item.stem for item in page.instrument.items},
        version=page.instrument.version,
        versions=page.versions,
    )
    return render_template("reporting/question_list.html", page=shown)


@blueprint.get("/questions/<item_key>")
@allow(Role.ANALYST)
def question(item_key: str) -> ResponseReturnValue:
    """One question in full."""
    from hrtraining.reporting.domain.answers import part_of_possible

    made, page = _made()
    item = page.instrument.item(item_key)
    if item is None:
        raise NotFound(_l("There is no such page."))
    keys = [line.key for line in page.detail.items]
    place = keys.index(item_key)
    line = page.detail.items[place]
    quality = pages.qualities_of(made).get(item_key)
    whole = pages.test_quality_of(made, page)
    flags = pages.flags_of(page, line, quality, whole)
    options = pages.option_rows(page, item, quality)
    shown = QuestionPage(
        item=item,
        number=place + 1,
        topic=page.instrument.constructs[item.construct].in_(language()),
        line=line,
        quality=quality,
        options=options,
        bars=pages.bars_of(page, item, line),
        curve=pages.favourable_curve(options),
        flags=tuple(FLAGS[flag] for flag in flags),
        possible=part_of_possible(line.change),
        whole=whole,
        opposites=pages.opposite_rows(page, whole, item_key),
        groups=pages.group_rows(quality),
        version=page.instrument.version,
        versions=page.versions,
        up=(gettext("All questions"), url_for("reporting.questions", version=request.args.get("version"))),
        around=(
            (gettext("Previous question"), _href(keys[place - 1])) if place else None,
            (gettext("Next question"), _href(keys[place + 1])) if place + 1 < len(keys) else None,
        ),
    )
    return render_template("reporting/question.html", page=shown)

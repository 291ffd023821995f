"""The pages of what learners thought of their workshops: the nation for the Secretariat, one workshop for its people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import queries as account_queries
from hrtraining.accounts.domain import Role
from hrtraining.accounts.guards import allow, current_account
from hrtraining.content.domain import NO_MODULE
from hrtraining.core.errors import NotFound
from hrtraining.core.extensions import db
from hrtraining.core.i18n import Text, gettext, language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.khmer import digits
from hrtraining.reporting import composing, labels, pages, queries
from hrtraining.reporting.bars import drawn_width
from hrtraining.reporting.evaluation import reading
from hrtraining.reporting.evaluation.reading import AGAINST, FOR, NEITHER, Evaluated
from hrtraining.reporting.views import blueprint, bring_up_to_date
from hrtraining.workshops import queries as workshop_queries

if TYPE_CHECKING:
    from hrtraining.reporting.domain.evaluation_release import GroupFigures
    from hrtraining.reporting.domain.published import Shown


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One sentence about the workshop and how many agreed."""

    text: Text
    answered: Shown
    agree: Shown
    neither: Shown
    against: Shown

    @property
    def bar(self) -> tuple[tuple[str, float, float], ...]:
        """The drawn parts: kind, start, width in per cent, made to fill the bar; none where something is hidden."""
        sides = (("up", self.agree), ("same", self.neither), ("down", self.against))
        if any(shown.mark == pages.HIDDEN for _, shown in sides):
            return ()
        widths = [drawn_width(shown) for _, shown in sides]
        total, starts = sum(widths) or 1.0, [sum(widths[:place]) for place in range(3)]
        return tuple(
            (kind, round(100 * start / total, 2), round(100 * width / total, 2))
            for (kind, _), start, width in zip(sides, starts, widths, strict=True)
            if width
        )


@dataclass(frozen=True, slots=True)
class ModuleLines:
    """One question about modules: the modules, most often chosen first."""

    text: Text
    answered: Shown
    lines: tuple[tuple[Text, Shown], ...]


@dataclass(frozen=True, slots=True)
class AcademyLine:
    """An academy: its opinions and the share that agrees with each sentence; nothing when it is hidden."""

    label: Text
    state: str
    opinions: int = 0
    agree: tuple[Shown, ...] = ()
    is_partly_hidden: bool = False


@dataclass(frozen=True, slots=True)
class OpinionPage:
    """What the template receives; `state` is why there is nothing where `group` is empty."""

    sentence: str
    group: Text
    state: str
    up: tuple[str, str]
    opinions: int = 0
    sent: int = 0
    workshops: int = 0
    statements: tuple[StatementLine, ...] = ()
    modules: tuple[ModuleLines, ...] = ()
    academies: tuple[AcademyLine, ...] = ()
    is_published: bool = False


def _order(shown: Shown) -> float:
    """Where a share stands among others; extremes at their bound, what is hidden at the end."""
    if shown.bound is not None:
        return float(shown.bound) + (0.5 if shown.mark.startswith(">") else -0.5)
    return -1.0 if shown.value is None else shown.value


def _statements(found: Evaluated, group: GroupFigures) -> tuple[StatementLine, ...]:
    lines = []
    for one in found.asked.statements:
        figures = group.questions[one.id]
        sides = (figures.shares[side] for side in (FOR, NEITHER, AGAINST))
        lines.append(StatementLine(one.text, figures.answered, *sides))
    return tuple(lines)


def _modules(found: Evaluated, group: GroupFigures, planned: Collection[str]) -> tuple[ModuleLines, ...]:
    """The questions about modules; of one workshop with those that could be chosen there, not with zeros of others."""
    made = []
    for one in found.asked.module_questions:
        figures = group.questions[one.id]
        lines = [
            (found.module(code), shown)
            for code, shown in figures.shares.items()
            if not planned or code == NO_MODULE or code in planned
        ]
        made.append(
            ModuleLines(one.text, figures.answered, tuple(sorted(lines, key=lambda x: -_order(x[1]))))
        )
    return tuple(made)


def _percent(shown: Shown, lang: str) -> str:
    """A share in words."""
    if shown.bound is not None:
        bound = digits.percent(shown.bound, lang, 0)
        if shown.mark.startswith("<"):
            return gettext("fewer than %(number)s", number=bound)
        return gettext("more than %(number)s", number=bound)
    return digits.percent(shown.value or 0, lang, 0)


def _inside(text: Text) -> str:
    """A sentence as part of another one, without its full stop."""
    return text.in_(language()).rstrip(".។")


def _sentence(statements: Sequence[StatementLine], group: GroupFigures) -> str:
    """What happened, in one sentence: how many spoke, what most and what fewest agree with."""
    lang = language()
    people = digits.number(group.opinions, lang)
    known = [line for line in statements if _order(line.agree) >= 0]
    if not known:
        return gettext("%(people)s learners said what they think of the workshop.", people=people)
    most = max(known, key=lambda line: _order(line.agree))
    least = min(known, key=lambda line: _order(line.agree))
    values = {"people": people, "most": _percent(most.agree, lang), "first": _inside(most.text)}
    if _order(most.agree) == _order(least.agree):
        return gettext(
            "Of %(people)s learners, %(most)s agree with each of the sentences about the workshop.",
            people=people, most=values["most"],
        )  # fmt: skip
    return gettext(
        "Of %(people)s learners, %(most)s agree with “%(first)s”, the most, and %(least)s with “%(last)s”, the fewest.",
        last=_inside(least.text), least=_percent(least.agree, lang), **values,
    )  # fmt: skip


def _page(
    found: Evaluated, group: GroupFigures, name: Text, up: tuple[str, str], planned: Collection[str] = ()
) -> OpinionPage:
    statements = _statements(found, group)
    return OpinionPage(
        sentence=_sentence(statements, group),
        group=name,
        state=pages.SHOWN,
        up=up,
        opinions=group.opinions,
        workshops=group.workshops,
        statements=statements,
        modules=_modules(found, group, planned),
    )


def academy_lines(found: Evaluated) -> tuple[AcademyLine, ...]:
    """Every academy with what its learners said, as far as it is shown."""
    lines = []
    for row in account_queries.academies(db.session()):
        code, label = queries.academy_code(row.id), composing.academy_text(row)
        group = found.opinions.academies.get(code)
        if group is None:
            state = pages.HIDDEN if code in found.opinions.scope.hidden else pages.NONE
            lines.append(AcademyLine(label, state))
            continue
        agree = tuple(line.agree for line in _statements(found, group))
        is_partly = code in found.opinions.scope.partly
        lines.append(AcademyLine(label, pages.SHOWN, group.opinions, agree, is_partly))
    return tuple(lines)


@blueprint.get("/workshop-evaluation")
@allow(Role.ANALYST)
def opinions() -> ResponseReturnValue:
    """What learners thought of the published workshops: the nation and its academies."""
    bring_up_to_date()
    found = reading.published(db.session())
    up = (gettext("Report"), url_for("reporting.national"))
    if found is None or found.opinions.nation is None:
        sentence = gettext(
            "Nothing can be shown yet: at least ten learners of published workshops must have said what they think."
        )
        return render_template(
            "reporting/opinions.html", page=OpinionPage(sentence, labels.NATION, pages.NONE, up)
        )
    page = replace(
        _page(found, found.opinions.nation, labels.NATION, up),
        academies=academy_lines(found),
        sent=found.sent or 0,
        is_published=True,
    )
    return render_template("reporting/opinions.html", page=page)


@blueprint.get("/workshops/<int:workshop_id>/evaluation")
@allow(Role.TRAINER, Role.ACADEMY_ADMINISTRATOR)
def workshop_opinions(workshop_id: int) -> ResponseReturnValue:
    """One closed workshop: a trainer's own from ten opinions, for the academy as the gate publishes it."""
    reader = current_account()
    row = workshop_queries.workshop_for(db.session(), workshop_id, reader)
    if not row.is_closed:
        raise NotFound(_l("The workshop is not closed yet. What learners think is shown after that."))
    bring_up_to_date()
    is_own = reader.role is Role.TRAINER
    found = (
        reading.own(db.session(), row.id) if is_own else reading.published(db.session(), workshop_id=row.id)
    )
    group = None
    if found is not None:
        group = found.opinions.nation if is_own else found.opinions.workshops.get(row.id)
    name, up = composing.workshop_text(row), (row.title, url_for("workshops.show", workshop_id=row.id))
    if found is None or group is None:
        sentence = (
            gettext("Nothing can be shown: fewer than ten learners said what they think of this workshop.")
            if is_own
            else gettext(
                "Nothing can be shown of this workshop: too few learners said what they think, or it is not "
                "published yet."
            )
        )
        page = OpinionPage(sentence, name, pages.HIDDEN, up)
    else:
        page = _page(found, group, name, up, row.modules)
    return render_template("reporting/opinions.html", page=page)

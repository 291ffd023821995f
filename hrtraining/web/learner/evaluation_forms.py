"""The questions about a workshop as a form: one field a question, all of which may be left out."""

from __future__ import annotations

from wtforms import Field, RadioField, SelectField

from hrtraining.content.domain import NO_MODULE, Edition, Evaluation
from hrtraining.core.forms import PageForm, options
from hrtraining.core.i18n import gettext, language
from hrtraining.core.khmer.digits import number
from hrtraining.evaluation.domain import Opinion, choices


class OpinionForm(PageForm):
    """What a learner says of the workshop; the fields carry the names of the questions."""

    @property
    def questions(self) -> list[Field]:
        """The fields in the order of the questions."""
        return [field for field in self if field.name != "csrf_token"]

    @property
    def opinion(self) -> Opinion:
        """What was answered."""
        return {field.name: field.data for field in self.questions if field.data}


def opinion_form(asked: Evaluation, edition: Edition, modules: tuple[str, ...]) -> OpinionForm:
    """The form of a workshop with these modules, in the language of the request."""
    lang = language()
    codes = choices(asked, modules)
    titles = {one.key: f"{number(one.order, lang)}. {one.title.in_(lang)}" for one in edition.modules}
    fields: dict[str, object] = {
        one.id: RadioField(
            one.text.in_(lang),
            choices=options((code, asked.scale[code].in_(lang)) for code in codes[one.id]),
            validate_choice=False,  # the domain judges, and says it in a sentence
        )
        for one in asked.statements
    }
    for one in asked.module_questions:
        words = titles | ({NO_MODULE: one.none.in_(lang)} if one.none else {})
        fields[one.id] = SelectField(
            one.text.in_(lang),
            choices=options([("", gettext("Choose")), *((code, words[code]) for code in codes[one.id])]),
            validate_choice=False,
        )
    form: OpinionForm = type("WorkshopForm", (OpinionForm,), fields)()
    return form

"""Turns the texts of the course into HTML that is safe to print: boxes, source marks, law statement cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.container import container_plugin

from hrtraining.content.domain import pictures
from hrtraining.content.domain.drawing import ATTRIBUTES, ELEMENTS, Drawing
from hrtraining.content.domain.edition import LawStatement, Source, Term
from hrtraining.content.domain.prose import BOXES
from hrtraining.content.picturing import LOOKS, picture_html
from hrtraining.core.i18n import Text
from hrtraining.core.khmer.digits import to_khmer

RENDERING = 7
"""Counted up whenever the HTML of the same text changes, so that frozen editions are rendered again."""

BOX_NAMES = {
    "key": Text("សារសំខាន់", "Key message"),
    "duty": Text("ពេលបំពេញភារកិច្ច", "On duty"),
    "say": Text("ពាក្យដែលអាចនិយាយ", "Words you can say"),
    "caution": Text("ប្រយ័ត្ន", "Take care"),
    "figures": Text("តួលេខ", "Figures"),
    "example": Text("ឧទាហរណ៍ពីការងារ", "Worked example"),
}
STATUS_NAMES = {
    "quoted": Text("ដកស្រង់ពីប្រភព", "Quoted by a source"),
    "reported": Text("ប្រភពរាយការណ៍", "Reported by a source"),
    "disputed": Text("ប្រភពមិនស្របគ្នា", "Sources disagree"),
    "verified": Text("អ្នកត្រួតពិនិត្យច្បាប់បានបញ្ជាក់", "Confirmed by the legal reviewer"),
}
AWAITING = Text("រង់ចាំអ្នកត្រួតពិនិត្យច្បាប់", "Awaiting legal review")
ARTICLE = Text("មាត្រា {number}", "Article {number}")
SOURCE = Text("ប្រភព", "Source")
SAFE = Text("អ្នកអាចសន្និដ្ឋានបាន៖", "You may conclude:")
ASK = Text("ត្រូវសួរអ្នកត្រួតពិនិត្យច្បាប់៖", "To ask the legal reviewer:")
UNCERTAIN = Text("អ្វីដែលមិនទាន់ច្បាស់", "What is not yet certain")

_TAGS = {
    "p", "h2", "h3", "ul", "ol", "li", "strong", "em", "br", "table", "thead", "tbody", "tr", "th", "td",
    "div", "section", "aside", "a", "span", "blockquote", "details", "summary", "dfn", "hr",
    "figure", "figcaption", "svg", *ELEMENTS,
}  # fmt: skip
_DRAWN = set(ATTRIBUTES | LOOKS)
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang"},
    "a": {"href"},
    "th": {"scope"},
    "ol": {"start"},
    "aside": {"aria-label"},
    "div": {"role", "aria-label"},
    "td": {"data-label"},
    "svg": {"viewBox", "preserveAspectRatio", "aria-hidden"},
    **dict.fromkeys(ELEMENTS, _DRAWN),
}
_CITED = re.compile(r"\[@([a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]")
_NAMED = re.compile(r"\[\[([a-z0-9-]+)\]\]")
_LAW_LINE = re.compile(r"^\[law:([a-z0-9-]+)\]$")


@dataclass(frozen=True)
class Setting:
    """What the texts of an edition refer to, and how Khmer lines are given places to break."""

    sources: Mapping[str, Source]
    law: Mapping[str, LawStatement]
    terms: Mapping[str, Term]
    breaks: Callable[[str], str]
    drawings: Mapping[str, Drawing | None] = field(default_factory=dict)


def curly(text: str) -> str:
    """English text with the quotation marks of print; Khmer has « » and needs none of this."""
    text = re.sub(r'(^|[\s(\[—–-])"', r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[—–“-])'", r"\1‘", text).replace("'", "’")


def clean(html: str) -> str:
    """The HTML without anything that a lesson has no use for; a second lock behind the renderer."""
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(), link_rel=None)


def source_label(source: Source, lang: str) -> str:
    """The short name of a publication with its year in the digits of the language."""
    year = str(source.year) if source.year is not None else ""
    return f"{source.short} {to_khmer(year) if lang == 'km' else year}".strip()


def _source_mark(source: Source, lang: str) -> str:
    name = source.name.in_(lang)
    return (
        f'<a href="/about#source-{escape(source.id)}" title="{escape(name)}">'
        f"{escape(source_label(source, lang))}</a>"
    )


def law_card(statement: LawStatement, setting: Setting, lang: str) -> str:
    """A law statement with its mark: article, wording, source, status, and what is not certain."""

    def words(text: str) -> str:
        return escape(setting.breaks(text) if lang == "km" else text)

    head = ""
    if statement.article is not None:
        number = to_khmer(statement.article) if lang == "km" else statement.article
        head = f'<span class="law-article">{escape(ARTICLE.in_(lang).format(number=number))}</span> '
    chips = [("leaf" if statement.is_verified else "info", STATUS_NAMES[statement.status].in_(lang))]
    if statement.status == "disputed":
        chips = [("clay", chips[0][1])]
    if not statement.is_verified:
        chips.append(("gold", AWAITING.in_(lang)))
    marks = " ".join(f'<span class="chip chip-{kind}">{escape(name)}</span>' for kind, name in chips)
    safe = ""
    if statement.safe is not None:
        said = words(statement.safe.in_(lang))
        safe = f'<p class="law-safe"><strong>{escape(SAFE.in_(lang))}</strong> {said}</p>'
    open_points = [f"<p>{words(statement.note.in_(lang))}</p>"] if statement.note is not None else []
    if statement.ask is not None:
        said = words(statement.ask.in_(lang))
        open_points.append(f"<p><strong>{escape(ASK.in_(lang))}</strong> {said}</p>")
    note = ""
    if open_points:
        note = (
            f'<details class="law-note"><summary>{escape(UNCERTAIN.in_(lang))}</summary>'
            f"{''.join(open_points)}</details>"
        )
    mark = _source_mark(setting.sources[statement.source], lang)
    return (
        f'<aside class="law law-{statement.status}"><p class="law-mark">{head}{marks}</p>'
        f'<p class="law-text">{words(statement.text.in_(lang))}</p>{safe}'
        f'<p class="law-note">{escape(SOURCE.in_(lang))}: {mark}</p>{note}</aside>\n'
    )


def _cite(state: StateInline, silent: bool) -> bool:
    match = _CITED.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"ids": [part.strip().lstrip("@") for part in match[1].split(";")]}
    state.pos = match.end()
    return True


def _name(state: StateInline, silent: bool) -> bool:
    match = _NAMED.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("term", "", 0)
        token.meta = {"id": match[1]}
    state.pos = match.end()
    return True


def _law_lines(state: StateCore) -> None:
    """Replace a paragraph that is nothing but a law marker by the statement's card."""
    tokens: list[Token] = []
    waiting = list(state.tokens)
    while waiting:
        token = waiting.pop(0)
        if token.type == "paragraph_open" and len(waiting) >= 2:
            match = _LAW_LINE.match(waiting[0].content.strip())
            if match:
                del waiting[:2]
                tokens.append(Token("law", "", 0, meta={"id": match[1]}, block=True))
                continue
        tokens.append(token)
    state.tokens = tokens


class _Renderer(RendererHTML):
    """HTML of our own kinds of tokens; `env` carries the setting and the language."""

    def citation(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        setting, lang = env["setting"], env["lang"]
        marks = ", ".join(_source_mark(setting.sources[name], lang) for name in tokens[idx].meta["ids"])
        return f'<span class="cite">[{marks}]</span>'

    def term(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        setting, lang = env["setting"], env["lang"]
        term = setting.terms[tokens[idx].meta["id"]]
        word = setting.breaks(term.km) if lang == "km" else term.en
        title = f' title="{escape(term.definition.in_(lang))}"' if term.definition is not None else ""
        return f'<dfn class="term"{title}>{escape(word)}</dfn>'

    def law(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        setting = env["setting"]
        return law_card(setting.law[tokens[idx].meta["id"]], setting, env["lang"])

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        content = tokens[idx].content
        return escape(env["setting"].breaks(content) if env["lang"] == "km" else content, quote=False)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="table-box"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"


def _box(name: str) -> Callable[[RendererHTML, Sequence[Token], int, OptionsDict, EnvType], str]:
    def render(
        self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        if tokens[idx].nesting == 1:
            title = escape(BOX_NAMES[name].in_(env["lang"]))
            return f'<div class="box box-{name}"><p class="box-title">{title}</p>\n'
        return "</div>\n"

    return render


def _parser(lang: str) -> MarkdownIt:
    options = {"html": False, "linkify": False, "typographer": lang == "en"}
    parser = MarkdownIt("js-default", options, renderer_cls=_Renderer)
    parser.enable("smartquotes").disable("replacements")
    parser.disable(
        ["image", "link", "autolink", "html_block", "html_inline", "code", "fence"], ignoreInvalid=True
    )
    for name in BOXES:
        parser.use(container_plugin, name, render=_box(name))
    parser.inline.ruler.before("link", "citation", _cite)
    parser.inline.ruler.before("link", "term", _name)
    parser.core.ruler.push("law", _law_lines)
    return parser


_PARSERS = {lang: _parser(lang) for lang in ("km", "en")}


def html_of(markdown: str, setting: Setting, lang: str) -> str:
    """The HTML of a text in one language.

    Raises:
        KeyError: the text refers to something that the setting lacks; the check finds these first.
    """
    env: dict[str, Any] = {"setting": setting, "lang": lang}
    parser = _PARSERS[lang]

    def inline(text: str) -> str:
        return str(parser.renderInline(text, env))

    def plain(text: str) -> str:
        return escape(curly(text) if lang == "en" else text)

    made: list[str] = []
    for kind, name, body in pictures.split(markdown):
        if not kind:
            made.append(str(parser.render(body, env)))
            continue
        picture, _faults = pictures.parse(kind, name, body)
        made.append(picture_html(picture, setting.drawings.get(name), inline, plain))
    return clean("".join(made))

"""Where a printed Khmer line may break: at the borders of words that the edition's own texts already show.

The PDF program finds no word borders, and the tool that does works when a course is built. Its result stays in the
frozen texts as U+200B; the words between those marks are a word list for the sentences of the report. A report from
files has no edition: only for it, in the command that prints it, the tool itself looks for the borders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from hrtraining.content.domain import Edition
from hrtraining.core.khmer.breaks import BREAK, insert_breaks

_RUN = re.compile("[\u1780-\u17d3\u17dd]{2,}")
_CLUSTER = re.compile("(?<!\u17d2)(?=[\u1780-\u17b3])")
_TAG = re.compile(r"<[^>]*>")
LONGEST = 24
"""Letters of the longest word that is looked for."""


def _texts(edition: Edition) -> Iterator[str]:
    for module in edition.modules:
        yield from (module.title.km, module.summary.km, module.trainer.km)
        for lesson in module.lessons:
            yield from (section.html.km for section in lesson.sections)
    for instrument in edition.instruments.values():
        yield from (item.stem.km for item in instrument.items)
    yield from (statement.text.km for statement in edition.law.values())


_LISTS: dict[str, frozenset[str]] = {}
"""The word list of an edition by its hash; editions never change."""


def words_of(edition: Edition) -> frozenset[str]:
    """The Khmer words of an edition's texts."""
    if edition.hash not in _LISTS:
        _LISTS.clear()
        found: set[str] = set()
        for text in _texts(edition):
            for run in re.findall("[\u1780-\u17d3\u17dd\u200b]+", _TAG.sub(" ", text)):
                found.update(word for word in run.split(BREAK) if 1 < len(word) <= LONGEST)
        _LISTS[edition.hash] = frozenset(found)
    return _LISTS[edition.hash]


class Wrapper:
    """Puts breaks into a document, by the words of an edition, or by the tool where there is none."""

    def __init__(self, edition: Edition | None) -> None:
        self._words = frozenset() if edition is None else words_of(edition)
        self._cut = lru_cache(maxsize=None)(self._cut_run if self._words else insert_breaks)

    def wrap(self, html: str) -> str:
        """The document with U+200B between the words of its texts; tags and attributes are left alone."""
        parts, last = [], 0
        for tag in re.finditer(r"<[^>]*>", html):
            parts += [_RUN.sub(self._replace, html[last : tag.start()]), tag.group()]
            last = tag.end()
        return "".join(parts) + html[last:]

    def _replace(self, match: re.Match[str]) -> str:
        return self._cut(match.group())

    def _cut_run(self, run: str) -> str:
        """The cheapest way through a run: known words cost one, unknown clusters four each."""
        starts = [match.start() for match in _CLUSTER.finditer(run)] or [0]
        ends = [*starts[1:], len(run)]
        best: list[tuple[int, int, bool]] = [(0, 0, True)]
        for place, end in enumerate(ends):
            options = [(best[place][0] + 4, place, False)]
            for begin in range(place, -1, -1):
                if end - starts[begin] > LONGEST:
                    break
                if run[starts[begin] : end] in self._words:
                    options.append((best[begin][0] + 1, begin, True))
            best.append(min(options))
        return BREAK.join(_pieces(run, starts, ends, best))


def _pieces(run: str, starts: list[int], ends: list[int], best: list[tuple[int, int, bool]]) -> list[str]:
    """The words of the cheapest way; unknown clusters beside each other stay together."""
    pieces: list[tuple[str, bool]] = []
    place = len(ends)
    while place:
        _, begin, is_known = best[place]
        text = run[starts[begin] : ends[place - 1]]
        if pieces and not is_known and not pieces[-1][1]:
            pieces[-1] = (text + pieces[-1][0], False)
        else:
            pieces.append((text, is_known))
        place = begin
    return [text for text, _ in reversed(pieces)]

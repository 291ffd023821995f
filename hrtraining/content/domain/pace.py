"""How long a text is and how long reading it takes, in English words and in Khmer letter clusters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hrtraining.content.domain import prose
from hrtraining.content.domain.blocks import FIGURES, blocks, readable

WORDS_A_MINUTE = 80
CLUSTERS_A_MINUTE = 160
"""Reading to remember, on a phone, at nine years of school. A house choice, no measurement: the course's own
Khmer has two clusters for each word of its English."""
SECONDS_A_FIGURE = 45
SECONDS_A_STATEMENT = 30
"""For a picture, chart or example looked at, and for the card of a law statement, whose words are not counted."""
LEEWAY = 2
"""Minutes by which the time that a lesson promises may differ from the time that reading takes."""

_CLUSTER = re.compile("(?<!\u17d2)[\u1780-\u17b3]")
_SENTENCE = re.compile(r"(?<=[.?!])[\"”']?\s+|[។៕៖?!]")


def clusters(text: str) -> int:
    """How many letter clusters a Khmer text has: letters that stand on the line, not under another."""
    return len(_CLUSTER.findall(readable(text)))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, Khmer or English."""
    return tuple(part.strip() for part in _SENTENCE.split(readable(text)) if part.strip())


def minutes(lang: str, bodies: Iterable[str]) -> float:
    """About how many minutes a person needs to read these sections with their figures and law statements."""
    length, seconds = 0, 0
    for body in bodies:
        pieces = blocks(body)
        seconds += SECONDS_A_FIGURE * len({piece.group for piece in pieces if piece.box in FIGURES})
        seconds += SECONDS_A_STATEMENT * sum(piece.kind == "law" for piece in pieces)
        text = " ".join(piece.text for piece in pieces if piece.kind != "law")
        length += clusters(text) if lang == "km" else prose.words(readable(text))
    return length / (CLUSTERS_A_MINUTE if lang == "km" else WORDS_A_MINUTE) + seconds / 60

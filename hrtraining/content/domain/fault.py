"""What can be wrong with the files of the course, said so that anybody knows what to do."""

from __future__ import annotations

from dataclasses import dataclass

from hrtraining.content.domain.demands import DEMANDS
from hrtraining.content.domain.sentences import ADVICE, SENTENCES
from hrtraining.core.i18n import Text

_KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: which file, where in it, and one sentence in each language that says what to do.

    Advice does not stop an edition from being frozen; `flask content check --strict` counts it.
    """

    file: str
    place: str
    kind: str
    km: str
    en: str

    @property
    def is_advice(self) -> bool:
        """Whether the course can be frozen in spite of it."""
        return self.kind in ADVICE or self.kind in DEMANDS

    @property
    def text(self) -> Text:
        """The sentence in both languages."""
        return Text(self.km, self.en)


def fault(kind: str, file: str, place: str = "", **values: object) -> Fault:
    """A fault of a kind listed in `SENTENCES` or `DEMANDS`, its sentences filled with the values."""
    km, en = SENTENCES.get(kind) or DEMANDS[kind]
    shown = {name: str(value) for name, value in values.items()}
    in_khmer = {
        name: value.translate(_KHMER_DIGITS) if value.isascii() and value.isdigit() else value
        for name, value in shown.items()
    }
    return Fault(file=file, place=place, kind=kind, km=km.format(**in_khmer), en=en.format(**shown))

"""Says the sentences and numbers of the printed report in one language."""

from __future__ import annotations

from hrtraining.core.khmer import digits
from hrtraining.reporting.printed import words


class Writer:
    """Writes in one language; what it writes about is added by those who print it."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def say(self, name: str, **values: object) -> str:
        """A sentence."""
        return words.say(name, self.lang, **values)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with a true minus sign."""
        return digits.number(value, self.lang, decimals).replace("-", "−")

"""Numbers as people read them: Khmer digits with decimal comma in Khmer, the usual form in English."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_TO_KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
_TO_ASCII = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_MARKS_KM = str.maketrans({",": ".", ".": ","})

Number = int | float | Decimal | Fraction


def to_khmer(text: object) -> str:
    """The text with 0-9 written ០-៩; everything else is kept."""
    return str(text).translate(_TO_KHMER)


def to_ascii(text: str) -> str:
    """The text with ០-៩ written 0-9; use it on everything in which a person types digits."""
    return text.translate(_TO_ASCII)


def round_half_up(value: Number, decimals: int = 0) -> Decimal:
    """The value to `decimals` places, halves away from zero, as people round by hand.

    A float is taken as the shortest decimal that names it (2.675 is not 2.67499…); a fraction is exact.
    """
    step = Decimal(1).scaleb(-decimals)
    if isinstance(value, Fraction):
        scaled = abs(value) * 10**decimals
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return (Decimal(whole if value >= 0 else -whole) * step).quantize(step)
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(step, rounding=ROUND_HALF_UP)


def number(value: Number, lang: str, decimals: int = 0) -> str:
    """A number in a language: km '១.២៣៤,៥', en '1,234.5'; a value that rounds to zero has no minus sign.

    Args:
        value: the number.
        lang: 'km' or 'en'.
        decimals: places after the mark, always shown.
    """
    rounded = round_half_up(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}"
    if rounded < 0:
        text = f"-{text}"
    return to_khmer(text.translate(_MARKS_KM)) if lang == "km" else text


def percent(value: Number, lang: str, decimals: int = 1) -> str:
    """A percentage already in hundredths: 56.9 gives km '៥៦,៩%', en '56.9%'."""
    return f"{number(value, lang, decimals)}%"

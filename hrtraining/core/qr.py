"""Draws QR codes as small pictures that pages and PDFs can hold without a file."""

from __future__ import annotations

import segno


def qr_data_uri(text: str, *, dark: str = "#000000", quiet_zone: int = 4) -> str:
    """An SVG data address of a QR code at error correction M or better.

    Args:
        text: an ASCII address; Khmer text would be guessed differently by different readers.
        dark: the colour of the modules.
        quiet_zone: the empty border in modules; the standard asks for four.
    """
    code = segno.make_qr(text, error="m", boost_error=True)
    return str(code.svg_data_uri(dark=dark, border=quiet_zone, omitsize=True, svgclass=None, lineclass=None))


def qr_modules(text: str) -> int:
    """How many modules a side the code of this text has, without its quiet zone."""
    return int(segno.make_qr(text, error="m", boost_error=True).symbol_size(border=0)[0])

"""Prints a PDF in a process of its own, so that who composed it does not hold WeasyPrint's memory beside its figures.

Laying ten pages out takes some 80 MB that a process does not give back; a process that only prints takes 115 MB in all
and ends. `python -m hrtraining.core.pdf_apart` is that process: what to print comes in as JSON, the file goes out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from threading import Lock

from hrtraining.core import pdf
from hrtraining.core.memory import give_back
from hrtraining.core.settings import ROOT

_UNPRINTABLE, _FAULT = 3, 4
"""How the process says that it refused; the character or the fault then stands where the file would."""

_lock = Lock()
"""One such process at a time for each that asks, however many of its threads are asked."""


def render_apart(html: str, *, stylesheet: str, enclosed: Mapping[str, str] = pdf.NOTHING) -> bytes:
    """The bytes that `render_pdf` would give, made in a process of its own.

    Args:
        html: a whole document with `lang` on the root and a `<title>`.
        stylesheet: the theme's path under templates/print.
        enclosed: texts that the PDF carries as files, by their names.

    Raises:
        Unprintable: a character that no font has.
        PdfFault: a file that is not there or may not be used, or the process ended without a file.
    """
    asked = json.dumps({"html": html, "stylesheet": stylesheet, "enclosed": dict(enclosed)}).encode()
    give_back()
    with _lock:
        done = subprocess.run(  # noqa: S603 - this program, with nothing of anybody in its words
            [sys.executable, "-m", __name__], input=asked, cwd=ROOT, capture_output=True, check=False
        )
    if done.returncode == _UNPRINTABLE:
        raise pdf.Unprintable(done.stdout.decode())
    if done.returncode == _FAULT:
        raise pdf.PdfFault(done.stdout.decode())
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip()
        raise pdf.PdfFault(f"the printing process ended with {done.returncode}: {words[-2000:]}")
    return done.stdout


def _main() -> int:
    asked = json.loads(sys.stdin.buffer.read())
    try:
        made = pdf.render_pdf(asked["html"], stylesheet=asked["stylesheet"], enclosed=asked["enclosed"])
    except pdf.Unprintable as error:
        sys.stdout.buffer.write(str(error.values["character"]).encode())
        return _UNPRINTABLE
    except pdf.PdfFault as error:
        sys.stdout.buffer.write(str(error).encode())
        return _FAULT
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(_main())

"""Makes the font files of pages and PDFs from the Khmer and Latin faces of Debian and Ubuntu; no start without them.

Run by the set-up as `python -m hrtraining.core.fonts build`. The files are cut down to the characters the
program prints and packed as woff2; browsers and the PDF writer use the same ones, so no reader needs a font.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hrtraining.core.errors import StartError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = "fonts"
FACES = Path("/usr/share/fonts/truetype")
"""Where packages put faces, each in a folder that Debian and Ubuntu name differently."""
STATIC = Path(__file__).resolve().parents[1] / "static"

ASCII = frozenset(range(0x20, 0x7F))
PUNCTUATION = frozenset(map(ord, "\u00a0«»‘’“”‹›…–—·•×÷±−≥≤½%‰°§©†‡→✗☐○●△▲←✓Δ₀₁₂₃₄₅₆₇₈₉²³"))
LATIN_LETTERS = frozenset(range(0xC0, 0x180))
KHMER = frozenset(range(0x1780, 0x1800))
LUNAR = frozenset(range(0x19E0, 0x1A00))
JOINING = frozenset({0x200B, 0x200C, 0x200D, 0x25CC})
"""Characters without width of their own that change how Khmer is broken or shaped, and the dotted circle."""


@dataclass(frozen=True)
class Cut:
    """One font file to make: which face, which characters, and who lends what the face lacks."""

    name: str
    source: str
    characters: frozenset[int]
    companions: tuple[str, ...] = ()


OFFICIAL = ASCII | PUNCTUATION | KHMER | JOINING
ALL_FEATURES = ("*",)
LATIN_FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum", "lnum")
"""What shaping and columns of figures need; the rest (small capitals, swashes) is weight."""

SIGNS = ("NotoSansMath-Regular.ttf", "NotoSansSymbols2-Regular.ttf")
CUTS = (
    Cut("muol", "KhmerOSmuollight.ttf", OFFICIAL),
    Cut("battambang", "KhmerOSbattambang.ttf", OFFICIAL),
    Cut("siemreap", "KhmerOSsiemreap.ttf", OFFICIAL),
    Cut(
        "noto-sans-khmer-400",
        "NotoSansKhmer-Regular.ttf",
        OFFICIAL | LUNAR,
        ("NotoSans-Regular.ttf", *SIGNS),
    ),
    Cut(
        "noto-sans-khmer-700",
        "NotoSansKhmer-Bold.ttf",
        OFFICIAL | LUNAR,
        ("NotoSans-Bold.ttf", *SIGNS),
    ),
    Cut("noto-sans-400", "NotoSans-Regular.ttf", ASCII | PUNCTUATION | LATIN_LETTERS, SIGNS),
    Cut("noto-sans-700", "NotoSans-Bold.ttf", ASCII | PUNCTUATION | LATIN_LETTERS, SIGNS),
)


def file_of(static: Path, name: str) -> Path:
    """Where the font file `name` lies under the static folder."""
    return static / FOLDER / f"{name}.woff2"


def missing(static: Path) -> tuple[str, ...]:
    """The names of the font files that are not there or empty."""

    def is_there(path: Path) -> bool:
        return path.is_file() and path.stat().st_size > 0

    return tuple(cut.name for cut in CUTS if not is_there(file_of(static, cut.name)))


def require(static: Path) -> None:
    """Let the program start only with every font file in place.

    Raises:
        StartError: a font file is missing, with the files and the command that makes them.
    """
    gone = missing(static)
    if gone:
        files = ", ".join(f"{name}.woff2" for name in gone)
        raise StartError(
            f"ខ្វះឯកសារពុម្ពអក្សរ {files}៖ សូមដំណើរការ make setup។ / "
            f"Font files are missing in {static / FOLDER}: {files}. Run 'make setup' to make them."
        )


def face(name: str, sources: Path = FACES) -> Path | None:
    """The file of a face in whichever folder of `sources` its package puts it, or None."""
    return next(iter(sorted(sources.glob(f"*/{name}"))), None)


def _subset(path: Path, characters: frozenset[int], features: tuple[str, ...]) -> TTFont:
    from fontTools import subset

    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = False
    options.legacy_kern = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "MATH", "TSI0", "TSI1", "TSI2", "TSI3", "TSI5"]
    font = subset.load_font(str(path), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def _joined(parts: Sequence[TTFont]) -> TTFont:
    """One font with the first part's glyphs, names and line heights and what the others add."""
    from fontTools import merge

    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.ttf" for number in range(len(parts))]
        for font, file in zip(parts, files, strict=True):
            with font:
                font.save(file)
        return merge.Merger().merge([str(file) for file in files])


def _make(cut: Cut, faces: Mapping[str, Path]) -> TTFont:
    from fontTools.ttLib import TTFont

    is_khmer = cut.characters >= KHMER
    font = _subset(faces[cut.source], cut.characters, ALL_FEATURES if is_khmer else LATIN_FEATURES)
    if not cut.companions:
        return font
    modified = font["head"].modified
    heights = {name: getattr(font["hhea"], name) for name in ("ascent", "descent", "lineGap")}
    wanted, parts = set(cut.characters), [font]
    for number, name in enumerate((cut.source, *cut.companions)):
        with TTFont(faces[name], lazy=True) as lender:
            here = wanted & set(lender.getBestCmap())
        if number and here:
            parts.append(_subset(faces[name], frozenset(here), LATIN_FEATURES))
        wanted -= here
    joined = _joined(parts)
    joined["head"].created = joined["head"].modified = modified  # the same faces give the same bytes
    for name, value in heights.items():
        setattr(joined["hhea"], name, value)
    return joined


def build(static: Path, *, sources: Path = FACES) -> tuple[Path, ...]:
    """Make every font file under the static folder; the same faces give the same bytes.

    Raises:
        StartError: a face is not installed, with the packages that bring it.
    """
    needed = sorted({name for cut in CUTS for name in (cut.source, *cut.companions)})
    faces = {name: path for name in needed if (path := face(name, sources)) is not None}
    gone = [name for name in needed if name not in faces]
    if gone:
        raise StartError(
            f"សូមដំឡើង fonts-khmeros និង fonts-noto-core។ / Fonts are not installed: {', '.join(gone)}. "
            "Run 'apt-get install fonts-khmeros fonts-noto-core'."
        )
    (static / FOLDER).mkdir(parents=True, exist_ok=True)
    made = []
    for cut in CUTS:
        path = file_of(static, cut.name)
        half_written = path.with_suffix(".part")
        with _make(cut, faces) as font:
            font.recalcTimestamp = False
            font.flavor = "woff2"
            font.save(half_written)
        half_written.replace(path)
        made.append(path)
    return tuple(made)


def main(arguments: list[str]) -> int:
    """Make the files (`build`) or say whether they are there (`check`); 0 when all is well."""
    if arguments not in (["build"], ["check"]):
        print("usage: python -m hrtraining.core.fonts build|check", file=sys.stderr)
        return 2
    try:
        if arguments == ["build"]:
            for path in build(STATIC):
                print(f"{path.name} {path.stat().st_size / 1000:.1f} kB")
        require(STATIC)
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Makes the font files of pages and PDFs from Debian's Khmer and Latin faces; no start without them.

Run by the set-up as `python -m hrtraining.core.fonts build`. The files are cut down to the characters the
program prints and packed as woff2; browsers and the PDF writer use the same ones, so no reader needs a font.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hrtraining.core.errors import StartError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = "fonts"
DEBIAN_FONTS = Path("/usr/share/fonts/truetype")
STATIC = Path(__file__).resolve().parents[1] / "static"

ASCII = frozenset(range(0x20, 0x7F))
PUNCTUATION = frozenset(map(ord, "\u00a0«»‘’“”‹›…–—·•×÷±−≥≤½%‰°§©†‡→←✓₀₁₂₃₄₅₆₇₈₉²³"))
LATIN_LETTERS = frozenset(range(0xC0, 0x180))
KHMER = frozenset(range(0x1780, 0x1800))
LUNAR = frozenset(range(0x19E0, 0x1A00))
JOINING = frozenset({0x200B, 0x200C, 0x200D, 0x25CC})
"""Characters without width of their own that change how Khmer is broken or shaped, and the dotted circle."""


@dataclass(frozen=True)
class Cut:
    """One font file to make: from which Debian face, with which characters, Latin from which companion."""

    name: str
    source: str
    characters: frozenset[int]
    latin: str | None = None


OFFICIAL = ASCII | PUNCTUATION | KHMER | JOINING
ALL_FEATURES = ("*",)
LATIN_FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum", "lnum")
"""What shaping and columns of figures need; the rest (small capitals, swashes) is weight."""

CUTS = (
    Cut("muol", "khmeros/KhmerOSmuollight.ttf", OFFICIAL),
    Cut("battambang", "khmeros/KhmerOSbattambang.ttf", OFFICIAL),
    Cut("siemreap", "khmeros/KhmerOSsiemreap.ttf", OFFICIAL),
    Cut(
        "noto-sans-khmer-400",
        "noto/NotoSansKhmer-Regular.ttf",
        OFFICIAL | LUNAR,
        latin="noto/NotoSans-Regular.ttf",
    ),
    Cut(
        "noto-sans-khmer-700", "noto/NotoSansKhmer-Bold.ttf", OFFICIAL | LUNAR, latin="noto/NotoSans-Bold.ttf"
    ),
    Cut("noto-sans-400", "noto/NotoSans-Regular.ttf", ASCII | PUNCTUATION | LATIN_LETTERS),
    Cut("noto-sans-700", "noto/NotoSans-Bold.ttf", ASCII | PUNCTUATION | LATIN_LETTERS),
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


def _subset(path: Path, characters: frozenset[int], features: tuple[str, ...]) -> TTFont:
    from fontTools import subset

    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = False
    options.legacy_kern = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "TSI0", "TSI1", "TSI2", "TSI3", "TSI5"]
    font = subset.load_font(str(path), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def _joined(khmer: TTFont, latin: TTFont) -> TTFont:
    """One font with the Khmer face's glyphs first and the companion's for what the Khmer face lacks."""
    import tempfile

    from fontTools import merge

    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, font in enumerate((khmer, latin)):
            files.append(str(Path(folder) / f"{number}.ttf"))
            font.save(files[-1])
        return merge.Merger().merge(files)


def _make(cut: Cut, sources: Path) -> TTFont:
    from fontTools.ttLib import TTFont

    source = sources / cut.source
    font = _subset(source, cut.characters, ALL_FEATURES if cut.characters >= KHMER else LATIN_FEATURES)
    if cut.latin:
        own = TTFont(source, lazy=True)
        characters = cut.characters - frozenset(own.getBestCmap())
        font = _joined(font, _subset(sources / cut.latin, characters, LATIN_FEATURES))
        font["head"].created = font["head"].modified = own["head"].modified
    return font


def build(static: Path, *, sources: Path = DEBIAN_FONTS) -> tuple[Path, ...]:
    """Make every font file under the static folder; the same faces give the same bytes.

    Raises:
        StartError: a face is not installed, with the packages that bring it.
    """
    needed = sorted({cut.source for cut in CUTS} | {cut.latin for cut in CUTS if cut.latin})
    gone = [name for name in needed if not (sources / name).is_file()]
    if gone:
        raise StartError(
            f"សូមដំឡើង fonts-khmeros និង fonts-noto-core។ / Fonts are not installed: {', '.join(gone)}. "
            "Run 'apt-get install fonts-khmeros fonts-noto-core'."
        )
    (static / FOLDER).mkdir(parents=True, exist_ok=True)
    made = []
    for cut in CUTS:
        font = _make(cut, sources)
        font.recalcTimestamp = False
        font.flavor = "woff2"
        path = file_of(static, cut.name)
        half_written = path.with_suffix(".part")
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

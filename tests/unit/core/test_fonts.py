"""The font files: present or the start stops, small, repeatable, shaped as the faces they come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from hrtraining.core import fonts
from hrtraining.core.errors import StartError
from hrtraining.core.settings import ROOT


def characters_of(name: str) -> set[int]:
    with TTFont(fonts.file_of(fonts.STATIC, name)) as font:
        return set(font.getBestCmap())


def heights_of(path: Path) -> tuple[int, int]:
    with TTFont(path) as font:
        return font["hhea"].ascent, font["hhea"].descent


def test_start_stops_with_one_sentence_that_names_the_missing_file(tmp_path: Path) -> None:
    for cut in fonts.CUTS[1:]:
        path = fonts.file_of(tmp_path, cut.name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    with pytest.raises(StartError) as stopped:
        fonts.require(tmp_path)
    assert "muol.woff2" in str(stopped.value)
    assert "battambang" not in str(stopped.value)
    assert "make setup" in str(stopped.value)
    fonts.file_of(tmp_path, "muol").write_bytes(b"x")
    fonts.require(tmp_path)


def test_an_empty_font_file_counts_as_missing(tmp_path: Path) -> None:
    fonts.file_of(tmp_path, "muol").parent.mkdir()
    fonts.file_of(tmp_path, "muol").touch()
    assert "muol" in fonts.missing(tmp_path)


def test_missing_faces_are_named_with_their_packages(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="fonts-khmeros fonts-noto-core"):
        fonts.build(tmp_path / "static", sources=tmp_path)


def test_the_same_faces_give_the_same_bytes(tmp_path: Path) -> None:
    made = {path.name: path.read_bytes() for path in fonts.build(tmp_path)}
    assert made == {path.name: path.read_bytes() for path in fonts.build(tmp_path)}
    assert set(made) == {f"{cut.name}.woff2" for cut in fonts.CUTS}


@pytest.mark.parametrize("cut", fonts.CUTS, ids=lambda cut: cut.name)
def test_web_fonts_are_small(cut: fonts.Cut) -> None:
    assert fonts.file_of(fonts.STATIC, cut.name).stat().st_size <= 35_000


@pytest.mark.parametrize(
    "name", ["muol", "battambang", "siemreap", "noto-sans-khmer-400", "noto-sans-khmer-700"]
)
def test_khmer_fonts_hold_khmer_and_ascii(name: str) -> None:
    needed = fonts.ASCII | (fonts.KHMER - {0x17DE, 0x17DF, *range(0x17EA, 0x17F0), *range(0x17FA, 0x1800)})
    assert not needed - characters_of(name)
    assert set(map(ord, "«»’…–—·×%")) <= characters_of(name)


def test_every_character_of_the_course_and_the_interface_can_be_drawn() -> None:
    drawn = characters_of("noto-sans-khmer-400") | characters_of("noto-sans-400")
    lost: dict[str, str] = {}
    for pattern in (
        "curriculum/**/*.md",
        "curriculum/**/*.yaml",
        "translations/**/*.po",
        "templates/**/*.html",
    ):
        for path in ROOT.glob(pattern):
            strange = {c for c in path.read_text(encoding="utf-8") if ord(c) not in drawn and not c.isspace()}
            if strange:
                lost[path.relative_to(ROOT).as_posix()] = " ".join(
                    f"{c} U+{ord(c):04X}" for c in sorted(strange)
                )
    assert not lost


@pytest.mark.parametrize("cut", fonts.CUTS, ids=lambda cut: cut.name)
def test_a_cut_keeps_the_line_heights_of_its_face(cut: fonts.Cut) -> None:
    face = fonts.face(cut.source)
    assert face is not None
    assert heights_of(fonts.file_of(fonts.STATIC, cut.name)) == heights_of(face)

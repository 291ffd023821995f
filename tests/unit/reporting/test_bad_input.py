"""Files that cannot be used: one sentence in each language with row and column, and nothing printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from hrtraining.reporting.commands import reporting
from hrtraining.reporting.domain.refusal import SENTENCES

HERE = Path(__file__).parent / "example"
ITEMS = (HERE / "items.csv").read_text(encoding="utf-8")
ATTEMPTS = (HERE / "attempts.csv").read_text(encoding="utf-8")


def replaced(text: str, row: int, column: int, value: str) -> str:
    """The text with one cell replaced; rows count from 1 with the header, columns from 0."""
    lines = text.splitlines()
    cells = lines[row - 1].split(",")
    cells[column] = value
    lines[row - 1] = ",".join(cells)
    return "\n".join(lines) + "\n"


BAD_ATTEMPTS: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "column missing": (lambda text: replaced(text, 1, 3, "worksop"), ("workshop", "row 1")),
    "item column missing": (lambda text: replaced(text, 1, 9, "Q99"), ("Q03", "row 1")),
    "column twice": (lambda text: replaced(text, 1, 8, "Q01"), ("Q01", "twice")),
    "unknown code": (lambda text: replaced(text, 5, 7, "6"), ("row 5", "Q01", "“6”")),
    "code of another kind": (lambda text: replaced(text, 6, 28, "5"), ("row 6", "Q22", "A, B, C, D")),
    "unknown phase": (lambda text: replaced(text, 4, 4, "after"), ("row 4", "phase", "“after”")),
    "unknown language": (lambda text: replaced(text, 4, 5, "fr"), ("row 4", "lang")),
    "no date": (lambda text: replaced(text, 3, 6, "3 March"), ("row 3", "submitted_at", "“3 March”")),
    "impossible date": (
        lambda text: replaced(text, 3, 6, "2025-02-30T08:00:00+07:00"),
        ("row 3", "submitted_at"),
    ),
    "no offset": (
        lambda text: replaced(text, 3, 6, "2025-03-08T08:00:00"),
        ("row 3", "submitted_at", "offset"),
    ),
    "no time": (lambda text: replaced(text, 3, 6, "2025-03-08"), ("row 3", "submitted_at")),
    "no learner": (lambda text: replaced(text, 9, 1, " "), ("row 9", "learner_id")),
    "no uid": (lambda text: replaced(text, 9, 0, ""), ("row 9", "attempt_uid")),
    "uid of two": (lambda text: replaced(text, 3, 0, "ex-1-pre"), ("row 3", "attempt_uid", "row 2")),
    "short row": (lambda text: text + "only,four,cells,here\n", ("row 214", "4 cells", "40")),
    "header alone": (lambda text: text.splitlines()[0], ("header row",)),
    "nothing": (lambda _: "", ("is empty",)),
    "semicolons": (lambda text: text.replace(",", ";"), ("attempt_uid", "row 1")),
}

BAD_ITEMS: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "column missing": (lambda text: replaced(text, 1, 4, "favorable"), ("favourable", "row 1")),
    "unknown kind": (lambda text: replaced(text, 2, 2, "opinion"), ("row 2", "kind")),
    "unknown favourable": (lambda text: replaced(text, 2, 4, "4|7"), ("row 2", "favourable")),
    "no favourable": (lambda text: replaced(text, 2, 4, ""), ("row 2", "favourable")),
    "seq no number": (lambda text: replaced(text, 3, 1, "x"), ("row 3", "seq")),
    "seq twice": (lambda text: replaced(text, 3, 1, "1"), ("row 3", "seq")),
    "item twice": (lambda text: replaced(text, 3, 0, "Q01"), ("row 3", "item_id")),
    "same option twice": (lambda text: replaced(text, 3, 3, "1|1|2"), ("row 3", "options")),
}


def refused(tmp_path: Path, items: bytes, attempts: bytes) -> str:
    """The English sentence with which the command refuses the files."""
    (tmp_path / "items.csv").write_bytes(items)
    (tmp_path / "attempts.csv").write_bytes(attempts)
    ran = CliRunner().invoke(
        reporting,
        ["evaluate", str(tmp_path / "items.csv"), str(tmp_path / "attempts.csv"), "--format", "json"],
    )
    assert ran.exit_code == 2
    assert ran.stdout == ""
    khmer, english = ran.stderr.splitlines()
    assert any("ក" <= letter <= "៿" for letter in khmer)
    assert str(tmp_path) not in ran.stderr
    return english


@pytest.mark.parametrize("case", BAD_ATTEMPTS)
def test_bad_attempts_name_row_and_column(case: str, tmp_path: Path) -> None:
    change, words = BAD_ATTEMPTS[case]
    english = refused(tmp_path, ITEMS.encode(), change(ATTEMPTS).encode())
    assert all(word in english for word in ("attempts.csv", *words)), english


@pytest.mark.parametrize("case", BAD_ITEMS)
def test_bad_items_name_row_and_column(case: str, tmp_path: Path) -> None:
    change, words = BAD_ITEMS[case]
    english = refused(tmp_path, change(ITEMS).encode(), ATTEMPTS.encode())
    assert all(word in english for word in ("items.csv", *words)), english


def test_mixed_instrument_versions_are_never_pooled(tmp_path: Path) -> None:
    header, *rows = ATTEMPTS.splitlines()
    versions = [f"{row},{'v2' if place == 3 else 'v1'}" for place, row in enumerate(rows)]
    english = refused(
        tmp_path, ITEMS.encode(), "\n".join([f"{header},instrument_version", *versions]).encode()
    )
    assert "row 5" in english
    assert "“v2”" in english


@pytest.mark.parametrize(
    ("attempts", "words"),
    [
        (ATTEMPTS.encode("utf-16"), "UTF-16"),
        (ATTEMPTS.encode("utf-16-le"), "UTF-16"),
        (ATTEMPTS.encode("utf-16-be"), "UTF-16"),
        (replaced(ATTEMPTS, 7, 2, "Académie").encode("cp1252"), "row 7, column academy"),
        (replaced(ATTEMPTS, 1, 2, "académie").encode("cp1252"), "row 1, column 3"),
        (replaced(ATTEMPTS, 7, 2, "A\x001").encode(), "row 7"),
        ((ATTEMPTS + '"open quote').encode(), "row 214"),
        ((ATTEMPTS + "x" * 20_000).encode(), "row 214"),
    ],
)
def test_other_codings_are_refused_with_what_to_do(attempts: bytes, words: str, tmp_path: Path) -> None:
    assert words in refused(tmp_path, ITEMS.encode(), attempts)


def test_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    for missing in (tmp_path / "none.csv", tmp_path):
        ran = CliRunner().invoke(reporting, ["evaluate", str(missing), str(HERE / "attempts.csv")])
        assert ran.exit_code == 2
        assert ran.stdout == ""
        assert "cannot be opened" in ran.stderr


def test_unknown_format_is_refused() -> None:
    ran = CliRunner().invoke(
        reporting, ["evaluate", str(HERE / "items.csv"), str(HERE / "attempts.csv"), "--format", "docx"]
    )
    assert ran.exit_code == 2
    assert "docx" in ran.stderr


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    for name, text in (("items.csv", ITEMS), ("attempts.csv", ATTEMPTS)):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    runs = [
        CliRunner().invoke(reporting, ["evaluate", str(folder / "items.csv"), str(folder / "attempts.csv")])
        for folder in (HERE, tmp_path)
    ]
    assert runs[0].exit_code == runs[1].exit_code == 0
    assert runs[0].stdout == runs[1].stdout


@pytest.mark.parametrize("message", SENTENCES)
def test_every_sentence_exists_in_both_languages_with_the_same_places(message: str) -> None:
    km, en = SENTENCES[message]
    places = [{part.split("}")[0] for part in text.replace("{{", "").split("{")[1:]} for text in (km, en)]
    assert places[0] == places[1]
    assert "្ដ" not in km

"""Files that cannot be used: one sentence in each language with row and column, and nothing printed."""

from __future__ import annotations

import json
import resource
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
    "semicolons": (lambda text: text.replace(",", ";"), ("attempt_uid", "row 1", "“;”")),
    "tabs": (lambda text: text.replace(",", "\t"), ("attempt_uid", "row 1", "“Tab”")),
    "year of the Buddhist Era": (
        lambda text: replaced(text, 3, 6, "2568-03-08T08:00:00+07:00"),
        ("row 3", "submitted_at", "Buddhist"),
    ),
    "Khmer digits in a date": (
        lambda text: replaced(text, 3, 6, "២០២៥-០៣-០៨T០៨:០០:០០+០៧:០០"),
        ("row 3", "submitted_at"),
    ),
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


@pytest.mark.parametrize("value", ["\x1b]0;title\x07\x1b[2J", "9" * 9_000])
def test_what_a_file_says_is_repeated_short_and_harmless(value: str, tmp_path: Path) -> None:
    for column in (4, 6, 7):
        english = refused(tmp_path, ITEMS.encode(), replaced(ATTEMPTS, 5, column, value).encode())
        assert "\x1b" not in english
        assert len(english) < 600


def test_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    for missing, words in ((tmp_path / "none.csv", "cannot be opened"), (tmp_path, "is no file")):
        ran = CliRunner().invoke(reporting, ["evaluate", str(missing), str(HERE / "attempts.csv")])
        assert ran.exit_code == 2
        assert ran.stdout == ""
        assert words in ran.stderr


@pytest.mark.parametrize("place", ["/dev/zero", "/dev/null"])
def test_devices_are_no_files(place: str) -> None:
    ran = CliRunner().invoke(reporting, ["evaluate", place, str(HERE / "attempts.csv")])
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "is no file" in ran.stderr


def test_file_that_may_not_be_read_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    ran = CliRunner().invoke(reporting, ["evaluate", str(HERE / "items.csv"), str(HERE / "attempts.csv")])
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Permission denied" in ran.stderr


def test_same_file_twice_names_the_missing_column() -> None:
    for name, column in (("items.csv", "attempt_uid"), ("attempts.csv", "item_id")):
        ran = CliRunner().invoke(reporting, ["evaluate", str(HERE / name), str(HERE / name)])
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert column in ran.stderr


@pytest.mark.parametrize(
    ("attempts", "words"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", ("XLSX", "CSV UTF-8")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("XLS",)),
        (b"%PDF-1.7", ("PDF",)),
        (b"\x1f\x8b\x08\x00", ("GZIP",)),
        ((",".join(f"c{n}" for n in range(3_000)) + "\n").encode(), ("row 1", "3000 columns")),
        ((",".join(f"c{n}" for n in range(1_000_000)) + "\n").encode(), ("row 1", "1000000 letters")),
        ((ATTEMPTS + "x" * 2_000_000).encode(), ("row 214", "letters")),
        (ATTEMPTS.replace("2025", "20251234567890", 1).encode(), ("row 2", "submitted_at")),
    ],
)
def test_files_of_other_kinds_and_shapes_are_refused(
    attempts: bytes, words: tuple[str, ...], tmp_path: Path
) -> None:
    english = refused(tmp_path, ITEMS.encode(), attempts)
    assert all(word in english for word in words), english


@pytest.mark.parametrize(
    ("row", "column", "value", "words"),
    [
        (2, 1, "9" * 5_000, ("row 2", "seq")),
        (2, 1, "-1", ("row 2", "seq")),
        (2, 1, "²", ("row 2", "seq")),
        (2, 0, "lang", ("row 2", "item_id")),
        (2, 0, "sex", ("row 2", "item_id")),
        (2, 0, "", ("row 2", "item_id")),
        (2, 3, "1||2", ("row 2", "options")),
        (2, 3, "", ("row 2", "options")),
        (2, 3, "|".join(str(n) for n in range(400)), ("row 2", "options")),
    ],
)
def test_odd_items_are_refused(
    row: int, column: int, value: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    english = refused(tmp_path, replaced(ITEMS, row, column, value).encode(), ATTEMPTS.encode())
    assert all(word in english for word in words), english


def test_five_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    for name in ("items.csv", "attempts.csv"):
        large = tmp_path / name
        with large.open("wb") as file:
            file.write(ATTEMPTS.encode() if name == "attempts.csv" else ITEMS.encode())
            file.truncate(500_000_000)
        other = {"items.csv": HERE / "items.csv", "attempts.csv": HERE / "attempts.csv"} | {name: large}
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ran = CliRunner().invoke(reporting, ["evaluate", str(other["items.csv"]), str(other["attempts.csv"])])
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert f"{name} has 500 MB, more than 300 MB" in ran.stderr
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
        large.unlink()


def test_large_file_without_line_ends_does_not_fill_the_memory(tmp_path: Path) -> None:
    large = tmp_path / "attempts.csv"
    with large.open("wb") as file:
        file.write(ATTEMPTS.encode())
        for _ in range(250):
            file.write(b"x" * 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ran = CliRunner().invoke(reporting, ["evaluate", str(HERE / "items.csv"), str(large)])
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "row 214" in ran.stderr
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_same_uid_with_other_answers_is_kept_aside_and_reported(tmp_path: Path) -> None:
    lines = ATTEMPTS.splitlines()
    cells = lines[1].split(",")
    cells[6] = "2027-01-01T08:00:00+07:00"
    cells[7] = "1" if cells[7] != "1" else "2"
    (tmp_path / "attempts.csv").write_text(
        "\n".join([*lines, lines[2], ",".join(cells)]) + "\n", encoding="utf-8"
    )
    runs = [
        CliRunner().invoke(reporting, ["evaluate", str(HERE / "items.csv"), str(folder / "attempts.csv")])
        for folder in (HERE, tmp_path)
    ]
    assert runs[0].stderr == ""
    assert runs[1].exit_code == 0
    khmer, english = runs[1].stderr.splitlines()
    assert "rows 215, column attempt_uid" in english
    assert "215" in khmer
    plain, with_both = (json.loads(ran.stdout) for ran in runs)
    assert with_both.pop("kept_aside") == {"n": 1, "uids": [cells[0]]}
    assert with_both["flow"]["duplicate_rows_dropped"] == plain["flow"]["duplicate_rows_dropped"] + 2
    assert "kept_aside" not in plain
    assert with_both["national"] == plain["national"]


def test_posts_before_pres_are_counted_and_never_used(tmp_path: Path) -> None:
    lines = ATTEMPTS.splitlines()
    turned = [
        line.replace(",2025-", ",2024-", 1) if line.split(",")[4] == "post" else line for line in lines[1:]
    ]
    (tmp_path / "attempts.csv").write_text("\n".join([lines[0], *turned]) + "\n", encoding="utf-8")
    ran = CliRunner().invoke(reporting, ["evaluate", str(HERE / "items.csv"), str(tmp_path / "attempts.csv")])
    found = json.loads(ran.stdout)
    assert found["flow"]["paired"] == found["national"]["n_paired"] == 0
    assert found["flow"]["posts_not_after_pre"] > 70
    assert found["published"]["national"] == "suppressed"


@pytest.mark.parametrize(
    "given",
    [
        b"", b"[]", b"null", b"{", b'{"A1": -1}', b'{"A1": 1.5}', b'{"A1": true}', b'{"A1": "9"}', b'{"A1": NaN}',
        b'{"A1": 1, "A1": 2}', b'{"A1": {}}', b"[" * 100_000, b'{"A1": ' + b"9" * 5_000 + b"}", b"\xff\xfe{",
        b'{"\\ud800": 12}', b'{"A1": 12}' + b" " * 10_000_001,
    ],
)  # fmt: skip
def test_disclose_refuses_what_is_no_table_of_pairs(given: bytes) -> None:
    ran = CliRunner().invoke(reporting, ["disclose"], input=given)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert len(ran.stderr.splitlines()) == 2


@pytest.mark.parametrize("given", ["{}", '\ufeff{"ក": 12, "ខ": 0}'])
def test_disclose_reads_names_in_any_script_and_none(given: str) -> None:
    ran = CliRunner().invoke(reporting, ["disclose"], input=given)
    assert ran.exit_code == 0
    assert "national" in json.loads(ran.stdout)


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

"""Sentences about bad input, in both languages, with the file, the row and the column."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "reporting.empty_file": (
        "ឯកសារ {file} ទទេ។ សូមឱ្យឯកសារ CSV ដែលមានជួរឈ្មោះជួរឈរនៅខាងលើ។",
        "{file} is empty. Give a CSV file with a header row.",
    ),
    "reporting.no_rows": (
        "ឯកសារ {file} មានតែជួរឈ្មោះជួរឈរ។ សូមបន្ថែមជួរទិន្នន័យយ៉ាងតិចមួយ។",
        "{file} has a header row and nothing below it. Add at least one row.",
    ),
    "reporting.column_missing": (
        "ឯកសារ {file} ជួរ 1៖ ខ្វះជួរឈរ {column}។ ឃើញជួរឈរ៖ {found}។",
        "{file}, row 1: the column {column} is missing. Found: {found}.",
    ),
    "reporting.other_divider": (
        (
            "ឯកសារ {file} ជួរ 1៖ រកជួរឈរ {column} មិនឃើញ ព្រោះប្រអប់ខណ្ឌដោយ «{divider}» មិនមែនក្បៀសទេ។ "
            "សូមរក្សាទុកជា «CSV UTF-8» ដែលខណ្ឌដោយក្បៀស។"
        ),
        (
            "{file}, row 1: the column {column} is not found, because the cells are divided by “{divider}” and not by "
            "commas. Save it as “CSV UTF-8” with commas."
        ),
    ),
    "reporting.column_twice": (
        "ឯកសារ {file} ជួរ 1៖ ជួរឈរ {column} មានពីរដង។ សូមលុបមួយ។",
        "{file}, row 1: the column {column} stands there twice. Remove one.",
    ),
    "reporting.row_width": (
        "ឯកសារ {file} ជួរ {row}៖ មាន {found} ប្រអប់ ប៉ុន្តែជួរឈ្មោះមាន {expected}។",
        "{file}, row {row}: {found} cells, but the header has {expected}.",
    ),
    "reporting.value_missing": (
        "ឯកសារ {file} ជួរ {row} ជួរឈរ {column}៖ ប្រអប់នេះទទេ។ សូមបំពេញ។",
        "{file}, row {row}, column {column}: the cell is empty. Fill it in.",
    ),
    "reporting.value_unknown": (
        "ឯកសារ {file} ជួរ {row} ជួរឈរ {column}៖ មិនស្គាល់ «{value}» ទេ។ អាចសរសេរ៖ {known}។",
        "{file}, row {row}, column {column}: “{value}” is not known. Possible: {known}.",
    ),
    "reporting.value_twice": (
        "ឯកសារ {file} ជួរ {row} ជួរឈរ {column}៖ «{value}» មានម្តងរួចហើយនៅជួរខាងលើ។",
        "{file}, row {row}, column {column}: “{value}” already stands in a row above.",
    ),
    "reporting.uid_of_two": (
        (
            "ឯកសារ {file} ជួរ {row} ជួរឈរ {column}៖ «{value}» ជារបស់សិក្ខាកាម ឬតេស្តផ្សេងនៅជួរ {other}។ "
            "លេខមួយសម្រាប់ការឆ្លើយតេស្តមួយលើកប៉ុណ្ណោះ។"
        ),
        (
            "{file}, row {row}, column {column}: “{value}” belongs to another learner or test in row {other}. "
            "One uid stands for one attempt."
        ),
    ),
    "reporting.versions_mixed": (
        (
            "ឯកសារ {file} ជួរ {row} ជួរឈរ {column}៖ កំណែ «{value}» ខុសពីកំណែ «{other}» នៅខាងលើ។ "
            "កុំលាយកំណែតេស្ត។ សូមធ្វើឯកសារមួយសម្រាប់កំណែនីមួយៗ។"
        ),
        (
            "{file}, row {row}, column {column}: version “{value}” differs from “{other}” above. "
            "Versions are never pooled: make one file for each."
        ),
    ),
    "reporting.not_a_moment": (
        "ឯកសារ {file} ជួរ {row} ជួរឈរ {column}៖ «{value}» មិនមែនជាកាលបរិច្ឆេទទេ។ សូមសរសេរដូច 2026-03-02T08:00:00+07:00។",
        "{file}, row {row}, column {column}: “{value}” is not a date and time. Write it like 2026-03-02T08:00:00+07:00.",
    ),
    "reporting.buddhist_year": (
        "ឯកសារ {file} ជួរ {row} ជួរឈរ {column}៖ «{value}» ជាឆ្នាំពុទ្ធសករាជ។ សូមសរសេរឆ្នាំ 2026 កុំសរសេរ 2569។",
        (
            "{file}, row {row}, column {column}: “{value}” has a year of the Buddhist Era. "
            "Write the year as 2026, not 2569."
        ),
    ),
    "reporting.moment_without_offset": (
        "ឯកសារ {file} ជួរ {row} ជួរឈរ {column}៖ «{value}» ខ្វះម៉ោង ឬល្វែងម៉ោង។ សូមសរសេរដូច 2026-03-02T08:00:00+07:00។",
        (
            "{file}, row {row}, column {column}: “{value}” lacks the time or its offset. "
            "Write it like 2026-03-02T08:00:00+07:00."
        ),
    ),
    "reporting.not_readable": (
        "មិនអាចបើកឯកសារ {file} បានទេ ({reason})។ សូមពិនិត្យឈ្មោះ និងសិទ្ធិ។",
        "{file} cannot be opened ({reason}). Check its name and your rights.",
    ),
    "reporting.no_file": (
        "{file} មិនមែនជាឯកសារទេ។ សូមឱ្យឯកសារ CSV មួយ។",
        "{file} is no file. Give a CSV file.",
    ),
    "reporting.too_large": (
        "ឯកសារ {file} មាន {size} MB លើសពី {most} MB។ សូមបំបែកជាឯកសារតាមកំណែតេស្ត ឬតាមឆ្នាំ។",
        "{file} has {size} MB, more than {most} MB. Make one file for each instrument version or year.",
    ),
    "reporting.other_kind": (
        "ឯកសារ {file} ជា {kind} មិនមែន CSV ទេ។ សូមបើកវា រួចរក្សាទុកជា «CSV UTF-8»។",
        "{file} is {kind}, not CSV. Open it and save it as “CSV UTF-8”.",
    ),
    "reporting.line_too_long": (
        "ឯកសារ {file} ជួរ {row}៖ ជួរនេះមានអក្សរលើស {most}។ សូមពិនិត្យថាវាជា CSV។",
        "{file}, row {row}: the line has more than {most} letters. Check that it is CSV.",
    ),
    "reporting.too_many_columns": (
        "ឯកសារ {file} ជួរ 1៖ មានជួរឈរ {found} លើសពី {most}។",
        "{file}, row 1: {found} columns are more than {most}.",
    ),
    "reporting.kept_aside": (
        (
            "ឯកសារ {file} ជួរ {rows} ជួរឈរ attempt_uid៖ លេខនេះមានពីរដង តែចម្លើយខុសគ្នា។ "
            "ជួរទាំងនេះទុកដោយឡែក មិនរាប់ទេ៖ រាប់តែជួរដែលផ្ញើមុនគេ។"
        ),
        (
            "{file}, rows {rows}, column attempt_uid: the uid stands there twice with different answers. These rows are "
            "kept aside and not counted: the row that was sent first stands."
        ),
    ),
    "reporting.utf16": (
        "ឯកសារ {file} សរសេរជា UTF-16។ សូមរក្សាទុកម្តងទៀតជា «CSV UTF-8»។",
        "{file} is written in UTF-16. Save it again as “CSV UTF-8”.",
    ),
    "reporting.not_utf8": (
        (
            "ឯកសារ {file} ជួរ {row} ជួរឈរ {column}៖ អក្សរមិនមែនជា UTF-8 ទេ (ប្រហែលជា Windows-1252)។ "
            "សូមរក្សាទុកម្តងទៀតជា «CSV UTF-8»។"
        ),
        (
            "{file}, row {row}, column {column}: the letters are not UTF-8 (perhaps Windows-1252). "
            "Save it again as “CSV UTF-8”."
        ),
    ),
    "reporting.not_csv": (
        "ឯកសារ {file} ជួរ {row}៖ អានជា CSV មិនបាន ({reason})។",
        "{file}, row {row}: this cannot be read as CSV ({reason}).",
    ),
    "reporting.not_pairs": (
        'សូមឱ្យ JSON មួយ ដូចជា {{"A1": 150, "A2": 4}}៖ ឈ្មោះ និងចំនួនគូ (លេខគត់ ចាប់ពី ០)។ {reason}',
        'Give one JSON object such as {{"A1": 150, "A2": 4}}: names and numbers of pairs (whole, 0 or more). {reason}',
    ),
    "reporting.too_rare": (
        "មិនអាចឱ្យទិន្នន័យទេ៖ ការផ្សំជួរឈរខ្លះមានមនុស្សតិចជាង ១០ នាក់។ សូមជ្រើសវិធីមួយ រួចដកជួរឈរចេញ៖ {ways}។",
        "No file: some combinations of these columns have fewer than 10 people. Leave out one of: {ways}.",
    ),
    "reporting.too_rare_with_earlier": (
        (
            "ឱ្យទិន្នន័យមិនបានទេ៖ បើផ្សំនឹងឯកសារដែលបានឱ្យមុន ({earlier}) មនុស្សខ្លះអាចត្រូវគេស្គាល់។ "
            "សូមប្រើតែជួរឈរដែលបានឱ្យមុន ឬរង់ចាំការផ្សព្វផ្សាយលើកក្រោយ។"
        ),
        (
            "No file: together with a file given before ({earlier}) some people could be recognised. "
            "Use only columns of the file given before, or wait for the next publication."
        ),
    ),
    "reporting.column_unknown": (
        "មិនស្គាល់ជួរឈរ «{value}» ទេ។ អាចដកចេញ៖ {known}។",
        "The column “{value}” is not known. Columns: {known}.",
    ),
    "reporting.too_many_rows": (
        "ទិន្នន័យមាន {rows} ជួរ លើសពីតារាង XLSX។ សូមប្រើ CSV។",
        "{rows} rows are more than an XLSX sheet holds. Use CSV.",
    ),
    "reporting.no_report": (
        "ឯកសារ {file} មិនមែនជារបាយការណ៍ PDF របស់កម្មវិធីនេះទេ ឬតួលេខក្នុងនោះខូច។",
        "{file} is no PDF report of this program, or the figures in it are damaged.",
    ),
    "reporting.too_large_for_report": (
        "ឯកសារ {file} មាន {size} MB។ គ្មានរបាយការណ៍ណាធំជាង {most} MB ទេ។",
        "{file} has {size} MB. No report of this program is larger than {most} MB.",
    ),
    "reporting.files_needed": (
        "របាយការណ៍ {file} គណនាពីឯកសារ។ សូមឱ្យ --items និង --attempts។",
        "{file} was made from files. Give them with --items and --attempts.",
    ),
    "reporting.not_writable": (
        "សរសេរឯកសារ {file} មិនបាន ({reason})។",
        "{file} cannot be written ({reason}).",
    ),
    "reporting.language_unknown": (
        "មិនស្គាល់ភាសា «{value}» ទេ។ អាចប្រើ៖ {known}។",
        "The language “{value}” is not known. Possible: {known}.",
    ),
    "reporting.key_unknown": (
        "រក «{value}» មិនឃើញ។ មាន៖ {known}។",
        "There is no “{value}”. Known: {known}.",
    ),
    "reporting.nothing_shown": (
        "តួលេខនេះលាក់ ដើម្បីការពារក្រុមតូច ឬមិនទាន់មានទេ ({group})។",
        "These figures are hidden to protect small groups, or there are none yet ({group}).",
    ),
    "reporting.bootstrap_in_json": (
        "--bootstrap ប្រើបានតែជាមួយ --format json មិនមែន «{value}» ទេ។",
        "--bootstrap goes with --format json only, not with “{value}”.",
    ),
    "reporting.format_unknown": (
        "មិនស្គាល់ទម្រង់ «{value}» ទេ។ អាចប្រើ៖ {known}។",
        "The format “{value}” is not known. Possible: {known}.",
    ),
}
"""Khmer and English by message key; row and column numbers stay in the digits of the file."""


LONGEST_SEEN = 300
"""Characters of a file that a sentence repeats."""


def _seen(value: object) -> object:
    """What stands in a file as a sentence may repeat it: short, and without signs that a terminal would obey."""
    if not isinstance(value, str):
        return value
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in value[:LONGEST_SEEN])
    return shown + "…" * (len(value) > LONGEST_SEEN)


class Refused(Exception):
    """Input that cannot be used; `sentence` says where and what to do."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def sentence(self, lang: str) -> str:
        """The sentence in Khmer or English."""
        km, en = SENTENCES[self.message]
        return (km if lang == "km" else en).format(
            **{name: _seen(value) for name, value in self.values.items()}
        )

    def __str__(self) -> str:
        return self.sentence("en")

"""The check before printing: real names pass, what would show a dotted circle is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from hrtraining.core.khmer.shaping import Fault, fault_sentence, shaping_fault
from hrtraining.core.khmer.text import normalise_name

REAL_NAMES = """
សុខ វិបុល|ចាន់ សុភ័ក្ត្រ|អ៊ុក ស៊ីណា|ង៉ែត សុវណ្ណារ៉ា|ញ៉ឹម ច័ន្ទរស្មី|ហ៊ាន វុទ្ធី|ស៊ន ពិសិដ្ឋ|ម៉ៅ ចន្ទ្រា|ឈឹម រ័ត្ន|ប៉ែន សុជាតិ|
ជ័យ វឌ្ឍនា|ពេជ្រ ម៉ូនីរ័ត្ន|ឃឹម ស្រីពៅ|ឡុង ឧត្តម|ឯក សុវណ្ណ|ឥន្ទ្រ ធារ៉ា|ឱម យ៉ិនទៀង|ឫទ្ធិ ពន្លឺ|គង់ កុសល្យ|ប៊ុន រ៉ានី|ស ខេង|ថាច់ ប៉ាល់|
ព្រំ ពោធិ៍|ទេព ឧត្ដរា|សេង ផល្លី|កែវ ស្រីមុំ|អៀង ធីតា|យឹម ឆៃលី|ទុំ ទាវ|ហង់ ជួនណារ៉ុន|ង្វៀន ធីហ្វា|អ៊ឹម ដាណែត|ម៉ម ប៊ុនហេង|ជុំ សុខា|
សៅ សុខា|នេត សាវឿន|ឡាក់ សម្បត្តិ|រស់ សេរីសុទ្ធា|ទ្រី អេង|ខៀវ កាញារីទ្ធ|សូ ភិរុណ|អ៊ូច បូរិទ្ធ|ញ៉ុក ប៉េងហុង|ចាយ ធន់|នួន បុប្ផា|ធូ សុីម៉ន|
សុភ៌ា ធម៌|ឌី វិជ្ជា|ហួត ពង្សសិរី|លឹម គានហោ|ស្វាយ ស៊ីថា|តាំង គឹមហ៊ួរ|ប្រាក់ សុខុន|វ៉ា គឹមហុង|ឆាយ បូរិន្ទ្រ|ឃួង ស្រេង|អ៊ាវ ចំរើន|
រ័ត្នសម្បត្តិ|សាន់ដ្រា|ម៉ាក់ស៍|ជិនឡា|សិក្ខាកាមសាកល្បង ០០១|ព៌ណ|ធ៌ម|រ៉េត|ញ៉ែម|ប៉័ង|ហ៎ោ
""".replace("\n", "").split("|")

FROZEN = (Path(__file__).parent / "sorted_words.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", REAL_NAMES)
def test_real_names_pass(name: str) -> None:
    assert shaping_fault(normalise_name(name)) is None


def test_words_of_the_course_pass() -> None:
    refused = {word for word in FROZEN if shaping_fault(word)}
    assert refused <= {"ញុះដ្ល៉ុះៈច្គាំឍ្ណុំ", "មិថងេះៈឥ", "មុះៈ", "វៀគូកុះៈ"}, "only strings that no one writes"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\u25cc\u17b6", Fault.DOTTED_CIRCLE),
        ("\u17b6ន", Fault.ORPHAN),
        ("សុខ \u17b6", Fault.ORPHAN),
        ("1\u17c9", Fault.ORPHAN),
        ("\u17d2ក", Fault.ORPHAN),
        ("សុខ\u17d2", Fault.OPEN_SUBSCRIPT),
        ("សុ\u17d2 ខ", Fault.OPEN_SUBSCRIPT),
        ("ក\u17d2\u17b6", Fault.OPEN_SUBSCRIPT),
        ("កា\u17b7", Fault.MARKS),
        ("ក់\u17cb", Fault.MARKS),
        ("កា\u17d2ក", Fault.MARKS),
        ("ក\u17c6\u17c6", Fault.MARKS),
        ("ងែ\u17c9ត", Fault.MARKS),
        ("ស្ត្រ្យ", Fault.MARKS),
        ("Иван", Fault.NO_GLYPH),
        ("សុខ ☺", Fault.NO_GLYPH),
        ("សុខ\u200bវិបុល", Fault.NO_GLYPH),
        ("王", Fault.NO_GLYPH),
    ],
)
def test_text_that_would_print_wrongly_is_named(text: str, fault: Fault) -> None:
    assert shaping_fault(text) is fault


def test_every_fault_has_a_sentence() -> None:
    assert all(fault_sentence(fault) for fault in Fault)

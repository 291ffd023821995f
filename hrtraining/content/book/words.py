"""The words that only paper needs, in both languages: a book is made for a language, not for a reader who asks."""

from __future__ import annotations

from collections.abc import Mapping

from hrtraining.core.i18n import Text
from hrtraining.core.khmer.digits import number

CADET = "cadet"
TRAINER = "trainer"
KINDS = (CADET, TRAINER)

BOOKS: Mapping[str, Text] = {
    CADET: Text("សៀវភៅសិស្សនគរបាល", "Cadet edition"),
    TRAINER: Text("សៀវភៅគ្រូបណ្តុះបណ្តាល", "Trainer edition"),
}
COURSE = Text(
    "វគ្គបណ្តុះបណ្តាលនគរបាលជាតិកម្ពុជា ស្តីពីការកាត់បន្ថយគ្រោះថ្នាក់ពីការប្រើប្រាស់គ្រឿងញៀន",
    "Harm reduction training for the Cambodian National Police",
)
DRAFT = Text(
    "សេចក្តីព្រាងរៀបរៀងពីប្រភពសាធារណៈ មិនមែនកម្មវិធីសិក្សាដែលបានអនុម័តទេ",
    "draft composed from public sources, not the approved curriculum",
)
AWAITS_REVIEW = Text("សេចក្តីព្រាង – រង់ចាំការពិនិត្យ", "Draft – awaits review")
APPROVED = Text("កំណែដែលបានអនុម័ត", "Approved edition")
DEMONSTRATION = Text("ទិន្នន័យសាកល្បង", "Demonstration")
EDITION = Text("កំណែ", "Edition")

LABELS: Mapping[str, Text] = {
    "about": Text("អំពីកំណែនេះ", "About this edition"),
    "contents": Text("មាតិកា", "Contents"),
    "module": Text("ម៉ូឌុលទី {n}", "Module {n}"),
    "lesson": Text("មេរៀនទី {n}", "Lesson {n}"),
    "objectives": Text("វត្ថុបំណងសិក្សា", "Learning objectives"),
    "afterwards": Text("រៀនចប់ម៉ូឌុលនេះ អ្នកអាច៖", "After this module you can:"),
    "in_module": Text("ក្នុងម៉ូឌុលនេះ", "In this module"),
    "hours": Text("ក្នុងថ្នាក់ {n} ម៉ោង", "{n} hours in class"),
    "academy_hours": Text("ក្នុងបណ្ឌិត្យសភា {n} ម៉ោង", "{n} hours in an academy of 36 hours"),
    "screen": Text("អានលើទូរស័ព្ទ {n} នាទី", "{n} minutes on the phone"),
    "minutes": Text("{n} នាទី", "{n} minutes"),
    "scene": Text("សាច់រឿង", "Scene"),
    "scene_how": Text(
        "អានលេខ {n} សិន។ ជ្រើសរើសផ្លូវមួយ រួចទៅលេខដែលប្រាប់។ កុំអានលេខផ្សេងមុន។",
        "Read number {n} first. Choose one way and go to the number it names. Do not read the others before.",
    ),
    "go_to": Text("ទៅលេខ {n}", "go to {n}"),
    "page_word": Text("ទំព័រ", "page"),
    "came_from": Text("បើអ្នកមកពីលេខ {n} {letter}៖", "If you came from {n} {letter}:"),
    "good": Text("លទ្ធផលល្អ", "A good ending"),
    "mixed": Text("លទ្ធផលល្អខ្លះ មិនល្អខ្លះ", "A mixed ending"),
    "poor": Text("លទ្ធផលមិនល្អ", "A poor ending"),
    "health": Text("សុខភាព", "Health"),
    "legal": Text("ច្បាប់", "Law"),
    "community": Text("សហគមន៍", "Community"),
    "check": Text("សំណួរពិនិត្យចំណេះដឹង", "Knowledge check"),
    "check_key": Text("ធនាគារសំណួរ និងចម្លើយ", "Question bank with the key"),
    "question": Text("សំណួរទី {n}", "Question {n}"),
    "multiple": Text("អាចមានចម្លើយត្រូវច្រើនជាងមួយ", "more than one may be right"),
    "ordering": Text("សរសេរលេខលំដាប់ក្នុងប្រអប់", "write the order in the boxes"),
    "matching": Text("សរសេរអក្សរដែលត្រូវគ្នាក្នុងប្រអប់", "write the letter that fits in the box"),
    "reflection": Text("គិត រួចសរសេរខ្លីៗ។ មិនដាក់ពិន្ទុទេ", "think, then write a few words; no marks"),
    "model": Text("ចម្លើយល្អមួយសម្រាប់ប្រៀបធៀប", "A good answer to compare with"),
    "answer": Text("ចម្លើយ", "Answer"),
    "right": Text("ត្រូវ", "right"),
    "objective": Text("វត្ថុបំណងទី {n}", "objective {n}"),
    "pass": Text("ត្រូវ {n} ឡើងទៅ ទើបជាប់", "{n} right passes"),
    "guide": Text("ការណែនាំសម្រាប់បង្រៀនក្នុងថ្នាក់", "Notes for the class"),
    "handout": Text("សន្លឹកសម្រាប់ទុកមើល", "Page to keep"),
    "law": Text("អ្វីដែលប្រភពសាធារណៈនិយាយអំពីច្បាប់", "What public sources say about the law"),
    "law_lead": Text(
        "អត្ថបទផ្លូវការរបស់ច្បាប់ មិនមានជាសាធារណៈទេ។ សេចក្តីនីមួយៗប្រាប់ប្រភព ហើយរង់ចាំអ្នកត្រួតពិនិត្យច្បាប់។",
        "The official text of the law is not public. Each statement names its source and awaits the legal reviewer.",
    ),
    "law_short": Text("អំពីច្បាប់", "On the law"),
    "as_of": Text("គិតត្រឹមថ្ងៃទី {day}", "as of {day}"),
    "glossary": Text("សទ្ទានុក្រម", "Glossary"),
    "proposed": Text("ពាក្យស្នើ", "proposed wording"),
    "proposed_note": Text(
        "«ពាក្យស្នើ» ជាពាក្យខ្មែរដែលយើងមិនទាន់រកឃើញក្នុងឯកសារផ្លូវការ ហើយរង់ចាំការពិនិត្យ។",
        "“Proposed wording” is Khmer that was not found in an official document and awaits review.",
    ),
    "sources": Text("ប្រភពឯកសារ", "Sources"),
    "secondary": Text("ប្រភពបន្ទាប់បន្សំ", "secondary source"),
    "no_year": Text("មិនស្គាល់ឆ្នាំ", "no year"),
    "index": Text("បញ្ជីពាក្យតាមទំព័រ", "Index of terms"),
    "index_note": Text(
        "ពាក្យដែលមាននៅទំព័រច្រើន បង្ហាញតែទំព័រដែលប្រើវាញឹកញាប់ជាងគេ។",
        "For a word that stands on many pages, only the pages that use it most are named.",
    ),
    "name": Text("ឈ្មោះ", "Name"),
    "date": Text("កាលបរិច្ឆេទ", "Date"),
    "key": Text("ចម្លើយសម្រាប់គ្រូ", "Key for the trainer"),
    "my_way": Text("ផ្លូវដែលខ្ញុំជ្រើស", "My way"),
    "card": Text("កាតសុវត្ថិភាព", "Safety card"),
    "poster": Text("ផ្ទាំងសុវត្ថិភាព", "Safety poster"),
    "form": Text("ទម្រង់ {n}", "Form {n}"),
}

LETTERS = Text("កខគឃងចឆជឈញ", "abcdefghij")


def say(name: str, lang: str, **values: object) -> str:
    """A label of paper in a language, numbers in its digits."""
    written = {
        key: number(value, lang, 0 if float(value).is_integer() else 1)
        if isinstance(value, int | float)
        else value
        for key, value in values.items()
    }
    return LABELS[name].in_(lang).format(**written)


def letter(place: int, lang: str) -> str:
    """The letter of the option or choice at a place, counted from 0."""
    return LETTERS.in_(lang)[place]

"""The words of the invitation slip, in both languages on one sheet."""

from __future__ import annotations

from hrtraining.core.i18n import Text
from hrtraining.core.khmer.dates import long_date
from hrtraining.followup.domain import Window

SEALED = Text("បិទជិត — សម្រាប់ម្ចាស់ឈ្មោះបើកតែម្នាក់គត់", "Sealed — to be opened by this person only")
FOLD_UP = Text(
    "១. បត់ផ្នែកក្រោមឡើងលើតាមបន្ទាត់នេះ ឱ្យអក្សរនៅខាងក្នុង", "1. Fold the lower part up here, the words inside"
)
FOLD_BACK = Text("២. បត់ផ្នែកលើទៅក្រោយតាមបន្ទាត់នេះ", "2. Fold the upper part back here")
SEAL = Text("៣. បិទស្កុតត្រង់នេះ", "3. Seal the edge here with tape")
CODE = Text("កូដរបស់អ្នក", "Your code")
OR_TYPE = Text("ឬបើកអាសយដ្ឋាននេះ រួចវាយកូដ៖", "or open this address and type the code:")
STEPS = (
    Text(
        "ស្កេនកូដ QR ដោយទូរស័ព្ទណាក៏បាន។ មិនត្រូវការអ៊ីមែល ឬលេខ PIN ទេ។",
        "Scan the square with any phone. You need no e-mail and no PIN.",
    ),
    Text(
        "ឆ្លើយសំណួរ ៣៣ ដូចពេលរៀនវគ្គ។ ចំណាយពេលប្រហែល ១៥ នាទី។",
        "Answer the same 33 questions as in the course. It takes about 15 minutes.",
    ),
    Text(
        "បន្ទាប់មក មានសំណួរខ្លី ៥ អំពីការងាររបស់អ្នក។ រំលងក៏បាន។",
        "Then come 5 short questions about your work. You may leave them out.",
    ),
)
PROMISES = (
    Text(
        "គេជ្រើសអ្នកដោយចាប់ឆ្នោត មិនមែនដោយសារចម្លើយរបស់អ្នកទេ។",
        "You were drawn by lot, not because of your answers.",
    ),
    Text(
        "សាលាដឹងតែថាអ្នកបានឆ្លើយឬនៅ។ គ្មាននរណាឃើញចម្លើយជាមួយឈ្មោះអ្នកទេ។",
        "Your academy sees whether you answered, never what. Nobody sees answers beside your name.",
    ),
    Text(
        "កុំឱ្យសំបុត្រនេះទៅអ្នកដទៃ។ កូដប្រើបានម្តង រហូតដល់ផ្ញើចម្លើយ។",
        "Give this slip to nobody. The code works until the answers are sent, once.",
    ),
)
DRAFT = Text(
    "សេចក្តីព្រាងរៀបរៀងពីប្រភពសាធារណៈ មិនមែនកម្មវិធីសិក្សាដែលបានអនុម័តទេ",
    "draft composed from public sources, not the approved curriculum",
)
DEMONSTRATION = Text("ទិន្នន័យសាកល្បង", "Demonstration")


def days(window: Window) -> Text:
    """From when to when the code works."""
    first, last = window.first, window.last
    return Text(
        f"ប្រើបានពី {long_date(first, 'km')} ដល់ {long_date(last, 'km')}",
        f"Works from {long_date(first, 'en')} to {long_date(last, 'en')}",
    )

"""Names of figures and groups in both languages, for pages and for files that carry both side by side."""

from __future__ import annotations

from hrtraining.core.i18n import Text

CATEGORIES: dict[str, dict[str, Text]] = {
    "sex": {"female": Text("ស្រី", "Women"), "male": Text("ប្រុស", "Men")},
    "rank_band": {
        "cadet": Text("សិស្សនគរបាល", "Cadets"),
        "non_commissioned": Text("ព្រឹន្ទបាល", "Non-commissioned officers"),
        "junior_officer": Text("អនុសេនីយ៍", "Junior officers"),
        "senior_officer": Text("វរសេនីយ៍ឡើងទៅ", "Senior officers"),
        "civilian": Text("ជនស៊ីវិល", "Civilians"),
    },
    "participant_group": {
        "police": Text("នគរបាល", "Police"),
        "local_authority": Text("អាជ្ញាធរមូលដ្ឋាន", "Local authority"),
        "civil_society": Text("អង្គការសង្គមស៊ីវិល", "Civil society"),
    },
    "language": {"km": Text("ភាសាខ្មែរ", "Khmer"), "en": Text("ភាសាអង់គ្លេស", "English")},
    "channel": {"web": Text("លើអេក្រង់", "On screen"), "paper": Text("លើក្រដាស", "On paper")},
    "form": {
        "same": Text("ទម្រង់ដដែល មុន និងក្រោយ", "Same form"),
        "A>B": Text("ទម្រង់ ក មុន ខ ក្រោយ", "Form A before, B after"),
        "B>A": Text("ទម្រង់ ខ មុន ក ក្រោយ", "Form B before, A after"),
    },
}
"""Categories of the declared one-way breakdowns; a code that is not here is printed as it is."""

NOT_STATED = Text("មិនបានបញ្ជាក់", "Not stated")

DIMENSIONS: dict[str, Text] = {
    "sex": Text("ភេទ", "Sex"),
    "rank_band": Text("ឋានន្តរស័ក្តិ", "Rank band"),
    "participant_group": Text("ក្រុមអ្នកចូលរួម", "Participant group"),
    "language": Text("ភាសានៃតេស្ត", "Language of the test"),
    "channel": Text("របៀបឆ្លើយ", "Way of answering"),
    "form": Text("ទម្រង់តេស្ត", "Form of the test"),
}

DEMONSTRATION = Text(
    "ទិន្នន័យសាកល្បង៖ មនុស្ស និងតួលេខជាការប្រឌិត", "Demonstration: the people and the figures are invented"
)
DRAFT = Text(
    "សេចក្តីព្រាងរៀបរៀងពីប្រភពសាធារណៈ មិនមែនកម្មវិធីសិក្សាដែលបានអនុម័តទេ",
    "draft composed from public sources, not the approved curriculum",
)

NATION = Text("ទូទាំងប្រទេស", "Nation")
OTHER_VERSION = Text(
    "កំណែតេស្តផ្សេង មិនបូកបញ្ចូលទេ", "Another version of the test, never put together with this one"
)
HIDDEN = Text("លាក់ ដើម្បីការពារក្រុមតូច", "hidden to protect small groups")
FEW_WORKSHOPS = Text("វគ្គតិចពេក", "too few workshops")
NOT_ESTIMABLE = Text("គណនាមិនបាន", "not estimable")

FIGURES: dict[str, Text] = {
    "registered": Text("បានចុះឈ្មោះ", "Registered"),
    "excused": Text("លើកលែងពីតេស្តមុនវគ្គ", "Excused from the pre-test"),
    "pre": Text("បានផ្ញើតេស្តមុនវគ្គ", "Sent the pre-test"),
    "post": Text("បានផ្ញើតេស្តក្រោយវគ្គ", "Sent the post-test"),
    "pairs": Text("បានធ្វើតេស្តទាំងពីរ", "Took both tests"),
    "late": Text("មកដល់យឺត (តេស្តទាំងពីរ)", "Arrived late (both tests)"),
    "unfinished": Text("ធ្វើមិនចប់ពេលបិទ (តេស្តទាំងពីរ)", "Not finished at closing (both tests)"),
    "scored": Text("គូដែលមានពិន្ទុ", "Pairs with a score"),
    "workshops": Text("វគ្គ", "Workshops"),
    "pooled_before": Text("ចម្លើយគាំទ្រមុនវគ្គ (%)", "Favourable answers before (%)"),
    "pooled_after": Text("ចម្លើយគាំទ្រក្រោយវគ្គ (%)", "Favourable answers after (%)"),
    "pooled_points": Text("ប្រែប្រួល (ចំណុចភាគរយ)", "Change (percentage points)"),
    "pooled_low": Text("ចន្លោះ ៩៥% ពី (ចំណុចភាគរយ)", "95% interval from (percentage points)"),
    "pooled_high": Text("ចន្លោះ ៩៥% ដល់ (ចំណុចភាគរយ)", "95% interval to (percentage points)"),
    "pooled_relative": Text("ធៀបនឹងមុនវគ្គ (%)", "Relative to before (%)"),
    "items_rose": Text("សំណួរដែលចម្លើយគាំទ្រកើន", "Questions that rose"),
    "items_same": Text("សំណួរដដែល", "Questions that stayed"),
    "items_fell": Text("សំណួរដែលចម្លើយគាំទ្រថយ", "Questions that fell"),
    "items_beyond_chance": Text("សំណួរកើនលើសពីការចៃដន្យ (Holm)", "Questions that rose beyond chance (Holm)"),
    "mean_rise": Text(
        "កើនជាមធ្យមនៃសំណួរដែលកើន (ចំណុចភាគរយ)", "Mean rise of the questions that rose (percentage points)"
    ),
    "mark_before": Text("អ្នកបានដល់កម្រិតមុនវគ្គ (%)", "Learners at the mark before (%)"),
    "mark_after": Text("អ្នកបានដល់កម្រិតក្រោយវគ្គ (%)", "Learners at the mark after (%)"),
    "rose_to_mark": Text("ឡើងដល់កម្រិត (នាក់)", "Rose to the mark (people)"),
    "fell_below_mark": Text("ធ្លាក់ក្រោមកម្រិត (នាក់)", "Fell below the mark (people)"),
    "mean_before": Text("ពិន្ទុមធ្យមមុនវគ្គ", "Mean score before"),
    "mean_after": Text("ពិន្ទុមធ្យមក្រោយវគ្គ", "Mean score after"),
    "mean_change": Text("ពិន្ទុប្រែប្រួលជាមធ្យម", "Mean change of the score"),
    "mean_low": Text("ពិន្ទុប្រែប្រួល៖ ចន្លោះ ៩៥% ពី", "Change of the score: 95% interval from"),
    "mean_high": Text("ពិន្ទុប្រែប្រួល៖ ចន្លោះ ៩៥% ដល់", "Change of the score: 95% interval to"),
    "higher": Text("ពិន្ទុខ្ពស់ជាងមុន (នាក់)", "Scored higher (people)"),
    "same": Text("ពិន្ទុដដែល (នាក់)", "Scored the same (people)"),
    "lower": Text("ពិន្ទុទាបជាងមុន (នាក់)", "Scored lower (people)"),
    "higher_percent": Text("ពិន្ទុខ្ពស់ជាងមុន (%)", "Scored higher (%)"),
    "effect": Text("ទំហំប្រែប្រួល g_av", "Effect size g_av"),
    "alpha_before": Text("ភាពស៊ីគ្នានៃសំណួរមុនវគ្គ (KR-20)", "Reliability before (KR-20)"),
    "alpha_after": Text("ភាពស៊ីគ្នានៃសំណួរក្រោយវគ្គ (KR-20)", "Reliability after (KR-20)"),
    "left": Text("អ្នកដែលគ្មានតេស្តក្រោយវគ្គ (នាក់)", "People without a post-test"),
    "mean_left": Text("ពិន្ទុមុនវគ្គរបស់អ្នកទាំងនោះ", "Their mean score before"),
    "mean_stayed": Text("ពិន្ទុមុនវគ្គរបស់អ្នកបានធ្វើទាំងពីរ", "Mean score before of those who took both"),
    "if_unchanged": Text("ពិន្ទុប្រែប្រួលបើអ្នកទាំងនោះដដែល", "Mean change if those people had stayed as they were"),
}
"""Figures by the name under which files carry them."""

ITEM_COLUMNS: dict[str, Text] = {
    "item": Text("លេខសំណួរ", "Question"),
    "wording_km": Text("ពាក្យពេចន៍ជាខ្មែរ", "Wording in Khmer"),
    "wording_en": Text("ពាក្យពេចន៍ជាអង់គ្លេស", "Wording in English"),
    "construct": Text("ប្រធានបទ", "Topic"),
    "n": Text("គូ", "Pairs"),
    "before": Text("គាំទ្រមុនវគ្គ (%)", "Favourable before (%)"),
    "after": Text("គាំទ្រក្រោយវគ្គ (%)", "Favourable after (%)"),
    "points": Text("ប្រែប្រួល (ចំណុចភាគរយ)", "Change (percentage points)"),
    "low": Text("ចន្លោះ ៩៥% ពី", "95% interval from"),
    "high": Text("ចន្លោះ ៩៥% ដល់", "95% interval to"),
    "to": Text("ប្តូរមកគាំទ្រ", "Moved to favourable"),
    "away": Text("ប្តូរចេញពីគាំទ្រ", "Moved away"),
    "p_exact": Text("p (McNemar ពិតប្រាកដ)", "p (exact McNemar)"),
    "p_holm": Text("p (Holm)", "p (Holm)"),
}

GROUP_COLUMNS: dict[str, Text] = {
    "level": Text("កម្រិត", "Level"),
    "group_km": Text("ក្រុមជាខ្មែរ", "Group in Khmer"),
    "group_en": Text("ក្រុមជាអង់គ្លេស", "Group in English"),
    "pairs": FIGURES["pairs"],
    "before": ITEM_COLUMNS["before"],
    "after": ITEM_COLUMNS["after"],
    "points": ITEM_COLUMNS["points"],
    "higher": FIGURES["higher"],
    "same": FIGURES["same"],
    "lower": FIGURES["lower"],
}

KINDS: dict[str, Text] = {
    "attitude": Text("ឥរិយាបថ និងបំណង", "Attitude and intention"),
    "knowledge": Text("ចំណេះដឹង", "Knowledge"),
}
"""The two kinds of items; topics of a file that names none."""

LEVELS: dict[str, Text] = {
    "academy": Text("សាលា", "Academy"),
    "workshop": Text("វគ្គ", "Workshop"),
    **DIMENSIONS,
}


def category(dimension: str, code: str) -> Text:
    """The name of a category of a breakdown."""
    if not code:
        return NOT_STATED
    return CATEGORIES.get(dimension, {}).get(code, Text(code, code))

"""The sentences of what is left after months, for the printed report, in both languages."""

from __future__ import annotations

from hrtraining.core.i18n import Text

WORDS: dict[str, Text] = {
    "left": Text("នៅសល់ប៉ុន្មានក្រោយច្រើនខែ", "What is left after months"),
    "left_says": Text(
        "%(months)s ខែក្រោយវគ្គ នៅសល់ %(kept)s នៃការកើនឡើង៖ មនុស្សដដែល %(n)s នាក់ បានពិន្ទុមធ្យម %(before)s មុនវគ្គ "
        "%(after)s ក្រោយវគ្គ និង %(later)s នៅពេលនោះ។",
        "%(months)s months after the course %(kept)s of the gain is left: the same %(n)s people scored %(before)s before, "
        "%(after)s after and %(later)s then.",
    ),
    "left_says_scores": Text(
        "%(months)s ខែក្រោយវគ្គ មនុស្សដដែល %(n)s នាក់ បានពិន្ទុមធ្យម %(later)s។ មុនវគ្គ ពួកគេបាន %(before)s ក្រោយវគ្គ %(after)s។",
        "%(months)s months after the course the same %(n)s people scored %(later)s; they had %(before)s before and "
        "%(after)s after.",
    ),
    "left_says_people": Text(
        "%(n)s នាក់ឆ្លើយម្តងទៀត %(months)s ខែក្រោយវគ្គ។ ពិន្ទុខ្លះត្រូវលាក់ ដើម្បីការពារក្រុមតូច។",
        "%(n)s people answered again %(months)s months after the course; some scores stay hidden to protect small groups.",
    ),
    "left_few": Text(
        "មានការតាមដានដែលចប់ហើយ តែអ្នកឆ្លើយនៅតិចជាងដប់នាក់៖ មិនទាន់បង្ហាញបានទេ។ ដូច្នេះ តួលេខនេះមិនប្រាប់ថា ការប្រែប្រួលនៅបានយូរប៉ុនណាទេ។ "
        "នៅទីហួណា ពាក់កណ្តាលនៃអ្វីដែលកើន បាត់ទៅវិញក្នុង ២៤ ខែ។",
        "Follow-ups have ended, but fewer than ten people can be shown: nothing here says how long the change lasts. In "
        "Tijuana half of the gain was gone after 24 months.",
    ),
    "left_none": Text(
        "មិនទាន់មានការតាមដានក្រោយច្រើនខែទេ។ តេស្តក្រោយវគ្គធ្វើភ្លាមៗ ដូច្នេះ តួលេខនេះមិនប្រាប់ថា ការប្រែប្រួលនៅបានយូរប៉ុនណាទេ។ "
        "នៅទីហួណា ពាក់កណ្តាលនៃអ្វីដែលកើន បាត់ទៅវិញក្នុង ២៤ ខែ។",
        "No follow-up was made yet. The post-test is taken at once, so nothing here says how long the change lasts; in "
        "Tijuana half of the gain was gone after 24 months.",
    ),
    "left_nation": Text(
        "តេស្តក្រោយវគ្គធ្វើភ្លាមៗ។ ការតាមដានក្រោយច្រើនខែ រាយការណ៍តែសម្រាប់ទូទាំងប្រទេស ព្រោះក្នុងសាលា ឬវគ្គមួយ អ្នកឆ្លើយតិចពេក។",
        "The post-test is taken at once. The follow-up after months is reported for the nation only: one academy or "
        "workshop has too few people in it.",
    ),
    "left_page": Text(
        "តេស្តក្រោយវគ្គធ្វើភ្លាមៗ។ អ្វីដែលនៅសល់ក្រោយច្រើនខែ មានតែរបស់អ្នកដែលចាប់ឆ្នោតបាន ហើយឆ្លើយម្តងទៀត។",
        "The post-test is taken at once. What is left after months is known only of those who were drawn and answered "
        "again.",
    ),
    "left_page_file": Text(
        "តេស្តក្រោយវគ្គធ្វើភ្លាមៗ។ អ្វីដែលនៅសល់ក្រោយច្រើនខែ មានតែរបស់អ្នកដែលឆ្លើយម្តងទៀត។",
        "The post-test is taken at once. What is left after months is known only of those who answered again.",
    ),
    "left_alt": Text(
        "%(months)s ខែ៖ មុនវគ្គ %(before)s ក្រោយវគ្គ %(after)s ពេលនោះ %(later)s",
        "%(months)s months: before %(before)s, after %(after)s, then %(later)s",
    ),
    "left_axis": Text(
        "ពិន្ទុមធ្យមរបស់មនុស្សដដែល៖ បន្ទាត់ក្រោម = ០ បន្ទាត់លើ = %(items)s ក្នុង %(items)s។",
        "Mean score of the same people: lower line = 0, upper line = all %(items)s.",
    ),
    "left_line": Text("តាមដាន %(months)s ខែ (n = %(n)s)", "followed for %(months)s months (n = %(n)s)"),
    "months": Text("%(n)s ខែ", "%(n)s months"),
    "then": Text("ពេលនោះ", "then"),
    "same_people": Text("មនុស្សដដែល មុនវគ្គ ក្រោយវគ្គ និងពេលតាមដាន", "The same people before, after and then"),
    "followed_after": Text("តាមដានក្រោយ", "Followed after"),
    "people_n": Text("មនុស្ស", "People"),
    "against_before": Text("ធៀបនឹងមុនវគ្គ (៩៥%)", "Since before (95%)"),
    "against_after": Text("ធៀបនឹងក្រោយវគ្គ (៩៥%)", "Since after (95%)"),
    "gain_left": Text("នៅសល់", "Gain left"),
    "left_hint": Text(
        "ពិន្ទុមធ្យមបង្គត់ (%(steps)s) ដើម្បីកុំឱ្យគេគណនាពិន្ទុរបស់មនុស្សម្នាក់បាន ដូច្នេះ ចំណែកដែលនៅសល់ ជួនកាលប្រាប់បានតែតិចបំផុត និងច្រើនបំផុត។ "
        "ចន្លោះ ៩៥%% មានតែពី ៦ វគ្គឡើងទៅ។",
        "Means are rounded (%(steps)s), so that nobody’s own score can be worked out; of the gain left, only the least and "
        "the most may be known then. Intervals are printed from 6 workshops on.",
    ),
    "left_dash": Text(
        "សញ្ញា «–» = គណនាមិនបាន ព្រោះការកើនឡើងតូចជាងការបង្គត់។",
        "“–” cannot be estimated: the gain is smaller than the rounding.",
    ),
    "left_step": Text("%(months)s ខែ៖ ត្រឹម %(step)s", "%(months)s months: to %(step)s"),
    "lost_hint": Text(
        "ពិន្ទុរបស់អ្នកបាត់ បង្គត់គ្រើមជាង ព្រោះពួកគេតិចជាង (%(steps)s)។",
        "Scores of the lost are rounded more coarsely, because they are fewer (%(steps)s).",
    ),
    "stayed": Text("អ្នកឆ្លើយ និងអ្នកបាត់", "Who answered and who was lost"),
    "stayed_says": Text(
        "%(months)s ខែក្រោយវគ្គ ក្នុងអ្នកចាប់ឆ្នោតបាន %(invited)s នាក់ មាន %(answered)s នាក់ឆ្លើយ (%(share)s)។",
        "After %(months)s months %(answered)s of the %(invited)s people drawn by lot answered (%(share)s).",
    ),
    "stayed_says_file": Text(
        "%(months)s ខែក្រោយវគ្គ ក្នុងអ្នកធ្វើតេស្តទាំងពីរ %(invited)s នាក់ មាន %(answered)s នាក់ឆ្លើយ (%(share)s)។",
        "After %(months)s months %(answered)s of the %(invited)s people who took both tests answered (%(share)s).",
    ),
    "stayed_warning": Text(
        "លើសមួយភាគប្រាំបាត់៖ តួលេខខាងលើនិយាយពីអ្នកដែលនៅ មិនមែនពីមនុស្សទាំងអស់ទេ។",
        "More than a fifth were lost: the figures above are about those who stayed, not about everybody.",
    ),
    "drawn": Text("ចាប់ឆ្នោតបាន", "Drawn by lot"),
    "asked_file": Text("ធ្វើតេស្តទាំងពីរ", "Took both tests"),
    "answered": Text("បានឆ្លើយ", "Answered"),
    "workshops": Text("វគ្គ", "Workshops"),
    "stayed_before": Text("អ្នកឆ្លើយ៖ មុន → ក្រោយ", "Answered: before → after"),
    "lost_before": Text("អ្នកបាត់៖ មុន → ក្រោយ", "Lost: before → after"),
    "work": Text("ការងារក្រោយវគ្គ តាមដែលគេប្រាប់", "Work since the course, as people tell it"),
    "work_says": Text(
        "មានរបាយការណ៍ចំនួន %(n)s អំពីការងារបីខែ តាមដែលម្ចាស់ប្រាប់។ សួរដាច់ពីតេស្ត គ្មានឈ្មោះ គ្មានកូនសោភ្ជាប់នឹងតេស្ត ហើយគ្មានអ្វីបញ្ជាក់ថាពិតដូច្នោះទេ។",
        "%(n)s reports of three months of work, as people tell it. They were asked apart from the test, without names and "
        "without any key to the test; nothing proves that what they told is so.",
    ),
    "work_hint": Text(
        "ភាគរយបង្គត់ត្រឹម ៥ បើរបាយការណ៍មិនដល់ ១០០។ មនុស្សម្នាក់អាចប្រាប់មូលហេតុចាប់ខ្លួនច្រើន។",
        "Shares are rounded to 5 under a hundred reports. Several reasons for arrest may be named by one person.",
    ),
    "work_none": Text(
        "មិនទាន់មានរបាយការណ៍ការងារដែលបង្ហាញបានទេ៖ ឆមាសត្រូវចប់សិន ហើយមានរបាយការណ៍យ៉ាងតិចដប់។",
        "No report of work can be shown yet: a half-year must be over and have at least ten reports.",
    ),
}

"""The sentences of the printed report in both languages; numbers are put in where they are printed."""

from __future__ import annotations

from hrtraining.core.i18n import Text
from hrtraining.reporting import labels
from hrtraining.reporting.printed import words_followup

WORDS: dict[str, Text] = {
    # frame
    "report": Text("របាយការណ៍ មុន និងក្រោយវគ្គ", "Report of change before and after training"),
    "until": Text("វគ្គដែលបិទត្រឹម%(date)s", "Workshops that closed by %(date)s"),
    "version": Text("តែកំណែតេស្ត %(version)s", "version %(version)s of the test alone"),
    "of_file": Text("គណនាពីឯកសារដែលអ្នកកាន់ផ្តល់ឱ្យ", "Computed from files given by their holder"),
    "page": Text("ទំព័រ", "Page"),
    "demonstration": labels.DEMONSTRATION,
    "draft": labels.DRAFT,
    "before": Text("មុនវគ្គ", "before"),
    "after": Text("ក្រោយវគ្គ", "after"),
    "points": Text("ចំណុចភាគរយ", "percentage points"),
    "hidden": Text("លាក់", "hidden"),
    "and": Text(" និង ", " and "),
    "to": Text("%(low)s ដល់ %(high)s", "%(low)s to %(high)s"),
    "less_than": Text("តិចជាង %(share)s", "less than %(share)s"),
    "more_than": Text("ច្រើនជាង %(share)s", "more than %(share)s"),
    "few": Text("វគ្គតិចពេក", "too few workshops"),
    "in_part": Text("មួយផ្នែក", "in part"),
    # page 1
    "favourable_answers": Text("ចម្លើយគាំទ្រ", "Favourable answers"),
    "people": Text("មនុស្ស", "People"),
    "questions": Text("សំណួរ", "Questions"),
    "tile_people": Text("ក្នុង %(n)s នាក់ បានពិន្ទុខ្ពស់ជាងមុន", "of %(n)s people scored higher after"),
    "tile_lower": Text("ក្នុង %(n)s នាក់ បានពិន្ទុទាបជាងមុន", "of %(n)s people scored lower after"),
    "tile_lower_rest": Text(
        "ខ្ពស់ជាងមុន៖ %(higher)s · ដដែល៖ %(same)s", "higher: %(higher)s · the same: %(same)s"
    ),
    "tile_people_rest": Text("ដដែល៖ %(same)s · ទាបជាងមុន៖ %(lower)s", "the same: %(same)s · lower: %(lower)s"),
    "tile_items": Text("ក្នុង %(n)s សំណួរ ចម្លើយគាំទ្រកើន", "of %(n)s questions: more favourable answers"),
    "tile_items_rest": Text(
        "កើនលើសពីការចៃដន្យ៖ %(sure)s · ថយ៖ %(fell)s", "rose beyond chance: %(sure)s · fell: %(fell)s"
    ),
    "tile_fell_sure": Text(" (លើសពីការចៃដន្យ៖ %(n)s)", " (beyond chance: %(n)s)"),
    "interval": Text(
        "ចន្លោះទំនុកចិត្ត ៩៥%%៖ %(interval)s ចំណុចភាគរយ (គិតជាវគ្គ ចំនួន %(n)s)",
        "95%% interval: %(interval)s percentage points (workshops as units: %(n)s)",
    ),
    "interval_few": Text("គ្មានចន្លោះទំនុកចិត្តទេ៖ វគ្គតិចពេក (%(n)s)", "No interval: too few workshops (%(n)s)"),
    "interval_hidden": Text(
        "មិនបង្ហាញចន្លោះទំនុកចិត្តទេ ដើម្បីការពារក្រុមតូច", "No interval is printed, to protect small groups"
    ),
    "means": Text("តួលេខនេះមានន័យដូចម្តេច", "What this means"),
    "means_interval": Text(
        "បើគិតពីការចៃដន្យ ការប្រែប្រួលពិតរបស់សាលាទាំងនេះ ទំនងណាស់ស្ថិតពី %(interval)s ចំណុចភាគរយ។",
        "Allowing for chance, the change of these academies very probably lies from %(interval)s "
        "percentage points.",
    ),
    "means_academies": Text(
        "បើសាលាផ្សេងៗ ដូចសាលាទាំង %(n)s នេះ ការប្រែប្រួលនៅទីនោះ ទំនងណាស់ស្ថិតពី %(interval)s ចំណុចភាគរយ។",
        "If other academies behaved like these %(n)s, it would very probably lie from %(interval)s percentage "
        "points.",
    ),
    "means_academies_few": Text(
        "សាលានៅតិចពេក មិនអាចនិយាយពីសាលាផ្សេងបានទេ។",
        "There are too few academies to say how it would be in others.",
    ),
    "means_crosses": Text(
        "ចន្លោះនេះរួមទាំងសូន្យ៖ ការចៃដន្យតែមួយមុខ អាចឱ្យលទ្ធផលដូចនេះបាន។",
        "That interval includes zero: chance alone could have brought this result.",
    ),
    "means_few": Text(
        "វគ្គនៅតិចពេក មិនអាចនិយាយថា ការចៃដន្យអាចប្តូរតួលេខនេះប៉ុនណាទេ។",
        "There are too few workshops to say how far chance alone could move this figure.",
    ),
    "means_lower": Text(
        "មាន %(n)s នាក់ បានពិន្ទុទាបជាងមុន។ ទំព័រសំណួររាប់អ្នកដែលប្តូរចេញ លើសំណួរនីមួយៗ។",
        "Scored lower than before: %(n)s. The pages on questions count who moved away on each.",
    ),
    "means_hidden": Text(
        "«លាក់» មានន័យថា បើបង្ហាញចំនួននោះ គេអាចដឹងពីរឿងរបស់មនុស្សម្នាក់ៗ។",
        "“Hidden” stands where a number would tell something about single people.",
    ),
    "means_favourable": Text(
        "«គាំទ្រ» មានន័យថា យល់ស្របនឹងការកាត់បន្ថយគ្រោះថ្នាក់ និងតួនាទីរបស់នគរបាលក្នុងការងារនេះ ឬឆ្លើយត្រូវ បើសំណួរមានចម្លើយត្រូវ។",
        "“Favourable” means: for harm reduction and the role of the police in it, or right where the question has a right "
        "answer.",
    ),
    "means_test": Text(
        "តួលេខនេះវាស់តែចម្លើយលើតេស្ត (កម្រិតទី ២ ក្នុងចំណោម ៤៖ ការរៀនចេះ)។ វាមិនប្រាប់អ្វីអំពីការប្រព្រឹត្តពេលបំពេញការងារទេ។",
        "These figures measure answers on a test (level 2 of 4: learning) and say nothing about conduct on duty.",
    ),
    "contents": Text("ទំព័រនីមួយៗនិយាយថា", "What each page says"),
    # page 2
    "who": Text("អ្នកដែលបានរាប់", "Who is counted"),
    "who_says": Text(
        "ក្នុងអ្នកចុះឈ្មោះ %(registered)s នាក់ មាន %(pairs)s នាក់ធ្វើតេស្តទាំងពីរ។ របាយការណ៍រាប់តែអ្នកទាំងនេះ។",
        "Of %(registered)s registered people %(pairs)s took both tests; only they are counted.",
    ),
    "who_says_file": Text(
        "ក្នុងសិក្ខាកាម %(registered)s នាក់នៃឯកសារ មាន %(pairs)s នាក់ធ្វើតេស្តទាំងពីរ។ របាយការណ៍រាប់តែអ្នកទាំងនេះ។",
        "Of %(registered)s learners in the file %(pairs)s took both tests; only they are counted.",
    ),
    "flow": Text("ផ្លូវពីការចុះឈ្មោះដល់តួលេខ", "The way from registration to the figures"),
    "registered": Text("បានចុះឈ្មោះ", "Registered"),
    "sent_before": Text("បានផ្ញើតេស្តមុនវគ្គ", "Sent the pre-test"),
    "sent_after": Text("បានផ្ញើតេស្តក្រោយវគ្គ", "Sent the post-test"),
    "both": Text("បានធ្វើតេស្តទាំងពីរ", "Took both tests"),
    "scored": Text("មានពិន្ទុទាំងពីរលើក", "Have a score both times"),
    "excused": Text("លើកលែងពីតេស្តមុនវគ្គ", "Excused from the pre-test"),
    "flow_rest": Text(
        "ក្នុងតេស្តទាំងពីររួមគ្នា៖ មកដល់យឺត ហើយមិនរាប់ %(late)s ធ្វើមិនចប់ពេលបិទ %(unfinished)s។",
        "Of both tests together: %(late)s arrived late and are not counted, %(unfinished)s were not finished at closing.",
    ),
    "too_many_gaps": Text("រំលងសំណួរច្រើនពេក៖ គ្មានពិន្ទុ", "Left out too many questions: no score"),
    "learners": Text("សិក្ខាកាមក្នុងឯកសារ", "Learners in the file"),
    "with_pre": Text("មានតេស្តមុនវគ្គ", "With a pre-test"),
    "duplicates": Text("ជួរស្ទួន (ផ្ញើម្តងទៀត)", "Rows sent twice"),
    "superseded": Text("តេស្តលើកក្រោយៗ មិនរាប់", "Later attempts, not counted"),
    "not_after": Text("តេស្តក្រោយវគ្គ មកមុនតេស្តមុនវគ្គ", "Post-test not later than the pre-test"),
    "post_only": Text("មានតែតេស្តក្រោយវគ្គ", "Only a post-test"),
    "pre_only": Text("គ្មានតេស្តក្រោយវគ្គ", "Without a post-test"),
    "lost": Text("អ្នកដែលគ្មានតេស្តក្រោយវគ្គ", "Those without a post-test"),
    "lost_hidden": Text(
        "ពិន្ទុរបស់អ្នកទាំងនេះលាក់ ព្រោះអ្នកទាំងនេះតិចពេក ឬគណនាមិនបាន។",
        "Their scores stay hidden because they are few, or cannot be estimated.",
    ),
    "lost_says": Text(
        "ក្នុងអ្នកមានពិន្ទុមុនវគ្គ %(left)s នាក់គ្មានតេស្តក្រោយវគ្គ។ មុនវគ្គ អ្នកទាំងនេះបានពិន្ទុមធ្យម %(mean_left)s "
        "ឯអ្នកដែលធ្វើទាំងពីរបាន %(mean_stayed)s។ "
        "បើអ្នកទាំងនោះនៅដដែល ពិន្ទុទាំងអស់គ្នាប្រែប្រួលមធ្យម %(change)s។",
        "Of those with a score before %(left)s have no post-test. They scored %(mean_left)s on average, those who took "
        "both %(mean_stayed)s. If they had stayed as they were, the mean score of all would change by %(change)s.",
    ),
    "lost_warning": Text(
        "អ្នកចាកចេញខុសពីអ្នកនៅ (ល្វែង %(smd)s គម្លាតស្តង់ដារ)៖ អានតួលេខដោយប្រយ័ត្ន។",
        "Those who left differ from those who stayed (by %(smd)s standard deviations): read the figures with care.",
    ),
    "groups_says": Text(
        "ក្នុងក្រុមទាំង %(n)s លើទំព័រនេះ ចម្លើយគាំទ្រកើនក្នុង %(rose)s ថយក្នុង %(fell)s និងលាក់ %(hidden)s។",
        "Of the %(n)s groups on this page favourable answers rose in %(rose)s and fell in %(fell)s; %(hidden)s are hidden.",
    ),
    "each_academy": Text("សាលានីមួយៗ", "Each academy"),
    "each_workshop": Text("វគ្គនីមួយៗ", "Each workshop"),
    "trend": Text("ការផ្សព្វផ្សាយម្តងៗ", "Each publication"),
    "trend_last": Text("ការផ្សព្វផ្សាយ %(n)s លើកចុងក្រោយ", "The last %(n)s publications"),
    "closed_on": Text("ផ្សព្វផ្សាយថ្ងៃទី", "Published on"),
    "academy": Text("សាលា", "Academy"),
    "workshop": Text("វគ្គ", "Workshop"),
    "change": Text("ប្រែប្រួល", "Change"),
    "higher_same_lower": Text("ខ្ពស់ / ដដែល / ទាប", "Higher / same / lower"),
    "lock": Text(
        "«លាក់» ការពារមនុស្សក្នុងក្រុមតូច។ ក្រុមធំខ្លះក៏លាក់ដែរ បើតួលេខរបស់ក្រុមធំអាចឱ្យគេដឹងតួលេខក្រុមតូច។",
        "“Hidden” protects people in small groups. Larger groups are hidden too where their figures would give a small "
        "one away.",
    ),
    "lock_groups": Text(
        "ក្រុមនីមួយៗរាប់តែការផ្សព្វផ្សាយដែលក្រុមនោះមិនលាក់។ ដូច្នេះ បើបូកក្រុមទាំងអស់ អាចតិចជាងចំនួនមនុស្សសរុប។",
        "Each group leaves out the publications in which it was hidden, so the groups may add up to less than all people.",
    ),
    "lock_part": Text(
        "«មួយផ្នែក» មានន័យថា ការផ្សព្វផ្សាយខ្លះនៃសាលានោះលាក់ ហើយមិនរាប់ក្នុងជួររបស់សាលា។",
        "“In part”: some publications of this academy are hidden, and its line leaves them out.",
    ),
    "missing_academies": Text("មិនទាន់មានតួលេខ៖ %(names)s", "Without figures so far: %(names)s"),
    # page 3
    "readings": Text("ការអានប្រាំបែប", "Five readings"),
    "readings_says": Text(
        "អានប្រាំបែប៖ ចម្លើយគាំទ្រ %(a)s ចំណុចភាគរយ · សំណួរកើន %(rose)s ក្នុង %(items)s · អ្នកបានយ៉ាងតិច %(mark)s ក្នុង %(items)s៖ %(c)s · "
        "ពិន្ទុមធ្យម %(d)s · អ្នកពិន្ទុខ្ពស់ជាងមុន៖ %(e)s។ ប្រយោគឆ្នាំ២០១១ ធៀបនឹងតួលេខទាំងនេះមិនបានទេ។",
        "The change read in five ways: answers %(a)s percentage points; %(rose)s of %(items)s questions rose; people with "
        "at least %(mark)s of %(items)s: %(c)s; mean score %(d)s; people who scored higher: %(e)s. The sentence of 2011 "
        "cannot be compared with any of them.",
    ),
    "readings_mark": Text("%(value)s ចំណុចភាគរយ", "%(value)s percentage points"),
    "old_sentence": Text("«កើន ៣៤% (យ៉ាងតិច ២៧ ក្នុង ៣៣)»", "“a 34% increase (at least 27 out of 33)”"),
    "old_from": Text("របាយការណ៍អំពីវគ្គសាកល្បង ឆ្នាំ២០១១។", "Report on the pilot, 2011."),
    "old_disclaimer": Text(
        "ប្រភពនោះមិនប្រាប់ចំនួនសិក្ខាកាម សំណួរ ឬវិធីគណនាទេ។ ដូច្នេះ ប្រៀបធៀបតាមស្ថិតិមិនបាន ហើយគ្មានជួរណាខាងក្រោមជាតួលេខចាស់នោះទេ។",
        "The source states neither the number of learners nor the questions nor the formula. So no test of difference is "
        "possible, and none of the lines below is the old figure.",
    ),
    "reading": Text("ការអាន", "Reading"),
    "r1": Text("ចម្លើយទាំងអស់រួមគ្នា", "All answers together"),
    "r1_what": Text("ភាគរយនៃចម្លើយគាំទ្រ ក្នុងចម្លើយទាំងអស់។", "Share of favourable answers among all answers."),
    "r1_relative": Text("ធៀបនឹងមុនវគ្គ៖ %(value)s%%។", "Relative to before: %(value)s%%."),
    "r2": Text("សំណួរដែលកើន", "Questions that rose"),
    "r2_what": Text(
        "ក្នុង %(items)s សំណួរ៖ កើន %(rose)s ដដែល %(same)s ថយ %(fell)s។ កើនលើសពីការចៃដន្យ៖ %(sure)s។",
        "%(rose)s rose, %(same)s stayed, %(fell)s fell, of %(items)s. Rose beyond chance: %(sure)s.",
    ),
    "r2_mean": Text("សំណួរដែលកើន កើនជាមធ្យម %(value)s។", "Mean rise of those that rose: %(value)s."),
    "r3": Text("អ្នកបានយ៉ាងតិច %(mark)s ក្នុង %(items)s", "Learners with at least %(mark)s of %(items)s"),
    "r3_what": Text(
        "ឡើងដល់កម្រិត៖ %(rose)s នាក់ · ធ្លាក់ក្រោម៖ %(fell)s នាក់",
        "Rose to the mark: %(rose)s · fell below: %(fell)s",
    ),
    "r4": Text("ពិន្ទុមធ្យម ក្នុង %(items)s", "Mean score, of %(items)s"),
    "r4_what": Text("ចំនួនចម្លើយគាំទ្រជាមធ្យម របស់មនុស្សម្នាក់", "Favourable answers of a person, on average"),
    "r5": Text("មនុស្សដែលពិន្ទុខ្ពស់ជាងមុន", "People who scored higher"),
    "r5_what": Text("ភាគរយនៃមនុស្សដែលមានពិន្ទុទាំងពីរលើក", "Share of the people who have a score both times"),
    "what": Text("វារាប់អ្វី", "What it counts"),
    "interval_short": Text("ចន្លោះ ៩៥%", "95% interval"),
    "points_rule": Text(
        "ពី %(a)s ទៅ %(b)s គឺប្រែប្រួល %(c)s ចំណុចភាគរយ។ បើធៀបនឹងមុនវគ្គ គឺ %(d)s%%។ តួលេខទាំងពីរនិយាយរឿងតែមួយ "
        "ដូច្នេះ របាយការណ៍នេះប្រើចំណុចភាគរយ។",
        "From %(a)s to %(b)s is %(c)s percentage points. Relative to before it is %(d)s%%. Both say the same thing, so this "
        "report keeps to percentage points.",
    ),
    # page 4
    "persons": Text("មនុស្សម្នាក់ៗ", "How each person changed"),
    "persons_says": Text(
        "ក្នុង %(n)s នាក់ដែលមានពិន្ទុទាំងពីរលើក %(higher)s នាក់ខ្ពស់ជាងមុន %(same)s នាក់ដដែល និង %(lower)s នាក់ទាបជាងមុន។",
        "Of the %(n)s people with a score both times, %(higher)s scored higher, %(same)s the same and %(lower)s lower.",
    ),
    "persons_in_part": Text(
        "ក្នុង %(n)s នាក់ដែលមានពិន្ទុទាំងពីរលើក %(known)s។ ចំនួនផ្សេងទៀតលាក់ ដើម្បីការពារមនុស្ស។",
        "Of the %(n)s people with a score both times %(known)s; the other numbers stay hidden to protect people.",
    ),
    "persons_higher": Text("%(n)s នាក់ខ្ពស់ជាងមុន", "%(n)s scored higher"),
    "persons_same": Text("%(n)s នាក់ដដែល", "%(n)s scored the same"),
    "persons_lower": Text("%(n)s នាក់ទាបជាងមុន", "%(n)s scored lower"),
    "persons_share": Text(
        "ក្នុង %(n)s នាក់ដែលមានពិន្ទុទាំងពីរលើក %(share)s បានពិន្ទុខ្ពស់ជាងមុន។ ចំនួនពិតប្រាកដលាក់ ដើម្បីការពារមនុស្ស។",
        "Of the %(n)s people with a score both times %(share)s scored higher; the exact numbers stay hidden to "
        "protect people.",
    ),
    "persons_hidden": Text(
        "ចំនួនអ្នកខ្ពស់ជាងមុន ដដែល ឬទាបជាងមុន លាក់ ដើម្បីការពារមនុស្ស។",
        "How many people scored higher, the same or lower stays hidden to protect people.",
    ),
    "higher": Text("ខ្ពស់ជាងមុន", "higher"),
    "same": Text("ដដែល", "the same"),
    "lower": Text("ទាបជាងមុន", "lower"),
    "reliable": Text("ប្រែប្រួលដែលទុកចិត្តបាន", "Reliable change"),
    "reliable_says": Text(
        "បើពិន្ទុរបស់មនុស្សម្នាក់ប្រែប្រួលតិចជាង %(points)s ពិន្ទុ នោះអាចមកពីតេស្តវាស់មិនទៀង។ បើរាប់តែអ្នកប្រែប្រួលពី %(points)s ពិន្ទុឡើងទៅ៖ "
        "ខ្ពស់ជាងមុន %(higher)s មិនច្បាស់ %(unclear)s ទាបជាងមុន %(lower)s។",
        "When a person’s score changes by fewer than %(points)s, the test alone may have caused it. Counting only changes "
        "of %(points)s or more: higher %(higher)s, unclear %(unclear)s, lower %(lower)s.",
    ),
    "reliable_none": Text(
        "កម្រិតប្រែប្រួលដែលទុកចិត្តបាន គណនាតែពីមនុស្ស ១០០ នាក់ឡើងទៅ។",
        "The threshold of reliable change is computed from 100 people on.",
    ),
    "kinds": Text("តាមក្រុមមនុស្ស", "By groups of people"),
    "legend": Text(
        "រង្វង់ = មុនវគ្គ · ចំណុចពណ៌ចាស់ = ក្រោយវគ្គ · ខ្នាត ០ ដល់ ១០០%", "ring = before · dot = after · scale 0 to 100%"
    ),
    # page 5 and 6
    "items": Text("សំណួរនីមួយៗ", "Each question"),
    "items_says": Text(
        "ក្នុង %(n)s សំណួរ អំពី %(topics)s ចម្លើយគាំទ្រកើនលើ %(rose)s ដដែលលើ %(same)s និងថយលើ %(fell)s។",
        "Of the %(n)s questions on %(topics)s, favourable answers rose on %(rose)s, stayed on %(same)s and fell on "
        "%(fell)s.",
    ),
    "items_all": Text(
        "ក្នុងសំណួរទាំង %(n)s ចម្លើយគាំទ្រកើនលើ %(rose)s ដដែលលើ %(same)s និងថយលើ %(fell)s។",
        "Of all %(n)s questions favourable answers rose on %(rose)s, stayed on %(same)s and fell on %(fell)s.",
    ),
    "items_clustered": Text(
        "ចន្លោះ ៩៥%៖ វគ្គជាឯកតា គិតជាចំណុចភាគរយ។", "95% interval in percentage points, workshops as units."
    ),
    "items_tango": Text(
        "ចន្លោះ ៩៥% (Tango) មិនទាន់គិតភាពដូចគ្នាក្នុងវគ្គទេ ព្រោះវគ្គតិចជាង ១០។",
        "95% interval in percentage points (Tango): with fewer than 10 workshops it takes no account of them.",
    ),
    "counted_n": Text(
        "n = អ្នកដែលឆ្លើយសំណួរនោះទាំងពីរលើក៖ %(low)s ដល់ %(high)s នាក់។",
        "n = people who answered a question both times: %(low)s to %(high)s.",
    ),
    "counted_same": Text(
        "n = អ្នកដែលឆ្លើយសំណួរនោះទាំងពីរលើក៖ %(n)s នាក់។",
        "n = people who answered a question both times: %(n)s.",
    ),
    "items_hidden": Text("(%(n)s លាក់)", "(%(n)s hidden)"),
    "question": Text("សំណួរ", "Question"),
    "moved": Text("មក / ចេញ", "To / away"),
    "p_holm": Text("p (សំណួរទាំងអស់)", "p, all questions"),
    "moved_hint": Text(
        "«មក» = អ្នកដែលប្តូរមកគាំទ្រ · «ចេញ» = អ្នកដែលប្តូរចេញ។ p ក្រោម ០,០៥ = លើសពីការចៃដន្យ "
        "ទោះរាប់សំណួរទាំងអស់រួមគ្នាក៏ដោយ (McNemar, Holm)។",
        "“To” counts people who moved to a favourable answer, “away” the other way round. p below 0.05: more than "
        "chance alone would bring, all questions taken together (exact McNemar, Holm).",
    ),
    # page 7
    "answers": Text("ចម្លើយទាំងអស់", "All answers"),
    "answers_says": Text(
        "មុនវគ្គ ភាគច្រើនឆ្លើយគាំទ្រលើ %(before)s សំណួរ ក្នុង %(n)s អំពីឥរិយាបថ និងបំណង។ ក្រោយវគ្គ លើ %(after)s។",
        "Before, most people answered favourably on %(before)s of %(n)s questions on attitude and intention; after, on "
        "%(after)s.",
    ),
    "answers_legend": Text(
        "របារលើ = មុនវគ្គ របារក្រោម = ក្រោយវគ្គ។ ខាងឆ្វេងនៃបន្ទាត់កណ្តាល = មិនគាំទ្រ ខាងស្តាំ = គាំទ្រ ពណ៌ចាស់ = ខ្លាំង "
        "ពណ៌ស្រាលជាងគេ = នៅកណ្តាល។",
        "Upper bar = before, lower bar = after. Left of the middle line = against, right = favourable; dark = strongly, "
        "lightest = neither.",
    ),
    "two_forms": Text(
        "តេស្តនេះមានទម្រង់ពីរ។ សំណួរខាងលើសរសេរតាមទម្រង់ ក។ តួលេខរាប់ទម្រង់ទាំងពីររួមគ្នា។",
        "The test has two forms. The questions above have the words of form A; the figures pool both forms.",
    ),
    "answers_alt": Text(
        "មុនវគ្គ៖ មិនគាំទ្រ %(a)s កណ្តាល %(b)s គាំទ្រ %(c)s។ ក្រោយវគ្គ៖ មិនគាំទ្រ %(d)s កណ្តាល %(e)s គាំទ្រ %(f)s។",
        "Before: against %(a)s, neither %(b)s, favourable %(c)s. After: against %(d)s, neither %(e)s, favourable %(f)s.",
    ),
    "favourable": Text("គាំទ្រ", "favourable"),
    "against": Text("មិនគាំទ្រ", "against"),
    "neither": Text("នៅកណ្តាល", "neither"),
    # page 8
    "law": Text("ការយល់ច្បាប់ និងការយល់ខុស", "Understanding of the law, and misconceptions"),
    "law_says": Text(
        "លើសំណួរចំណេះដឹងអំពីច្បាប់គ្រឿងញៀន ចម្លើយត្រូវកើនលើ %(rose)s ក្នុង %(n)s។ ក្នុងការយល់ខុសទាំង %(m)s អ្នកបដិសេធកើនលើ %(lost)s។",
        "Right answers about the drug law rose on %(rose)s of %(n)s knowledge questions; of %(m)s misconceptions "
        "%(lost)s lost ground.",
    ),
    "law_fell": Text(
        "ចម្លើយត្រូវថយលើ %(fell)s សំណួរ។ ចំនួនការយល់ខុស ដែលអ្នកបដិសេធថយ៖ %(gained)s។",
        "Right answers fell on %(fell)s, and %(gained)s misconceptions gained ground.",
    ),
    "law_unsaid": Text(
        "លើ %(n)s សំណួរ តួលេខលាក់ ឬសរសេរតែ «តិចជាង» ឬ «ច្រើនជាង» ដូច្នេះ មិនដឹងថាកើន ឬថយទេ។",
        "Of %(n)s of these questions the figures are hidden or only bounds, so nobody can say which way they went.",
    ),
    "law_record": Text("កំណត់ត្រាច្បាប់", "Law record"),
    "article": Text("មាត្រា %(n)s", "Article %(n)s"),
    "law_marks": Text(
        "អត្ថបទច្បាប់ខាងលើមិនមែនអត្ថបទផ្លូវការទេ៖ អ្នកត្រួតពិនិត្យច្បាប់មិនទាន់ចុះហត្ថលេខាលើកំណត់ត្រាដែលមានសញ្ញា «%(mark)s»។",
        "These are no official wordings: the legal reviewer has not signed the records marked “%(mark)s”.",
    ),
    "pending": Text("រង់ចាំអ្នកត្រួតពិនិត្យច្បាប់", "awaits legal review"),
    "verified": Text("បានផ្ទៀងផ្ទាត់", "verified"),
    "misconceptions": Text("ការយល់ខុស ដែលការសិក្សាបានរាយ", "Misconceptions named in studies"),
    "rejected": Text("អ្នកបដិសេធ", "Rejected by"),
    "source": Text("ប្រភព", "Source"),
    # page 9
    "context": Text("កម្មវិធីផ្សេង និងដែនកំណត់", "Other programmes, and limits"),
    "context_says": Text(
        "នៅទីនេះ ប្រែប្រួល %(own)s ចំណុចភាគរយ។ កម្មវិធីនគរបាលនៅប្រទេសដទៃ រាយការណ៍ថាកើន %(low)s ដល់ %(high)s ចំណុចភាគរយ ឯកម្មវិធីមួយ "
        "ឥរិយាបថនៅដដែល៖ អានដើម្បីយល់បរិបទ មិនមែនដើម្បីប្រកួតទេ។",
        "Our change is %(own)s percentage points; police programmes elsewhere report rises of %(low)s to %(high)s, one no "
        "change of attitude: context, not a contest.",
    ),
    "programme": Text("កម្មវិធី", "Programme"),
    "asked": Text("បានសួរ", "What was asked"),
    "result": Text("លទ្ធផល", "Result"),
    "limits": Text("អ្វីដែលតួលេខនេះនិយាយមិនបាន", "What these figures cannot say"),
    # page 10
    "methods": Text("វិធី និងភស្តុតាង", "Methods and proof"),
    "computed": Text("របៀបគណនា", "How it is computed"),
    "methods_says": Text(
        "របាយការណ៍នេះគណនាដោយស្វ័យប្រវត្តិពីទិន្នន័យដែលលេខស្នាមខាងក្រោមកំណត់ ហើយអ្នកណាកាន់ទិន្នន័យ អាចគណនាឡើងវិញបាន។",
        "This report was computed by a program from the data fingerprinted below; whoever holds the data can compute it "
        "again.",
    ),
    "trend_table": Text(
        "តារាងរាយការណ៍តាម TREND និង GREET (បំពេញដោយស្វ័យប្រវត្តិ)",
        "Reporting table after TREND and GREET (filled in automatically)",
    ),
    "fingerprints": Text("លេខស្នាម SHA-256", "Fingerprints (SHA-256)"),
    "verify": Text(
        "ដើម្បីផ្ទៀងផ្ទាត់ឯកសារនេះ៖ flask --app app reporting verify FILE.pdf",
        "To verify this file: flask --app app reporting verify FILE.pdf",
    ),
    "proof_code": Text(
        "កូដ QR នេះផ្ទុកលេខស្នាមទិន្នន័យ បញ្ជីចម្លើយគាំទ្រ និងកម្មវិធី ព្រមទាំងលេខនៃការផ្សព្វផ្សាយ ដូចក្នុងតារាងខាងលើ។",
        "This QR code holds the fingerprints of data, key and software and the number of the publication, as in the "
        "table above.",
    ),
    **words_followup.WORDS,
}


def say(name: str, lang: str, **values: object) -> str:
    """A sentence in a language with its values put in; `%%` is a per cent sign in sentences with values only."""
    text = WORDS[name].in_(lang)
    return text % values if values else text

"""What the printed report says beside the figures: other programmes, limits, methods, and which fingerprints are named."""

from __future__ import annotations

from dataclasses import dataclass

from hrtraining.core.i18n import Text
from hrtraining.core.khmer.digits import number
from hrtraining.reporting import versions
from hrtraining.reporting.composing import Composed
from hrtraining.reporting.pages import ReportPage
from hrtraining.reporting.printed.words import say


@dataclass(frozen=True, slots=True)
class Programme:
    """A published programme: who, what was asked, what came out; `points` where it printed shares before and after."""

    who: Text
    asked: Text
    result: Text
    source: str
    points: int | None = None


PROGRAMMES = (
    Programme(
        Text("ទីហួណា ម៉ិកស៊ិក មន្ត្រី ១.៧៥០ នាក់ (២០១៧)", "Tijuana, Mexico, 1,750 officers (2017)"),
        Text("ច្បាប់ស្តីពីសឺរ៉ាំង", "The law on syringes"),
        Text("ឆ្លើយត្រូវ ៥៦% → ៩១%", "right 56% → 91%"),
        "Arredondo et al., Harm Reduct J 2017;14:72",
        35,
    ),
    Programme(
        Text("ដដែល", "The same"),
        Text("បរិមាណហេរ៉ូអ៊ីនដែលច្បាប់អនុញ្ញាត", "The amount of heroin that the law allows"),
        Text("ឆ្លើយត្រូវ ៨% → ៧១%", "right 8% → 71%"),
        "Arredondo et al., Harm Reduct J 2017;14:72",
        63,
    ),
    Programme(
        Text("ទីហួណា មន្ត្រី ១.៨០៦ នាក់ តាមដាន ២៤ ខែ", "Tijuana, 1,806 officers, followed for 24 months"),
        Text("ច្បាប់ស្តីពីសឺរ៉ាំង", "The law on syringes"),
        Text("ឆ្លើយត្រូវ ៥៦% → ៩៤% ហើយ ២៤ ខែក្រោយ ៧៥%", "right 56% → 94%, after 24 months 75%"),
        "Am J Public Health 2022, doi 10.2105/AJPH.2021.306702",
        38,
    ),
    Programme(
        Text("ទីហួណា មន្ត្រី ១.៧៤៩ នាក់ (២០១៩)", "Tijuana, 1,749 officers (2019)"),
        Text("បំណងប្រាប់គេអំពីច្បាប់៖ វីដេអូ / សម្តែងតួ", "Intention to tell people the law: video / role play"),
        Text("២០% → ៣៩% / ២០% → ៥៨%", "20% → 39% / 20% → 58%"),
        "Arredondo et al., Am J Public Health 2019;109:921",
        19,
    ),
    Programme(
        Text("មីឈីហ្គែន អាមេរិក ១៨២ នាក់ តាមអ៊ីនធឺណិត", "Michigan, USA, 182 people, web only"),
        Text("ចំណេះដឹង (ពិន្ទុមេដ្យាន) និងឥរិយាបថ", "Knowledge (median score) and attitude"),
        Text("ចំណេះដឹង ៣៥ → ៤០ ឥរិយាបថដដែល", "knowledge 35 → 40; attitude unchanged"),
        "Health & Justice, doi 10.1186/s40352-023-00250-9",
    ),
    Programme(
        Text("វគ្គអំពីការប្រើគ្រឿងញៀនលើសកម្រិត អាមេរិក មន្ត្រី ៧៨៧ នាក់", "Overdose training, USA, 787 officers"),
        Text("ឥរិយាបថចំពោះអ្នកប្រើគ្រឿងញៀនលើសកម្រិត", "Attitude to people who overdose"),
        Text("ល្អជាងមុន ៥៥,៣% អាក្រក់ជាងមុន ៣១,០%", "better 55.3%, worse 31.0%"),
        "SafetyLit, citjournalarticle_658794_20",
    ),
)
"""Figures as the sources print them; context, never a bar to reach."""

LIMITS = (
    Text(
        "គ្មានក្រុមប្រៀបធៀបដែលចាប់ឆ្នោតជ្រើសទេ។ មូលហេតុផ្សេងរវាងតេស្តទាំងពីរ ក៏នៅក្នុងតួលេខនេះដែរ។ ដូច្នេះ កុំនិយាយថា វគ្គតែមួយមុខនាំឱ្យប្រែប្រួល។",
        "There was no comparison group chosen by lot: other causes between the two tests are in these figures too. "
        "They show a change, not that the course alone brought it.",
    ),
    Text(
        "តេស្តវាស់ចម្លើយ (កម្រិតទី ២ ក្នុងចំណោម ៤ តាម Kirkpatrick) ហើយមិនប្រាប់អ្វីអំពីការប្រព្រឹត្តពេលបំពេញការងារទេ។",
        "A test measures answers (level 2 of 4 after Kirkpatrick) and says nothing about conduct on duty.",
    ),
    Text(
        "អ្នកឆ្លើយអាចសរសេរអ្វីដែលគ្រូចង់ឮ ទោះសន្យារក្សាការសម្ងាត់ក៏ដោយ។",
        "People may write what they think is wanted, even under a promise of confidentiality.",
    ),
    Text(
        "រាប់តែអ្នកដែលធ្វើតេស្តទាំងពីរ។ អ្នកចាកចេញអាចខុសពីអ្នកនៅ។",
        "Only people who took both tests are counted; those who left may be different.",
    ),
    Text(
        "សំណួរដដែលពីរលើក៖ អ្នកខ្លះអាចចាំសំណួរបាន។ ចម្លើយត្រូវមិនត្រូវបង្ហាញរវាងតេស្តទាំងពីរទេ។",
        "The same questions twice: some people may remember them. The key is not shown between the two tests.",
    ),
    Text(
        "អ្វីដែល «គាំទ្រ» ជាការកំណត់របស់កម្មវិធីនេះ ហើយសំណួរច្បាប់ខ្លះនៅរង់ចាំអ្នកត្រួតពិនិត្យច្បាប់។",
        "What counts as favourable is this programme’s own key, and some questions on the law await the legal reviewer.",
    ),
)

METHODS = (
    Text(
        "គូ៖ តេស្តមុនវគ្គដំបូង និងតេស្តក្រោយវគ្គដំបូងបន្ទាប់ពីនោះ របស់មនុស្សតែម្នាក់។ តួលេខធំៗប្រើតែគូ។",
        "Pair: a person’s earliest pre-test and the earliest post-test after it. Headline figures use pairs only.",
    ),
    Text(
        "ចម្លើយគាំទ្រ = កូដក្នុងបញ្ជីចម្លើយគាំទ្រ។ នៅកណ្តាល និង «មិនប្រាកដ» មិនគាំទ្រទេ។ ទទេ = ខ្វះ។ ពិន្ទុត្រូវការខ្វះមិនលើស ១០%។",
        "Favourable: the codes that the key names; neutral and “not sure” are not; empty is missing. A score allows at most "
        "10% missing.",
    ),
    Text(
        "ចន្លោះ ៩៥%៖ វគ្គជាឯកតា (cluster-robust, t(G−1)) ពី ៦ វគ្គសម្រាប់ពិន្ទុ ពី ១០ វគ្គសម្រាប់សំណួរ។ តិចជាងនេះ សំណួរប្រើ Tango។",
        "95% intervals: workshops as units (cluster-robust, t with G−1), from 6 workshops for scores and from 10 for "
        "questions; below that Tango’s score interval for questions.",
    ),
    Text(
        "ចន្លោះទីពីររបស់ប្រទេស៖ សាលាជាឯកតា ពី ៦ សាលាឡើងទៅ («បើសាលាផ្សេង ដូចសាលាទាំងនេះ»)។",
        "The second interval of the nation: academies as units, from 6 academies (“if other academies behaved like these”).",
    ),
    Text(
        "ការតាមដាន៖ មនុស្សចាប់ឆ្នោតបាន បញ្ជីមិនប្តូរទៀត ប្រៀបធៀបមនុស្សដដែល។ នៅសល់ = (ពេលនោះ − មុន) ÷ (ក្រោយ − មុន)។ ចន្លោះ ៩៥%៖ t បូកការបង្គត់។",
        "Follow-up: people drawn by lot, from a list that no longer changes; the same people compared. "
        "Gain left = (then − before) ÷ (after − before). Its 95% interval: t, the rounding added.",
    ),
    Text(
        "សំណួរនីមួយៗ៖ McNemar ពិតប្រាកដ ហើយកែតាម Holm លើសំណួរទាំងអស់។",
        "Each question: exact McNemar test, corrected by Holm over all questions.",
    ),
    Text(
        "ការលាក់៖ ក្រុមក្រោម ១០ គូលាក់ ហើយលាក់ក្រុមមួយទៀតបើចាំបាច់។ ក្នុងក្រុមក្រោម ១០០ ភាគក្រោម ៥% ឬលើស ៩៥% បង្ហាញតែប៉ុណ្ណឹង។",
        "Hiding: groups under 10 pairs, and one more where needed; in groups under 100, shares below 5% or above 95% are "
        "shown only as such.",
    ),
    Text(
        "ប្រែប្រួលដែលទុកចិត្តបាន៖ ១,៩៦ · SD · (២ − ២·KR-20)^½ នៃតេស្តមុនវគ្គ (Jacobson & Truax 1991)។",
        "Reliable change: 1.96 · SD · (2 − 2·KR-20)^½ of the pre-test (Jacobson & Truax 1991).",
    ),
)


OWN_KEY = Text("អ្វីដែល «គាំទ្រ» ជាការកំណត់របស់កម្មវិធីនេះ។", "What counts as favourable is this programme’s own key.")
"""The last of the limits where no question awaits the legal reviewer, as of a file that names none."""


def _await_review(made: Composed) -> bool:
    page = made.page
    return isinstance(page, ReportPage) and any(
        item.is_pending_legal_review for item in page.instrument.items
    )


def limits(made: Composed, lang: str) -> tuple[str, ...]:
    """What the figures cannot say; of the time after the course what is known of it."""
    found = made.follow_up
    if made.kind != "nation":
        after = "left_nation"
    elif found is not None and found.phases:
        after = "left_page_file" if found.of_file else "left_page"
    elif found is not None and found.waiting:
        after = "left_few"
    else:
        after = "left_none"
    first, *rest = LIMITS if _await_review(made) else (*LIMITS[:-1], OWN_KEY)
    return (first.in_(lang), say(after, lang), *(one.in_(lang) for one in rest))


def of_version(made: Composed, lang: str) -> tuple[str, ...]:
    """Of which version of the test a printed report speaks, where there are several; pages have a list with addresses."""
    found = versions.sentence(made.page.versions)
    return (found.in_(lang),) if found else ()


FINGERPRINTS = (
    ("data_sha256", Text("ទិន្នន័យ", "Data")),
    ("key_sha256", Text("បញ្ជីចម្លើយគាំទ្រ", "Key")),
    ("instrument_version", Text("កំណែតេស្ត", "Instrument")),
    ("edition_sha256", Text("កំណែមេរៀន", "Edition")),
    ("followup_sha256", Text("ទិន្នន័យតាមដាន", "Follow-up data")),
    ("software_sha256", Text("កម្មវិធីគណនា", "Software")),
)


def low_and_high(lang: str) -> tuple[str, str]:
    """The smallest and the largest change that the programmes print, in points."""
    points = [one.points for one in PROGRAMMES if one.points is not None]
    return number(min(points), lang), number(max(points), lang)

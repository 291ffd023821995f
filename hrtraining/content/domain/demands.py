"""What a finished course has besides being sound; the sentences of `flask content check --strict`."""

from __future__ import annotations

DEMANDS: dict[str, tuple[str, str]] = {
    # knowledge checks
    "bank-small": (
        "ធនាគារសំណួរមាន {count} សំណួរ។ ត្រូវមានយ៉ាងតិច {low} ដើម្បីឱ្យការសាកលើកក្រោយមានសំណួរថ្មី។",
        "The bank has {count} questions. It needs at least {low}, so that a second try brings new ones.",
    ),
    "draw-size": (
        "draw គឺ {count}។ ការសាកមួយលើកត្រូវមានពី {low} ទៅ {high} សំណួរ។",
        "draw is {count}. One check should have {low} to {high} questions.",
    ),
    "objective-few-questions": (
        "វត្ថុបំណង «{name}» មានសំណួរតែ {count}។ ត្រូវមានយ៉ាងតិច {low}។",
        "The objective “{name}” has only {count} questions. It needs at least {low}.",
    ),
    "bank-one-kind": (
        "ធនាគារសំណួរគ្មានសំណួរប្រភេទ ordering ឬ matching ទេ។ សូមសរសេរយ៉ាងតិចមួយ។",
        "The bank has no question of the kinds ordering or matching. Write at least one.",
    ),
    "double-negative": (
        "ប្រយោគនេះបដិសេធពីរដង។ សូមសរសេរឱ្យចំ៖ «{text}»។",
        "This sentence denies twice. Say it straight: “{text}”.",
    ),
    "stem-asks-twice": (
        "សំណួរនេះសួរពីរយ៉ាងក្នុងពេលតែមួយ។ សូមទុកតែមួយ។",
        "This question asks two things at once. Keep one.",
    ),
    "stem-claims-twice": (
        "ឃ្លាត្រូវឬខុសនេះអះអាងពីរយ៉ាង។ បើមួយត្រូវ មួយខុស អ្នករៀនឆ្លើយមិនបាន។ សូមទុកតែមួយ។",
        "This true-or-false statement claims two things; one may be true and the other false. Keep one.",
    ),
    "option-points": (
        "ជម្រើស «{text}» និយាយពីជម្រើសផ្សេង។ សូមសរសេរចម្លើយពិតប្រាកដ។",
        "The option “{text}” speaks of other options. Write a real answer.",
    ),
    "option-same": (
        "ជម្រើសពីរមានពាក្យដូចគ្នា ឬមតិត្រឡប់ដូចគ្នា។ សូមសរសេរឱ្យខុសគ្នា។",
        "Two options have the same words or the same feedback. Make them differ.",
    ),
    "question-unsourced": (
        "សំណួរនេះមានតួលេខ ប៉ុន្តែគ្មានប្រភព (sources ឬ law)។ សូមដាក់ប្រភព។",
        "This question states a number but names no source (sources or law). Add it.",
    ),
    # lessons
    "lesson-words": (
        "មេរៀននេះមាន {count} ពាក្យអង់គ្លេស។ ត្រូវមានពី {low} ទៅ {high}។",
        "This lesson has {count} English words. It should have {low} to {high}.",
    ),
    "lesson-time": (
        "មេរៀននេះប្រាប់ថា {said} នាទី ប៉ុន្តែការអានត្រូវការប្រហែល {needed} នាទី។ សូមកែ minutes ឬប្រវែង។",
        "This lesson says {said} minutes, but reading it takes about {needed}. Mend minutes, or its length.",
    ),
    "lesson-no-figure": (
        "មេរៀននេះគ្មានរូប ឬឧទាហរណ៍ទេ។ សូមបន្ថែម drawing, flow, bars, compare ឬ example មួយ។",
        "This lesson shows nothing. Add a drawing, flow, bars, compare or example.",
    ),
    "lesson-unsourced": (
        "មេរៀននេះគ្មានប្រភពណាមួយទេ។ សូមដាក់ប្រភព [@…] ឬសេចក្តីស្តីពីច្បាប់ [law:…]។",
        "This lesson names no source at all. Cite one [@…], or show a law statement [law:…].",
    ),
    "lesson-no-duty": (
        "មេរៀននេះមិនប្រាប់ថា ត្រូវធ្វើអ្វីពេលបំពេញភារកិច្ចទេ។ សូមបន្ថែម ::: duty។",
        "This lesson does not say what it means on duty. Add a ::: duty box.",
    ),
    "module-no-drawing": (
        "ម៉ូឌុលនេះគ្មានគំនូរទេ។ សូមបន្ថែម ::: drawing យ៉ាងតិចមួយ។",
        "This module has no drawing. Add at least one ::: drawing.",
    ),
    "objective-count": (
        "ម៉ូឌុលនេះមានវត្ថុបំណង {count}។ ត្រូវមានពី {low} ទៅ {high}។",
        "This module has {count} objectives. It should have {low} to {high}.",
    ),
    "lesson-count": (
        "ម៉ូឌុលនេះមានមេរៀន {count}។ ត្រូវមានពី {low} ទៅ {high}។",
        "This module has {count} lessons. It should have {low} to {high}.",
    ),
    "number-unsourced": (
        "មានតួលេខ ប៉ុន្តែគ្មានប្រភពនៅក្បែរ៖ «{text}»។ សូមដាក់ [@ប្រភព] ក្នុងឃ្លានោះ។",
        "A number stands here without a source: “{text}”. Cite the source [@…] beside it.",
    ),
    "number-undated": (
        "មានតួលេខ ប៉ុន្តែមិនប្រាប់ឆ្នាំ៖ «{text}»។ សូមសរសេរឆ្នាំក្នុងឃ្លានោះ។",
        "A number stands here without a year: “{text}”. Write the year beside it.",
    ),
    "figures-undated": (
        "ប្រអប់តួលេខ (::: figures ឬ bars) មិនប្រាប់ឆ្នាំ ឬប្រភពទេ។ សូមសរសេរទាំងពីរ។",
        "A box of figures (::: figures or bars) lacks the year or the source. Write both.",
    ),
    "quotation-long": (
        "សម្រង់វែងពេក៖ «{text}…»។ ត្រូវមិនលើស {high} ពាក្យ។ សូមកាត់ឱ្យខ្លី ឬនិយាយដោយពាក្យខ្លួនឯង។",
        "This quotation is too long: “{text}…”. At most {high} words; cut it, or say it in your own words.",
    ),
    "quotation-open": (
        "សញ្ញាសម្រង់បើកហើយមិនបិទ ឬបិទដោយមិនបើក។ សូមពិនិត្យ « » និង “ ”។",
        "A quotation mark opens without closing, or closes without opening. Look at « » and “ ”.",
    ),
    "sentence-long": (
        "ប្រយោគវែងពេក៖ «{text}…»។ សូមបំបែកជាពីរ។ ប្រយោគមួយ គំនិតមួយ។",
        "This sentence is too long: “{text}…”. Make two of it, one idea each.",
    ),
    "khmer-passive": (
        "មានទម្រង់ «ត្រូវបាន … ដោយ» ដែលជាភាសាបកប្រែ។ សូមសរសេរ៖ អ្នកធ្វើ + កិរិយា។",
        "The Khmer has the translated form “ត្រូវបាន … ដោយ”. Write who does it, then the verb.",
    ),
    "latin-in-khmer": (
        "មានពាក្យឡាតាំង «{name}» ក្នុងអត្ថបទខ្មែរ។ សូមសរសេរជាខ្មែរ ឬដាក់ក្នុងវង់ក្រចក។",
        "There is the Latin word “{name}” in a Khmer text. Write it in Khmer, or put it into brackets.",
    ),
    # words
    "word-shames": (
        "ពាក្យ «{name}» ធ្វើឱ្យមនុស្សអាម៉ាស់។ សូមសរសេរ «{better}»។",
        "The word “{name}” shames people. Write “{better}”.",
    ),
    "word-shames-quoted": (
        "ពាក្យ «{name}» អាចដកស្រង់តែក្នុងឯកសារដែល respect.yaml រាយ (quoted_in)។ សូមដកវាចេញ ឬរាយឯកសារនេះ។",
        "The word “{name}” may be quoted only in the files that respect.yaml lists (quoted_in). Take it out.",
    ),
    "term-twice": (
        "ពាក្យ [[{name}]] ភ្ជាប់ច្រើនជាងម្តងក្នុងចំណុចនេះ។ សូមភ្ជាប់តែលើកទីមួយ។",
        "The term [[{name}]] is linked more than once in this section. Link it the first time only.",
    ),
    "term-unexplained": (
        "ពាក្យ [[{name}]] គ្មានការពន្យល់ក្នុង glossary.yaml ទេ។ សូមសរសេរ definition។",
        "The term [[{name}]] has no explanation in glossary.yaml. Write its definition.",
    ),
    "terms-differ": (
        "ពាក្យដែលភ្ជាប់ខុសគ្នា៖ ខ្មែរ {km}; អង់គ្លេស {en}។ សូមភ្ជាប់ដូចគ្នា។",
        "The linked terms differ: Khmer {km}; English {en}. Link the same ones.",
    ),
    "glossary-small": (
        "សទ្ទានុក្រមមាន {count} ពាក្យ។ ត្រូវមានយ៉ាងតិច {low}។",
        "The glossary has {count} terms. It needs at least {low}.",
    ),
    # scenes
    "scene-short": (
        "រឿងនេះមានចំណុចសម្រេចចិត្ត {count}។ ត្រូវមានយ៉ាងតិច {low}។",
        "This scene has {count} decisions. It needs at least {low}.",
    ),
    "scene-few-endings": (
        "រឿងនេះមានទីបញ្ចប់ {count}។ ត្រូវមានយ៉ាងតិច {low}។",
        "This scene has {count} endings. It needs at least {low}.",
    ),
    "scene-one-sided": (
        "រឿងនេះគ្មានទីបញ្ចប់ប្រភេទ «{name}» ទេ។ សូមសរសេរយ៉ាងតិចមួយ។",
        "This scene has no ending of the kind “{name}”. Write at least one.",
    ),
    "objective-not-in-scene": (
        "វត្ថុបំណង «{name}» មិននៅក្នុងចំណុចណាមួយនៃរឿងទេ។ សូមដាក់វាក្នុង objectives នៃចំណុចមួយ។",
        "The objective “{name}” is in no node of the scene. Name it under objectives of a node.",
    ),
    "ending-unfounded": (
        "ទីបញ្ចប់នេះមិនផ្អែកលើអ្វីទេ។ សូមដាក់ law ឬ sources យ៉ាងតិចមួយ។",
        "This ending rests on nothing. Name at least one under law or sources.",
    ),
    # trainers, hours, the whole
    "academy-missing": (
        "ម៉ូឌុលនេះគ្មាន academy_hours ទេ។ សូមសរសេរម៉ោងសម្រាប់វគ្គ ៣៦ ម៉ោង។",
        "This module has no academy_hours. Write its hours in the course of 36 hours.",
    ),
    "hours-wrong": (
        "ម៉ោងទាំងអស់ ({name}) បូកបាន {count}។ ត្រូវស្មើ {wanted}។",
        "The hours of all modules ({name}) sum to {count}. They should sum to {wanted}.",
    ),
    "timing-wrong": (
        "តារាងពេលវេលាបូកបាន {count} នាទី ប៉ុន្តែម៉ូឌុលមាន {wanted} នាទី។ សូមកែតារាង ឬ hours។",
        "The table of minutes sums to {count}, but the module has {wanted}. Mend the table, or hours.",
    ),
    "trainer-no-academy": (
        "ខ្វះចំណុច {{#academy}} ក្នុងកំណត់ចំណាំគ្រូ។ សូមប្រាប់ថា វគ្គ ៣៦ ម៉ោងបន្ថែមអ្វី។",
        "The section {{#academy}} is missing. Say what the course of 36 hours adds.",
    ),
    "objection-weightless": (
        "ការជំទាស់ «{text}…» មិនប្រាប់ថា ភស្តុតាងខ្លាំងប៉ុណ្ណាទេ។ សូមសរសេរកម្លាំងភស្តុតាង។",
        "The answer to “{text}…” does not say how strong its evidence is. Say it in words.",
    ),
    "handout-missing": (
        "ម៉ូឌុលនេះគ្មានសន្លឹកចែក (handout) ទេ។ សូមសរសេរមួយទំព័រ។",
        "This module has no handout. Write one page.",
    ),
    # objections
    "objections-few": (
        "objections.yaml មានការជំទាស់ {count}។ ត្រូវមានយ៉ាងតិច {low}។",
        "objections.yaml has {count} objections. It needs at least {low}.",
    ),
    "objection-unanswered": (
        "គ្មានមេរៀនណាឆ្លើយការជំទាស់នេះទេ។ សូមដាក់ lessons។",
        "No lesson answers this objection. Name one under lessons.",
    ),
    "objection-not-carried": (
        "គ្មានសំណួរណាសាកការជំទាស់នេះទេ។ សូមដាក់ questions ឬ items។",
        "No question carries this objection. Name one under questions or items.",
    ),
    "place-unknown": (
        "«{name}» មិនមានក្នុងកម្មវិធីសិក្សាទេ។ ត្រូវសរសេរដូច m06/l4#does-it, m06-q3 ឬ i07។",
        "“{name}” is not in the course. Write it like m06/l4#does-it, m06-q3 or i07.",
    ),
    # instrument
    "parallel-unknown": (
        "parallel «{name}» មិនមែនជាសំណួរទេ។ សូមកែ។",
        "parallel “{name}” is no item. Mend it.",
    ),
    "parallel-one-sided": (
        "សំណួរនេះដាក់ parallel: {name} ប៉ុន្តែ {name} មិនដាក់ត្រឡប់មកវិញទេ។ សូមដាក់ទាំងសងខាង។",
        "This item says parallel: {name}, but {name} does not say it back. Say it on both sides.",
    ),
    "parallel-apart": (
        "សំណួរ parallel: {name} មិនមែនជាផ្នែក ឬមាត្រដ្ឋានតែមួយទេ។ សូមដកវាចេញ។",
        "The parallel item {name} has another construct or scale. Take the tag out.",
    ),
    "law-unnamed": (
        "ត្រង់នេះនិយាយពីមាត្រា {name} ប៉ុន្តែគ្មានសេចក្តីអំពីមាត្រានេះទេ។ សូមដាក់ [law:…] ក្នុងអត្ថបទ ឬ law ក្នុងសំណួរ។",
        "Article {name} is named here, but no statement about it is shown. Add [law:…], or law to the question.",
    ),
    "law-unguided": (
        "សេចក្តីនេះខ្វះ «{name}»៖ អ្វីដែលមន្ត្រីអាចសន្និដ្ឋាន (safe) ឬអ្វីដែលត្រូវសួរអ្នកច្បាប់ (ask)។",
        "This statement lacks “{name}”: what an officer may conclude (safe), or what to ask the reviewer (ask).",
    ),
}

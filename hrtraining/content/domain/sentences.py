"""The sentences of `flask content check`, Khmer and English, one pair a kind of fault."""

from __future__ import annotations

from hrtraining.content.domain.picture_sentences import BANK_SENTENCES, PICTURE_SENTENCES

SENTENCES: dict[str, tuple[str, str]] = {
    # files
    "file-missing": (
        "រកឯកសារ «{name}» មិនឃើញ។ សូមបង្កើតវា ឬដកឈ្មោះវាចេញ។",
        "The file “{name}” is missing. Make it, or take its name out.",
    ),
    "twin-missing": (
        "ឯកសារនេះគ្មានគូជាភាសាម្ខាងទៀត «{name}»។ សូមសរសេរគូរបស់វា។",
        "This file has no twin in the other language, “{name}”. Write it.",
    ),
    "file-unused": (
        "គ្មានអ្វីប្រើឯកសារនេះទេ។ សូមដាក់ឈ្មោះវាក្នុង module.yaml ឬលុបវាចោល។",
        "Nothing uses this file. Name it in module.yaml, or delete it.",
    ),
    "not-utf8": (
        "ឯកសារនេះមិនមែន UTF-8 ទេ។ សូមរក្សាទុកវាម្តងទៀតជា UTF-8។",
        "This file is not UTF-8. Save it again as UTF-8.",
    ),
    "yaml-broken": (
        "អានឯកសារនេះមិនបាន ត្រង់បន្ទាត់ {line} ឬបន្ទាត់មុននោះ៖ {problem_km}។ សូមមើលវា។",
        "This file cannot be read at line {line} or the line before it: {problem_en}. Look there.",
    ),
    "file-empty": (
        "ឯកសារនេះទទេ។ សូមសរសេរអ្វីដែលខ្វះ ឬយកឯកសារចាស់មកវិញ។",
        "This file is empty. Write what belongs in it, or bring the old file back.",
    ),
    "file-closed": (
        "បើកឯកសារនេះមិនបាន។ ប្រហែលវាជាថត ឬគ្មានសិទ្ធិអាន។ សូមពិនិត្យវា។",
        "This file cannot be opened. It may be a folder, or may not be read by you. Look at it.",
    ),
    "folder-twice": (
        "ម៉ូឌុល {name} មានថតច្រើនជាងមួយ៖ {names}។ សូមទុកតែមួយ។",
        "The module {name} has more than one folder: {names}. Keep one of them.",
    ),
    "key-twice": (
        "«{name}» មានពីរដង។ សូមទុកតែមួយ។",
        "“{name}” stands twice. Keep one of them.",
    ),
    # shape of records
    "key-missing": (
        "ខ្វះ «{name}»។ សូមបន្ថែមវា។",
        "“{name}” is missing. Add it.",
    ),
    "key-unknown": (
        "«{name}» មិនមែនជាឈ្មោះដែលកម្មវិធីស្គាល់ទេ។ សូមពិនិត្យអក្ខរាវិរុទ្ធ ឬលុបវាចេញ។",
        "“{name}” is not a name the program knows. Check its spelling, or take it out.",
    ),
    "wrong-type": (
        "«{name}» គួរជា {wanted_km}។ សូមកែវា។",
        "“{name}” should be {wanted_en}. Change it.",
    ),
    "not-allowed": (
        "«{name}» ជា «{value}» ប៉ុន្តែអាចជា {allowed} ប៉ុណ្ណោះ។",
        "“{name}” is “{value}”, but may only be {allowed}.",
    ),
    "language-missing": (
        "អត្ថបទនេះខ្វះភាសា {name}។ សូមសរសេរទាំងខ្មែរ ទាំងអង់គ្លេស។",
        "This text lacks the language {name}. Write both Khmer and English.",
    ),
    "id-malformed": (
        "លេខសម្គាល់ «{name}» ខុសទម្រង់។ ប្រើអក្សរឡាតាំងតូច លេខ និងសញ្ញា - ប៉ុណ្ណោះ។",
        "The id “{name}” has a wrong form. Use small Latin letters, digits and - only.",
    ),
    "id-twice": (
        "លេខសម្គាល់ «{name}» ប្រើពីរដង។ សូមប្តូរមួយ។",
        "The id “{name}” is used twice. Change one of them.",
    ),
    "prefix-wrong": (
        "លេខសម្គាល់ «{name}» គួរចាប់ផ្តើមដោយ «{prefix}»។",
        "The id “{name}” should begin with “{prefix}”.",
    ),
    # what records point to
    "source-unknown": (
        "ប្រភព «{name}» មិនមានក្នុង sources.yaml ទេ។ សូមបន្ថែមវា ឬកែឈ្មោះ។",
        "The source “{name}” is not in sources.yaml. Add it there, or mend the name.",
    ),
    "law-unknown": (
        "សេចក្តីស្តីពីច្បាប់ «{name}» មិនមានក្នុង law.yaml ទេ។ សូមកែឈ្មោះ។",
        "The law statement “{name}” is not in law.yaml. Mend the name.",
    ),
    "term-unknown": (
        "ពាក្យ «{name}» មិនមានក្នុង glossary.yaml ទេ។ សូមបន្ថែមវា ឬកែឈ្មោះ។",
        "The term “{name}” is not in glossary.yaml. Add it there, or mend the name.",
    ),
    "objective-unknown": (
        "វត្ថុបំណង «{name}» មិនមានក្នុង module.yaml ទេ។ សូមកែឈ្មោះ។",
        "The objective “{name}” is not in module.yaml. Mend the name.",
    ),
    "objective-untaught": (
        "គ្មានមេរៀនណាបង្រៀនវត្ថុបំណង «{name}» ទេ។ សូមដាក់វាក្នុងមេរៀនមួយ។",
        "No lesson teaches the objective “{name}”. Put it to a lesson.",
    ),
    "objective-untested": (
        "គ្មានសំណួរណាសាកវត្ថុបំណង «{name}» ទេ។ សូមសរសេរសំណួរមួយ។",
        "No question tests the objective “{name}”. Write one.",
    ),
    "source-unlisted": (
        "ម៉ូឌុលនេះប្រើប្រភព «{name}» ប៉ុន្តែ module.yaml មិនរាយវាទេ។ សូមបន្ថែមវា។",
        "This module cites “{name}”, but module.yaml does not list it. Add it.",
    ),
    "source-idle": (
        "module.yaml រាយ «{name}» ប៉ុន្តែគ្មានអ្វីប្រើវាទេ។ សូមដកវាចេញ។",
        "module.yaml lists “{name}”, but nothing uses it. Take it out.",
    ),
    # lessons
    "heading-missing": (
        "អត្ថបទមុនចំណងជើងទីមួយ។ ត្រូវចាប់ផ្តើមដោយ «## ចំណងជើង {{#id}}»។",
        "There is text before the first heading. Begin with “## Heading {{#id}}”.",
    ),
    "heading-id-missing": (
        "ចំណងជើង «{name}» គ្មាន {{#id}} ទេ។ សូមបន្ថែម ដោយប្រើដូចគ្នាទាំងពីរភាសា។",
        "The heading “{name}” has no {{#id}}. Add one, the same in both languages.",
    ),
    "heading-level": (
        "ប្រើតែ «##» សម្រាប់ចំណងជើង។ «{name}» ប្រើកម្រិតផ្សេង។",
        "Use only “##” for headings. “{name}” has another level.",
    ),
    "section-count": (
        "មេរៀននេះមាន {count} ចំណុច។ ត្រូវមានពី {low} ទៅ {high}។",
        "This lesson has {count} sections. It should have {low} to {high}.",
    ),
    "section-expected": (
        "ខ្វះចំណុច {{#{name}}}។ សូមបន្ថែមវា។",
        "The section {{#{name}}} is missing. Add it.",
    ),
    "key-message": (
        "មេរៀននេះមានសារសំខាន់ (::: key) ចំនួន {count}។ ត្រូវមានតែមួយ។",
        "This lesson has {count} key messages (::: key). It should have exactly one.",
    ),
    "box-unknown": (
        "ប្រអប់ «::: {name}» មិនស្គាល់។ អាចប្រើ key, duty, say, caution, figures, example, drawing, flow, bars, compare។",
        "The box “::: {name}” is not known. Use key, duty, say, caution, figures, example, drawing, flow, bars or compare.",
    ),
    "box-open": (
        "ប្រអប់ «::: {name}» មិនបានបិទ។ សូមបន្ថែម «:::» នៅចុង។",
        "The box “::: {name}” is not closed. Put “:::” at its end.",
    ),
    "markup-forbidden": (
        "ហាមប្រើ {name} ក្នុងអត្ថបទ។ សូមដកវាចេញ។",
        "{name} is not allowed in a text. Take it out.",
    ),
    "mark-malformed": (
        "«{name}» សរសេរខុសទម្រង់។ ត្រូវសរសេរ [@ប្រភព] [law:ច្បាប់] ឬ [[ពាក្យ]] ដោយអក្សរឡាតាំងតូច គ្មានដកឃ្លា។",
        "“{name}” is written wrongly. Write [@source], [law:statement] or [[term]], in small Latin letters without spaces.",
    ),
    "law-not-alone": (
        "[law:{name}] ត្រូវនៅលើបន្ទាត់ម្នាក់ឯង។",
        "[law:{name}] must stand on a line of its own.",
    ),
    "lesson-length": (
        "មេរៀននេះមានប្រហែល {count} ពាក្យអង់គ្លេស។ គួរមានពី {low} ទៅ {high}។",
        "This lesson has about {count} English words. {low} to {high} is good.",
    ),
    # the two languages beside each other
    "headings-differ": (
        "ចំណុចក្នុងភាសាទាំងពីរខុសគ្នា៖ ខ្មែរ {km}; អង់គ្លេស {en}។ សូមធ្វើឱ្យដូចគ្នា តាមលំដាប់ដូចគ្នា។",
        "The sections differ: Khmer {km}; English {en}. Make them the same, in the same order.",
    ),
    "blocks-differ": (
        "ទម្រង់ខុសគ្នា ចាប់ពីបំណែកទី {number}៖ ខ្មែរមាន {km_km}; អង់គ្លេសមាន {en_km}។ សូមធ្វើឱ្យដូចគ្នា។",
        "The form differs from piece {number} on: Khmer has {km_en}; English has {en_en}. Make them the same.",
    ),
    "numbers-differ": (
        "លេខខុសគ្នា៖ មានតែខ្មែរ {km}; មានតែអង់គ្លេស {en}។ សូមពិនិត្យប្រភព ហើយកែម្ខាង។",
        "The numbers differ: only in Khmer {km}; only in English {en}. Look at the source and mend one side.",
    ),
    "sources-differ": (
        "ប្រភពដែលដកស្រង់ខុសគ្នា៖ ខ្មែរ {km}; អង់គ្លេស {en}។ សូមធ្វើឱ្យដូចគ្នា។",
        "The citations differ: Khmer {km}; English {en}. Make them the same.",
    ),
    "law-differs": (
        "សេចក្តីស្តីពីច្បាប់ខុសគ្នា៖ ខ្មែរ {km}; អង់គ្លេស {en}។ សូមធ្វើឱ្យដូចគ្នា។",
        "The law statements differ: Khmer {km}; English {en}. Make them the same.",
    ),
    "not-khmer": (
        "អត្ថបទខ្មែរនេះគ្មានអក្សរខ្មែរទេ។ សូមបកប្រែវា។",
        "The Khmer text has no Khmer letters. Translate it.",
    ),
    "not-english": (
        "អត្ថបទអង់គ្លេសមានអក្សរខ្មែរ។ សូមបកប្រែវា។",
        "The English text has Khmer letters. Translate it.",
    ),
    # letters and words
    "zero-width": (
        "មានតួអក្សរមើលមិនឃើញ (U+200B ឬស្រដៀងគ្នា)។ សូមលុបវា។ កម្មវិធីដាក់វាដោយខ្លួនឯង។",
        "There is an invisible character (U+200B or alike). Delete it; the program puts it in by itself.",
    ),
    "subscript-da": (
        "មាន ្ដ (ជើងដ) នៅ «{name}»។ សូមសរសេរ ្ត (ជើងត)។",
        "There is a subscript DA in “{name}”. Write subscript TA.",
    ),
    "western-digit": (
        "មានលេខ «{name}» ក្នុងអត្ថបទខ្មែរ។ សូមសរសេរជាលេខខ្មែរ។",
        "There is “{name}” in a Khmer text. Write it in Khmer digits.",
    ),
    "number-format": (
        "លេខ «{name}» សរសេរខុស។ ខ្មែរប្រើក្បៀសសម្រាប់ទសភាគ (០,៣) និងចំណុចសម្រាប់ពាន់ (៤.១៣៦)។",
        "The number “{name}” is written wrongly. Khmer has a comma for decimals, a dot for thousands.",
    ),
    "word-avoided": (
        "កុំសរសេរ «{name}»។ សូមសរសេរ «{better}»។",
        "Do not write “{name}”. Write “{better}”.",
    ),
    "term-differs": (
        "អង់គ្លេសនិយាយពី «{en}» ប៉ុន្តែខ្មែរមិនប្រើ «{km}» ទេ។ សូមប្រើពាក្យក្នុងសទ្ទានុក្រម។",
        "The English says “{en}”, but the Khmer does not have “{km}”. Use the word of the glossary.",
    ),
    "khmer-punctuation": (
        "មានចន្លោះមុន «{name}»។ សូមលុបចន្លោះនោះ។",
        "There is a space before “{name}”. Take it out.",
    ),
    # checks
    "question-count": (
        "ការសាកចំណេះដឹងមាន {count} សំណួរ។ ត្រូវមានយ៉ាងតិច {low}។",
        "The knowledge check has {count} questions. It needs at least {low}.",
    ),
    "option-count": (
        "សំណួរនេះមាន {count} ជម្រើស។ ត្រូវមានយ៉ាងតិច {low}។",
        "This question has {count} options. It needs at least {low}.",
    ),
    "right-count": (
        "សំណួរនេះមានចម្លើយត្រូវ {count}។ ប្រភេទ «{name}» ត្រូវមាន {wanted}។",
        "This question has {count} right answers. The kind “{name}” needs {wanted}.",
    ),
    "feedback-missing": (
        "ជម្រើសនេះគ្មានមតិត្រឡប់ (feedback) ទេ។ សូមពន្យល់ថា ហេតុអ្វីត្រូវ ឬខុស។",
        "This option has no feedback. Say why it is right or wrong.",
    ),
    "pass-percent": (
        "ត្រូវជាប់នៅ ៨០% ប៉ុន្តែឯកសារសរសេរ {count}។",
        "The pass mark is 80%, but the file says {count}.",
    ),
    "all-of-the-above": (
        "ជម្រើស «ទាំងអស់ខាងលើ» ងាយទាយ។ សូមសរសេរជម្រើសផ្សេង។",
        "An option “all of the above” is easy to guess. Write another one.",
    ),
    "right-is-longest": (
        "ចម្លើយត្រូវវែងជាងគេក្នុង {count} សំណួរក្នុងចំណោម {total}។ សូមធ្វើឱ្យប្រវែងប្រហាក់ប្រហែលគ្នា។",
        "The right answer is the longest in {count} of {total} questions. Make options equally long.",
    ),
    # scenes
    "node-unknown": (
        "ជម្រើសនេះនាំទៅ «{name}» ដែលគ្មាន។ សូមកែ ឬសរសេរចំណុចនោះ។",
        "This choice leads to “{name}”, which does not exist. Mend it, or write that node.",
    ),
    "node-unreachable": (
        "គ្មានផ្លូវណានាំមកដល់ «{name}» ទេ។ សូមភ្ជាប់វា ឬលុបវា។",
        "No way leads to “{name}”. Connect it, or delete it.",
    ),
    "node-dead-end": (
        "«{name}» គ្មានជម្រើស ហើយមិនមែនជាទីបញ្ចប់។ សូមបន្ថែមជម្រើស ឬ ending។",
        "“{name}” has no choices and is no ending. Add choices, or an ending.",
    ),
    "node-one-way": (
        "«{name}» មានជម្រើសតែមួយ។ សូមបន្ថែមជម្រើសមួយទៀត។",
        "“{name}” has only one choice. Add another.",
    ),
    "scene-endless": (
        "ពី «{name}» ទៅមិនដល់ទីបញ្ចប់ណាទេ។ សូមធ្វើឱ្យមានផ្លូវចេញ។",
        "From “{name}” no ending can be reached. Give it a way out.",
    ),
    "ending-count": (
        "រឿងនេះមានទីបញ្ចប់ {count}។ ត្រូវមានយ៉ាងតិច {low}។",
        "This scene has {count} endings. It needs at least {low}.",
    ),
    "decision-count": (
        "រឿងនេះមានចំណុចសម្រេចចិត្ត {count}។ គួរមានយ៉ាងតិច {low}។",
        "This scene has {count} decisions. At least {low} would be better.",
    ),
    # law
    "law-verified-early": (
        "សេចក្តីនេះមានស្ថានភាព «verified» ប៉ុន្តែគ្មានអ្នកចុះហត្ថលេខា។ ការផ្ទៀងផ្ទាត់ធ្វើតែលើទំព័រច្បាប់។",
        "This statement says “verified” but nobody signed it. Verification is given on the law page only.",
    ),
    "law-not-taught": (
        "មាត្រា ១០៤ មិនបង្រៀនទេ ព្រោះគ្មានប្រភពណាប្រាប់ខ្លឹមសារ។ សូមលុបសេចក្តីនេះ។",
        "Article 104 is not taught: no source tells what it says. Take this statement out.",
    ),
    "law-scored": (
        "សេចក្តីដែលប្រភពមិនស្របគ្នា មិនត្រូវដាក់ពិន្ទុទេ។ សូមដាក់ scored: false។",
        "A disputed statement must not be scored. Say scored: false.",
    ),
    "item-rests-on-unscored": (
        "សំណួរនេះផ្អែកលើ «{name}» ដែលមិនដាក់ពិន្ទុ។ សូមដកវាចេញ។",
        "This item rests on “{name}”, which is not scored. Take it out.",
    ),
    # instruments
    "item-negation": (
        "ឃ្លានេះមានពាក្យបដិសេធ «{name}»។ សូមសរសេរជាឃ្លាវិជ្ជមាន។",
        "This statement has the negation “{name}”. Say it without one.",
    ),
    "form-b-missing": (
        "សំណួរផ្សេងមានពាក្យបែបទីពីរ (form_b) តែសំណួរនេះគ្មាន។ សូមសរសេរឱ្យគ្រប់សំណួរ ឬកុំសរសេរសោះ។",
        "Other items have a second wording (form_b), this one has none. Write one for every item, or for none.",
    ),
    "item-two-ideas": (
        "ឃ្លានេះភ្ជាប់គំនិតពីរដោយ «{name}»។ សូមទុកតែមួយគំនិត។",
        "This statement joins two ideas with “{name}”. Keep one.",
    ),
    "item-key": (
        "កូដ «{name}» មិនមែនជាចម្លើយរបស់សំណួរនេះ ឬរបស់មាត្រដ្ឋានទេ។",
        "The code “{name}” is no answer of this item or of its scale.",
    ),
    "item-blueprint": (
        "សំណួរ {name} ត្រូវមានកូដអំណោយផល {wanted} តាមប្លង់ ប៉ុន្តែឯកសារសរសេរ {value}។",
        "By the blueprint the favourable codes of {name} are {wanted}, but the file says {value}.",
    ),
    "item-pending": (
        "សំណួរ {name} រង់ចាំអ្នកត្រួតពិនិត្យច្បាប់។ ត្រូវសរសេរ pending_legal_review: {wanted}។",
        "For item {name} the file must say pending_legal_review: {wanted}.",
    ),
    "order-differs": (
        "លំដាប់ក្នុង instrument.yaml មិនត្រូវនឹងឯកសារសំណួរទេ៖ {name}។",
        "The order in instrument.yaml does not match the item files: {name}.",
    ),
    "order-shows-key": (
        "សំណួរ {count} ជាប់គ្នាមានកូនសោទិសដៅដូចគ្នា។ សូមលាយលំដាប់។",
        "{count} items in a row are keyed the same way. Mix the order.",
    ),
    **PICTURE_SENTENCES,
    **BANK_SENTENCES,
}

ADVICE = frozenset(
    {
        "file-unused",
        "source-unlisted",
        "source-idle",
        "lesson-length",
        "khmer-punctuation",
        "term-differs",
        "all-of-the-above",
        "right-is-longest",
        "decision-count",
        "label-long",
    }
)
"""Kinds that do not stop an edition from being frozen."""

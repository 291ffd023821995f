"""The texts of the small course as they stand in its files."""

from __future__ import annotations

EDITION = """\
key: small-1
title: {km: "វគ្គតូច", en: "Small course"}
front: {km: "វគ្គតូចសម្រាប់សាកល្បង ឆ្នាំ២០២៦។", en: "A small course for trials, 2026."}
languages: [km, en]
approval: null
modules: [m01]
instruments: [attitude-33]
"""
SOURCES = """\
- id: niosh
  authors: "NIOSH"
  title: null
  year: 2022
  publisher: "NIOSH"
  url: "https://example.org/niosh"
  kind: guideline
  status: primary
  note: {km: "ការណែនាំ", en: "Guidance"}
- id: study
  authors: "Sok D., Chan V."
  title: "A study of police"
  year: null
  publisher: "A journal"
  url: null
  kind: article
  status: secondary
"""
LAW = """\
- id: dcl-100
  article: "100"
  statement_km: "រដ្ឋត្រូវធានាឱ្យមានសេវា។"
  statement_en: "The State shall ensure services."
  source: study
  status: quoted
  as_of: 2026-11-22
  note_km: "សួរអ្នកច្បាប់។"
  note_en: "Ask the lawyer."
  scored: true
- id: dcl-53
  article: "53"
  statement_km: "ប្រភពមិនស្របគ្នា អំពី ៦ ខែ។"
  statement_en: "The sources disagree about 6 months."
  source: study
  status: disputed
  as_of: 2026-11-22
  note_km: null
  note_en: null
  scored: false
"""
GLOSSARY = """\
- id: syringe
  km: "សឺរ៉ាំង"
  en: "syringe"
  variants: []
  source: "SE"
  status: attested
  everywhere: true
  avoid:
    - km: ["ស៊ីរ៉ាំង"]
- id: pwud
  km: "អ្នកប្រើប្រាស់គ្រឿងញៀន"
  en: "people who use drugs"
  variants: []
  definition: {km: "មនុស្សដែលប្រើគ្រឿងញៀន", en: "People who use drugs."}
  source: "C"
  status: proposed
  avoid:
    - km: ["ជនញៀន"]
      en: ["addict"]
      may_be_quoted: true
"""
MODULE_YAML = """\
key: m01
order: 1
title: {km: "ដៃមានសុវត្ថិភាព", en: "Safe hands"}
summary: {km: "សួរសិន ទើបឆែក។", en: "Ask before you search."}
hours: 1.5
academy_hours: 3
screen_minutes: 10
objectives:
  - {id: m01-o1, km: "សួរអំពីម្ជុល", en: "Ask about needles"}
  - {id: m01-o2, km: "ប្រាប់ម៉ោង PEP", en: "State the PEP clock"}
lessons:
  - {key: l1, file: 01-ask, minutes: 5, title: {km: "សួរសិន", en: "Ask first"}, objectives: [m01-o1, m01-o2]}
sources: [niosh]
law: [dcl-100]
"""
LESSON_KM = """\
## សួរសិន {#ask}

សួរសិន មុននឹងឆែក [@niosh]។ [[pwud]] អាចមានម្ជុល។

- ពិល
- ស្រោមដៃ

::: say
«បងមានម្ជុលទេ?»
:::

## ម៉ោង {#clock}

កុំឱ្យហួស ៧២ ម៉ោង។

[law:dcl-100]

| ម៉ោង | ធ្វើ |
|---|---|
| ២ | ល្អបំផុត |

::: drawing box
ម្ជុលនៅក្បែរប្រអប់។

- needle: ម្ជុល
- box-side: ប្រអប់រឹង
:::

::: flow
តាមលំដាប់

1. សួរ
2. មានម្ជុលទេ?
   - មាន: អរគុណគាត់
   - គ្មាន: នៅតែប្រុងប្រយ័ត្ន
3. ឆែក
:::

::: bars
ចំណែកនគរបាលដែលមុតម្ជុល (%) ឆ្នាំ ២០២២ [@niosh]

| ក្រុម | ភាគរយ |
|---|---|
| ល្បាត | ៨,៥ |
| ការិយាល័យ | ២ |
:::

::: compare
| និយាយ | កុំនិយាយ |
|---|---|
| «បងមានម្ជុលទេ?» | «ញៀនឬ?» |
:::

::: example
គាត់ថាមានម្ជុល។ អ្នកយកប្រអប់មក។ ដៃនៅល្អ។
:::

::: key
សួរសិន ទើបឆែក។
:::
"""
LESSON_EN = """\
## Ask first {#ask}

Ask before you search [@niosh]. [[pwud]] may carry a needle.

- A torch
- Gloves

::: say
"Do you have a needle?"
:::

## The clock {#clock}

Not later than 72 hours.

[law:dcl-100]

| Hours | What |
|---|---|
| 2 | Best |

::: drawing box
A needle beside the box.

- needle: Needle
- box-side: Hard box
:::

::: flow
In this order

1. Ask
2. Is there a needle?
   - yes: thank him
   - no: stay careful
3. Search
:::

::: bars
Officers who were pricked (%), 2022 [@niosh]

| Group | Per cent |
|---|---|
| Patrol | 8.5 |
| Office | 2 |
:::

::: compare
| Say | Do not say |
|---|---|
| "Do you have a needle?" | "Are you using?" |
:::

::: example
He says there is a needle. You bring the box. Your hand is well.
:::

::: key
Ask first, then search.
:::
"""
PAD_EN = "\n".join(["Take your time, look with your eyes, and keep your hands where you can see them."] * 10)
PAD_KM = "\n".join(["មើលឱ្យច្បាស់ ហើយទុកដៃនៅកន្លែងដែលអ្នកមើលឃើញ។"] * 10)
CHECK = """\
pass_percent: 80
draw: 5
questions:
"""
QUESTION = """\
  - id: m01-q{n}
    kind: {kind}
    objective: m01-o{objective}
    stem: {{km: "ធ្វើអ្វីមុនគេ?", en: "What comes first?"}}
    options:
      - key: a
        correct: true
        text: {{km: "សួរគាត់", en: "Ask him"}}
        feedback: {{km: "ត្រូវហើយ។", en: "Right."}}
      - key: b
        text: {{km: "លូកដៃភ្លាម", en: "Reach in at once"}}
        feedback: {{km: "អាចមុតម្ជុល។", en: "A needle may prick you."}}
      - key: c
        text: {{km: "ដើរចេញទៅ", en: "Walk away now"}}
        feedback: {{km: "មិនបានជួយទេ។", en: "It does not help."}}
    sources: [niosh]
"""
RANKED = """\
  - id: m01-q6
    kind: ordering
    objective: m01-o1
    stem: {km: "តាមលំដាប់ណា?", en: "In which order?"}
    options:
      - {key: a, text: {km: "សួរ", en: "Ask"}, feedback: {km: "មុនគេ។", en: "This is first."}}
      - {key: b, text: {km: "រង់ចាំ", en: "Wait"}, feedback: {km: "បន្ទាប់។", en: "Then this."}}
      - {key: c, text: {km: "ឆែក", en: "Search"}, feedback: {km: "ចុងក្រោយ។", en: "This is last."}}
  - id: m01-q7
    kind: matching
    objective: m01-o1
    stem: {km: "អ្វីសម្រាប់អ្វី?", en: "What is for what?"}
    options:
      - key: a
        text: {km: "ពិល", en: "Torch"}
        match: {km: "មើល", en: "To see"}
        feedback: {km: "មើលសិន។", en: "Look first."}
      - key: b
        text: {km: "ប្រអប់", en: "Box"}
        match: {km: "ដាក់ម្ជុល", en: "For the needle"}
        feedback: {km: "ប្រអប់រឹង។", en: "It is hard."}
      - key: c
        text: {km: "ស្រោមដៃ", en: "Gloves"}
        match: {km: "ការពារដៃ", en: "For the hand"}
        feedback: {km: "ពាក់សិន។", en: "Put them on."}
  - id: m01-q8
    kind: reflection
    objective: m01-o1
    stem: {km: "អ្នកនឹងនិយាយថាម៉េច?", en: "What would you say?"}
    model: {km: "«បងមានម្ជុលទេ?»", en: "Do you have a needle?"}
"""
DRAWING = """\
<!-- A needle beside the box it goes into. -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">
  <g transform="translate(20 20)"><path class="ink thick" d="M0 0 L80 80"/></g>
  <rect class="ink soft" x="200" y="80" width="80" height="100" rx="4"/>
  <rect data-label="needle" x="8" y="120" width="120" height="40"/>
  <rect data-label="box-side" x="180" y="20" width="120" height="40"/>
</svg>
"""
SCENE = """\
title: {km: "យប់នៅផ្លូវ", en: "A night on the road"}
intro: {km: "អ្នកជាអ្នកសម្រេច។", en: "You decide."}
start: s1
nodes:
  - id: s1
    objectives: [m01-o1, m01-o2]
    text: {km: "បុរសម្នាក់ឈប់។", en: "A man stops."}
    choices:
      - {key: a, text: {km: "សួរ", en: "Ask"}, to: s2}
      - {key: b, text: {km: "លូកដៃ", en: "Reach in"}, to: e3}
  - id: s2
    text: {km: "គាត់ថាមានម្ជុល។", en: "He says there is a needle."}
    choices:
      - {key: a, text: {km: "អរគុណ", en: "Thank him"}, to: s3}
      - {key: b, text: {km: "ស្រែក", en: "Shout"}, to: e2, note: {km: "គាត់ភ័យ។", en: "He is afraid."}}
  - id: s3
    text: {km: "ម្ជុលនៅក្នុងកាបូប។", en: "The needle is in the bag."}
    choices:
      - {key: a, text: {km: "យកប្រអប់", en: "Bring the box"}, to: s4}
      - {key: b, text: {km: "លូកដៃ", en: "Reach in"}, to: e3}
  - id: s4
    text: {km: "ប្រអប់នៅក្បែរ។", en: "The box is near."}
    choices:
      - {key: a, text: {km: "ដាក់ម្ជុល", en: "Put the needle in"}, to: e1}
      - {key: b, text: {km: "គ្របម្ជុល", en: "Recap it"}, to: e3}
"""
ENDING = """\
  - id: {id}
    ending: {kind}
    text: {{km: "ចប់ហើយ។", en: "It is over."}}
    health: {{km: "ដៃនៅល្អ។", en: "Hands are well."}}
    legal: {{km: "គ្មានបញ្ហា។", en: "No trouble."}}
    community: {{km: "គេទុកចិត្ត។", en: "People trust you."}}
    law: [dcl-100]
    sources: [niosh]
"""
TRAINER = ("aim", "materials", "timing", "activity", "debrief", "objections")
ORDER = """
A1 B1 A2 F3 B4 A5 B2 F2 A4 B3 A3 B6 F1 A6 B5 F4 E1 D5 E2 E3 D6 E4 E5 C1 D2 C4 D1 C3 C6 D4 C2 D3 C5
"""


SECOND_KM, SECOND_EN = "សហគមន៍ទទួលជំនួយពីនគរបាល។", "The community is helped by the police"

"""Writes a small course that lacks nothing a finished one has, so that tests can break one thing at a time."""

from __future__ import annotations

from pathlib import Path

from tests.curriculum.small_course import MODULE, write_course

KM = f"{MODULE}/01-ask.km.md"
EN = f"{MODULE}/01-ask.en.md"

_QUESTION = """\
  - id: m01-q{n}
    kind: single
    objective: m01-o{objective}
    stem: {{km: "ធ្វើអ្វីមុនគេ លើកទី {khmer}?", en: "What comes first, time {n}?"}}
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
_ORDERING = """\
  - id: m01-q16
    kind: ordering
    objective: m01-o1
    stem: {km: "រៀបតាមលំដាប់។", en: "Put these in order."}
    options:
      - {key: a, text: {km: "សួរ", en: "Ask"}, feedback: {km: "ទីមួយ។", en: "First."}}
      - {key: b, text: {km: "មើល", en: "Look"}, feedback: {km: "ទីពីរ។", en: "Second."}}
      - {key: c, text: {km: "ឆែក", en: "Search"}, feedback: {km: "ចុងក្រោយ។", en: "Last."}}
    sources: [niosh]
"""
_KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
_LESSON_KM = """\
## សួរសិន {{#ask}}

សួរសិន មុននឹងឆែក [@niosh]។ [[pwud]] អាចមានម្ជុល។

{padding}

::: figures
ក្នុងចំណោមមន្ត្រី ១០០ នាក់ ៤៥% ធ្លាប់មុតម្ជុល (ឆ្នាំ២០២២) [@niosh]។
:::

::: drawing box
ម្ជុលនៅក្បែរប្រអប់។

- needle: ម្ជុល
- box-side: ប្រអប់រឹង
:::

## ម៉ោង {{#clock}}

កុំឱ្យហួស ៧២ ម៉ោង។

[law:dcl-100]

::: duty
សួរសិន ពេលបំពេញភារកិច្ច។
:::

::: key
សួរសិន ទើបឆែក។
:::
"""
_LESSON_EN = """\
## Ask first {{#ask}}

Ask before you search [@niosh]. [[pwud]] may carry a needle.

{padding}

::: figures
Of 100 officers 45% were pricked once (2022) [@niosh].
:::

::: drawing box
A needle beside the box.

- needle: Needle
- box-side: Hard box
:::

## The clock {{#clock}}

Not later than 72 hours.

[law:dcl-100]

::: duty
Ask first when you are on duty.
:::

::: key
Ask first, then search.
:::
"""
_PAD_EN = "\n".join(["Take your time, look with your eyes, and keep your hands in sight of all."] * 15)
_PAD_KM = "\n".join(["មើលឱ្យច្បាស់ ហើយទុកដៃនៅកន្លែងដែលគេមើលឃើញច្បាស់ជានិច្ច មុននឹងប៉ះរបស់អ្វី។"] * 22)
_OBJECTIONS = """\
- id: objection-{n}
  source: niosh
  km: "ការជំទាស់ទី {khmer}"
  en: "Objection {n}"
  lessons: ["m01/l1#ask"]
  questions: [m01-q1]
  items: [i01]
"""
_RESPECT = """\
- id: shame
  km: ["អាចោរ"]
  en: ["thug"]
  instead: {km: "គាត់", en: "person"}
  why: {km: "ពាក្យនេះធ្វើឱ្យគេអាម៉ាស់។", en: "The word shames."}
  quoted_in: ["modules/m01-safe-hands/handout"]
"""


def _change(root: Path, file: str, *changes: tuple[str, str]) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{file} has no {old!r}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def _trainer(lang: str) -> str:
    """The trainer notes: minutes that sum to 18 hours, and an objection with the weight of its evidence."""
    km = lang == "km"
    timing = "| ៥៨០ | អាន |\n| ៥០០ | លេង |" if km else "| 580 | Read |\n| 500 | Play |"
    head = "| នាទី | សកម្មភាព |" if km else "| Minutes | What |"
    said = (
        "**«ស្រោមដៃគ្រប់គ្រាន់ហើយ។»** ស្រោមដៃស្តើងមិនការពារទេ [@niosh]។ កម្លាំងភស្តុតាង៖ មធ្យម។"
        if km
        else '**"Gloves are enough."** Thin gloves do not stop a needle [@niosh]. Strength of evidence: moderate.'
    )
    bodies = {"timing": f"{head}\n|---|---|\n{timing}", "objections": said}
    names = ("aim", "materials", "timing", "activity", "debrief", "objections", "academy")
    heading = "ចំណុច" if km else "Point"
    plain = "ធ្វើតាម។" if km else "Do it."
    return "".join(f"## {heading} {{#{name}}}\n\n{bodies.get(name, plain)}\n\n" for name in names)


def _terms() -> str:
    """Terms beside the two of the small course, so that the glossary has a hundred."""
    return "".join(
        f'- id: word-{n}\n  km: "ពាក្យ{str(n).translate(_KHMER_DIGITS)}"\n  en: "unused word {n}"\n  variants: []\n'
        f'  source: "SE"\n  status: proposed\n'
        for n in range(1, 99)
    )


def write_finished_course(root: Path) -> Path:
    """Write the finished course under `root` and give the folder back."""
    write_course(root)
    _change(
        root,
        f"{MODULE}/module.yaml",
        ("academy_hours: 3\n", "academy_hours: 36\n"),
        ("\nhours: 1.5\n", "\nhours: 18\n"),
        (
            '  - {id: m01-o2, km: "ប្រាប់ម៉ោង PEP", en: "State the PEP clock"}\n',
            (
                '  - {id: m01-o2, km: "ប្រាប់ម៉ោងឱសថបង្ការ (PEP)", en: "State the PEP clock"}\n'
                '  - {id: m01-o3, km: "ពាក់ស្រោមដៃ", en: "Wear gloves"}\n'
                '  - {id: m01-o4, km: "រើសម្ជុល", en: "Pick up a needle"}\n'
            ),
        ),
        ("[m01-o1, m01-o2]}", "[m01-o1, m01-o2, m01-o3, m01-o4]}"),
    )
    lessons = (root / f"{MODULE}/module.yaml").read_text(encoding="utf-8")
    for number in (2, 3, 4):
        one = (
            f'  - {{key: l{number}, file: 0{number}-ask, minutes: 5, title: {{km: "សួរសិន", en: "Ask first"}},'
            f" objectives: [m01-o1]}}\n"
        )
        lessons = lessons.replace("sources: [niosh]\n", f"{one}sources: [niosh]\n")
    (root / f"{MODULE}/module.yaml").write_text(lessons, encoding="utf-8")
    for number in range(1, 5):
        for lang, text, padding in (("km", _LESSON_KM, _PAD_KM), ("en", _LESSON_EN, _PAD_EN)):
            path = root / f"{MODULE}/0{number}-ask.{lang}.md"
            path.write_text(text.format(padding=padding), encoding="utf-8")
    questions = "".join(
        _QUESTION.format(n=n, khmer=str(n).translate(_KHMER_DIGITS), objective=1 + n % 4)
        for n in range(1, 16)
    )
    (root / f"{MODULE}/check.yaml").write_text(
        f"pass_percent: 80\ndraw: 10\nquestions:\n{questions}{_ORDERING}", encoding="utf-8"
    )
    _change(
        root,
        f"{MODULE}/scene.yaml",
        ("objectives: [m01-o1, m01-o2]", "objectives: [m01-o1, m01-o2, m01-o3, m01-o4]"),
        ('en: "Put the needle in"}, to: e1}', 'en: "Put the needle in"}, to: s5}'),
    )
    with (root / f"{MODULE}/scene.yaml").open("a", encoding="utf-8") as scene:
        scene.write(
            '  - id: s5\n    text: {km: "គាត់អរគុណ។", en: "He thanks you."}\n    choices:\n'
            '      - {key: a, text: {km: "ញញឹម", en: "Smile"}, to: e1}\n'
            '      - {key: b, text: {km: "ដើរចេញ", en: "Walk off"}, to: e4}\n'
            '  - id: e4\n    ending: mixed\n    text: {km: "ចប់ហើយ។", en: "It is over."}\n'
            '    health: {km: "ល្អ។", en: "Well."}\n    legal: {km: "ល្អ។", en: "Well."}\n'
            '    community: {km: "ល្អ។", en: "Well."}\n    sources: [niosh]\n'
        )
    for lang in ("km", "en"):
        (root / f"{MODULE}/trainer.{lang}.md").write_text(_trainer(lang), encoding="utf-8")
    _change(
        root,
        "law.yaml",
        (
            "  scored:",
            (
                '  safe_km: "បញ្ជូនគាត់ទៅសេវា។"\n  safe_en: "Refer the person."\n'
                '  ask_km: "សួរអត្ថបទ។"\n  ask_en: "Ask for the text."\n  scored:'
            ),
        ),
    )
    with (root / "glossary.yaml").open("a", encoding="utf-8") as glossary:
        glossary.write(_terms())
    (root / "objections.yaml").write_text(
        "".join(_OBJECTIONS.format(n=n, khmer=str(n).translate(_KHMER_DIGITS)) for n in range(1, 10)),
        encoding="utf-8",
    )
    (root / "respect.yaml").write_text(_RESPECT, encoding="utf-8")
    return root

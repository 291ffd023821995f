"""One deliberate fault of each kind in the small course, and the acts that make one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.curriculum.small_course import MODULE, item_id, second_wording

KM = f"{MODULE}/01-ask.km.md"
EN = f"{MODULE}/01-ask.en.md"
CHECK = f"{MODULE}/check.yaml"
SCENE = f"{MODULE}/scene.yaml"
DRAWING = f"{MODULE}/drawings/box.svg"
RECORD = f"{MODULE}/module.yaml"
INSTRUMENT = "instruments/attitude-33/instrument.yaml"


def item(name: str) -> str:
    return f"instruments/attitude-33/items/{item_id(name)}.yaml"


Fault = Callable[[Path], None]


def change(file: str, old: str, new: str) -> Fault:
    """Replace the first occurrence; a test that changes nothing would prove nothing."""

    def act(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return act


def remove(file: str) -> Fault:
    return lambda root: (root / file).unlink()


def add(file: str, text: str) -> Fault:
    def act(root: Path) -> None:
        path = root / file
        path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")

    return act


def both(*acts: Fault) -> Fault:
    def act(root: Path) -> None:
        for one in acts:
            one(root)

    return act


def not_utf8(root: Path) -> None:
    (root / KM).write_bytes(b"\xff\xfe\x00")


def few_questions(root: Path) -> None:
    text = (root / CHECK).read_text(encoding="utf-8")
    (root / CHECK).write_text(text[: text.index("  - id: m01-q4")], encoding="utf-8")


def same_way(root: Path) -> None:
    order = (root / INSTRUMENT).read_text(encoding="utf-8")
    start, end = order.index("order: ["), order.index("]", order.index("order: ["))
    ids = ", ".join(
        f"i{n:02d}" for n in [1, 4, 6, 8, 10, *(n for n in range(1, 34) if n not in (1, 4, 6, 8, 10))]
    )
    (root / INSTRUMENT).write_text(order[:start] + f"order: [{ids}" + order[end:], encoding="utf-8")


def written(file: str, text: str) -> Fault:
    """Put other text in place of a whole file."""

    def act(root: Path) -> None:
        (root / file).write_text(text, encoding="utf-8")

    return act


def two_folders(root: Path) -> None:
    shutil.copytree(root / MODULE, root / f"{MODULE}-copy")


def folder_for_file(root: Path) -> None:
    (root / KM).unlink()
    (root / KM).mkdir()


def add_labels(root: Path) -> None:
    """Eight labels in both texts and in the drawing."""
    for n in range(6):
        change(KM, "- needle:", f"- more-{n}: ម្ជុល\n- needle:")(root)
        change(EN, "- needle:", f"- more-{n}: Needle\n- needle:")(root)
        box = f'<rect data-label="more-{n}" x="{4 * n}" y="0" width="4" height="4"/>\n'
        change(DRAWING, '<rect data-label="needle"', f'{box}<rect data-label="needle"')(root)


ORDERED = '      - {key: k, text: {km: "ឈប់", en: "Stop"}, feedback: {km: "ឈប់។", en: "Stop."}}\n'
STEM_AND_MODEL = 'stem: {km: "អ្វីសម្រាប់អ្វី?", en: "What is for what?"}\n    model: {km: "ពិល", en: "The torch"}'
LONG_RIGHT = both(
    *[change(CHECK, 'km: "សួរគាត់"', 'km: "សួរគាត់ដោយគួរសម រង់ចាំចម្លើយរបស់គាត់ ហើយអរគុណគាត់"') for _ in range(4)]
)

FAULTS: dict[str, Fault] = {
    "file-missing": remove(SCENE),
    "twin-missing": remove(EN),
    "file-unused": add(f"{MODULE}/notes.txt", "x"),
    "not-utf8": not_utf8,
    "yaml-broken": add(CHECK, "  - [\n"),
    "file-empty": written(SCENE, "# nothing\n"),
    "file-closed": folder_for_file,
    "folder-twice": two_folders,
    "key-twice": add("edition.yaml", "key: again\n"),
    "key-missing": change(RECORD, "hours: 1.5\n", ""),
    "key-unknown": add(RECORD, "hour: 2\n"),
    "wrong-type": change(RECORD, "hours: 1.5", "hours: long"),
    "not-allowed": change("sources.yaml", "kind: article", "kind: rumour"),
    "language-missing": change(RECORD, ', en: "Safe hands"', ""),
    "id-malformed": change("glossary.yaml", "id: syringe", "id: Syringe_1"),
    "id-twice": change("sources.yaml", "- id: study", "- id: niosh"),
    "prefix-wrong": change(RECORD, "id: m01-o1", "id: m02-o1"),
    "source-unknown": change(CHECK, "sources: [niosh]", "sources: [nobody]"),
    "law-unknown": change(SCENE, "law: [dcl-100]", "law: [dcl-999]"),
    "term-unknown": change(EN, "[[pwud]]", "[[nothing]]"),
    "objective-unknown": change(CHECK, "objective: m01-o1", "objective: m01-o9"),
    "objective-untaught": change(RECORD, "objectives: [m01-o1, m01-o2]", "objectives: [m01-o1]"),
    "objective-untested": both(*[change(CHECK, "objective: m01-o2", "objective: m01-o1") for _ in range(3)]),
    "source-unlisted": change(RECORD, "sources: [niosh]", "sources: []"),
    "source-idle": both(
        change(
            "sources.yaml",
            "- id: study",
            "- id: idle\n  authors: null\n  title: T\n  year: 2020\n"
            "  publisher: P\n  url: null\n  kind: article\n  status: primary\n- id: study",
        ),
        change(RECORD, "sources: [niosh]", "sources: [niosh, idle]"),
    ),
    "heading-missing": change(KM, "## សួរសិន {#ask}", "សួរសិន"),
    "heading-id-missing": change(KM, "{#ask}", ""),
    "heading-level": change(KM, "## សួរសិន", "# សួរសិន"),
    "section-count": both(change(KM, "## ម៉ោង {#clock}", ""), change(EN, "## The clock {#clock}", "")),
    "section-expected": change(f"{MODULE}/trainer.km.md", "{#aim}", "{#goal}"),
    "key-message": both(change(KM, "::: key", "::: duty"), change(EN, "::: key", "::: duty")),
    "box-unknown": change(KM, "::: say", "::: shout"),
    "box-open": change(KM, "«បងមានម្ជុលទេ?»\n:::", "«បងមានម្ជុលទេ?»"),
    "markup-forbidden": change(KM, "- ពិល", "- <b>ពិល</b>"),
    "mark-malformed": change(EN, "[@niosh]", "[@ NIOSH]"),
    "law-not-alone": change(KM, "[law:dcl-100]", "មើល [law:dcl-100] នេះ"),
    "lesson-length": add(EN, "\nword " * 700),
    "headings-differ": change(EN, "{#clock}", "{#hours}"),
    "blocks-differ": change(EN, "- Gloves", ""),
    "numbers-differ": change(EN, "72 hours", "48 hours"),
    "sources-differ": change(EN, "[@niosh]", ""),
    "law-differs": change(EN, "[law:dcl-100]", "[law:dcl-53]"),
    "not-khmer": change(RECORD, 'km: "សួរសិន ទើបឆែក។"', 'km: "Ask before"'),
    "not-english": change(RECORD, 'en: "Ask before you search."', 'en: "សួរសិន"'),
    "zero-width": change(KM, "មុននឹង", "មុន\u200bនឹង"),
    "subscript-da": change(KM, "ស្រោមដៃ", "បណ\u17d2ដុះ"),
    "western-digit": change(KM, "៧២", "72"),
    "number-format": change(KM, "៧២", "៧.២"),
    "word-avoided": change(KM, "អាចមានម្ជុល", "អាចមានស៊ីរ៉ាំង"),
    "term-differs": change(EN, "- A torch", "- A syringe"),
    "khmer-punctuation": change(KM, "ម៉ោង។", "ម៉ោង ។"),
    "question-count": few_questions,
    "option-count": change(
        CHECK,
        '      - key: c\n        text: {km: "ដើរចេញទៅ", en: "Walk away now"}\n'
        '        feedback: {km: "មិនបានជួយទេ។", en: "It does not help."}\n',
        "",
    ),
    "right-count": change(CHECK, "        correct: true\n", ""),
    "feedback-missing": change(CHECK, '        feedback: {km: "ត្រូវហើយ។", en: "Right."}\n', ""),
    "pass-percent": change(CHECK, "pass_percent: 80", "pass_percent: 50"),
    "all-of-the-above": change(CHECK, "Walk away now", "All of the above"),
    "right-is-longest": LONG_RIGHT,
    "node-unknown": change(SCENE, "to: s2", "to: s9"),
    "node-unreachable": change(SCENE, "to: e2", "to: e1"),
    "node-dead-end": add(SCENE, '  - {id: s8, text: {km: "ទទេ", en: "Empty"}, choices: []}\n'),
    "node-one-way": change(SCENE, '      - {key: b, text: {km: "គ្របម្ជុល", en: "Recap it"}, to: e3}\n', ""),
    "scene-endless": both(
        change(SCENE, 'en: "Bring the box"}, to: s4', 'en: "Bring the box"}, to: s5'),
        add(
            SCENE,
            '  - id: s5\n    text: {km: "វិល", en: "Round"}\n    choices:\n'
            '      - {key: a, text: {km: "វិល", en: "Again"}, to: s5}\n'
            '      - {key: b, text: {km: "ទៀត", en: "More"}, to: s5}\n',
        ),
    ),
    "ending-count": change(SCENE, "  - id: e2\n    ending: mixed", "  - id: e2\n    finish: mixed"),
    "decision-count": both(
        change(SCENE, 'en: "Bring the box"}, to: s4', 'en: "Bring the box"}, to: e1'),
        change(SCENE, "  - id: s4\n", "  - id: s4\n    remark: x\n"),
    ),
    "law-verified-early": change("law.yaml", "status: quoted", "status: verified"),
    "law-not-taught": change("law.yaml", 'article: "100"', 'article: "104"'),
    "law-scored": change("law.yaml", "scored: false", "scored: true"),
    "item-rests-on-unscored": change(item("C1"), "[dcl-100]", "[dcl-53]"),
    "form-b-missing": add(item("A1"), second_wording("A1")),
    "item-negation": change(item("A1"), "នគរបាលជួយ", "នគរបាលមិនជួយ"),
    "item-two-ideas": change(item("A1"), "ជួយសហគមន៍", "ជួយសហគមន៍និងអង្គការ"),
    "item-key": change(item("A1"), 'favourable: ["4"', 'favourable: ["9"'),
    "item-blueprint": change(item("A1"), 'favourable: ["4", "5"]', 'favourable: ["1", "2"]'),
    "item-pending": change(item("C1"), "pending_legal_review: true", "pending_legal_review: false"),
    "order-differs": change(INSTRUMENT, "order: [i01, ", "order: ["),
    "order-shows-key": same_way,
    "drawing-unnamed": change(KM, "::: drawing box", "::: drawing"),
    "drawing-markup": change(DRAWING, 'class="ink soft"', 'fill="red"'),
    "drawing-broken": written(DRAWING, "<?xml?><!DOCTYPE svg><svg/>"),
    "drawing-size": change(DRAWING, "0 0 320 200", "0 0 300 200"),
    "drawing-heavy": change(DRAWING, "</g>", "</g>" + '<path class="line" d="M0 0"/>' * 300),
    "drawing-grid": change(DRAWING, 'x="8" y="120"', 'x="9" y="120"'),
    "drawing-outside": change(DRAWING, 'x="180" y="20"', 'x="280" y="20"'),
    "drawing-overlap": change(DRAWING, 'x="180" y="20"', 'x="120" y="120"'),
    "label-unmatched": change(EN, "- needle: Needle", "- pin: Needle"),
    "label-many": add_labels,
    "label-long": change(EN, "- needle: Needle", "- needle: A very long and thin needle"),
    "picture-untitled": change(KM, "ម្ជុលនៅក្បែរប្រអប់។\n", ""),
    "picture-line": change(KM, "1. សួរ", "សួរ\n\n1. សួរ\n\nសួរទៀត"),
    "picture-columns": change(EN, "| Patrol | 8.5 |", "| Patrol | 8.5 | 9 |"),
    "picture-empty": change(EN, '| "Do you have a needle?" | "Are you using?" |\n', ""),
    "flow-steps": change(EN, "3. Search\n", ""),
    "flow-ways": change(EN, "   - no: stay careful\n", ""),
    "bars-number": change(EN, "| Office | 2 |", "| Office | two |"),
    "option-many": change(CHECK, "  - id: m01-q7", ORDERED * 4 + "  - id: m01-q7"),
    "match-twice": change(CHECK, 'en: "For the hand"', 'en: "To see"'),
    "reflection-many": both(
        change(CHECK, "m01-q7\n    kind: matching", "m01-q7\n    kind: reflection"),
        change(CHECK, 'stem: {km: "អ្វីសម្រាប់អ្វី?", en: "What is for what?"}', STEM_AND_MODEL),
    ),
    "draw-count": change(CHECK, "draw: 5", "draw: 9"),
}

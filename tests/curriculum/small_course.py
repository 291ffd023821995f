"""Writes a small sound course into a folder, so that tests can break one thing at a time."""

from __future__ import annotations

from pathlib import Path

from hrtraining.content.domain import blueprint
from tests.curriculum.small_texts import (
    CHECK,
    DRAWING,
    EDITION,
    ENDING,
    GLOSSARY,
    LAW,
    LESSON_EN,
    LESSON_KM,
    MODULE_YAML,
    ORDER,
    PAD_EN,
    PAD_KM,
    QUESTION,
    RANKED,
    SCENE,
    SECOND_EN,
    SECOND_KM,
    SOURCES,
    TRAINER,
)

MODULE = "modules/m01-safe-hands"


def item_id(name: str) -> str:
    """The id of an item of the blueprint: A1 is i01, F4 is i33."""
    return f"i{blueprint.ITEMS.index(name) + 1:02d}"


def second_wording(name: str) -> str:
    """The second wording of an item, as a line of its file."""
    return f'form_b: {{km: "{SECOND_KM}", en: "{SECOND_EN}."}}\n'


def item_yaml(name: str, *, form_b: bool = False) -> str:
    """One item's file, with a second wording if one is asked for."""
    options = ", ".join(f'"{code}"' for code in blueprint.options_of(name))
    favourable = ", ".join(f'"{code}"' for code in sorted(blueprint.favourable_of(name)))
    pending = str(name in blueprint.PENDING_LEGAL_REVIEW).lower()
    law = "[dcl-100]" if name == "C1" else "[]"
    return f"""\
id: {item_id(name)}
blueprint: {name}
kind: {blueprint.kind_of(name)}
construct: {name[0]}
scale: {blueprint.scale_of(name)}
module: m01
options: [{options}]
favourable: [{favourable}]
pending_legal_review: {pending}
sources: [study]
law: {law}
rationale: {{km: "ហេតុផល", en: "The reason"}}
km: "នគរបាលជួយសហគមន៍។"
en: "Police help the community."
{second_wording(name) if form_b else ""}"""


def _instrument() -> str:
    five = "{" + ", ".join(f'"{code}": {{km: "កម្រិត", en: "Level"}}' for code in blueprint.FIVE_POINTS) + "}"
    truth = "{" + ", ".join(f'{code}: {{km: "ចម្លើយ", en: "Answer"}}' for code in blueprint.TRUTH) + "}"
    names = ", ".join(f'{letter}: {{km: "ផ្នែក", en: "Part"}}' for letter in blueprint.CONSTRUCT_SIZES)
    return f"""\
key: attitude-33
title: {{km: "សំណួរ ៣៣", en: "33 questions"}}
constructs: {{{names}}}
scales:
  agreement: {five}
  likelihood: {five}
  truth: {truth}
order: [{", ".join(item_id(name) for name in ORDER.split())}]
threshold_share: 0.80
source_sentence: {{km: "យ៉ាងតិច ២៧", en: "At least 27"}}
"""


def write_course(root: Path, *, form_b: bool = False) -> Path:
    """Write the small course under `root`, with two forms of its test if asked for, and give the folder back."""
    files = {
        "edition.yaml": EDITION,
        "sources.yaml": SOURCES,
        "law.yaml": LAW,
        "glossary.yaml": GLOSSARY,
        f"{MODULE}/module.yaml": MODULE_YAML,
        f"{MODULE}/01-ask.km.md": LESSON_KM.replace("## ម៉ោង", f"{PAD_KM}\n\n## ម៉ោង"),
        f"{MODULE}/01-ask.en.md": LESSON_EN.replace("## The clock", f"{PAD_EN}\n\n## The clock"),
        f"{MODULE}/check.yaml": CHECK
        + "".join(
            QUESTION.format(n=n, kind="multiple" if n == 5 else "single", objective=1 + n % 2)
            for n in range(1, 6)
        )
        + RANKED,
        f"{MODULE}/drawings/box.svg": DRAWING,
        f"{MODULE}/scene.yaml": SCENE
        + "".join(
            ENDING.format(id=f"e{n}", kind=kind) for n, kind in enumerate(("good", "mixed", "poor"), 1)
        ),
        f"{MODULE}/trainer.km.md": "".join(f"## ចំណុច {{#{name}}}\n\nធ្វើតាម។\n\n" for name in TRAINER),
        f"{MODULE}/trainer.en.md": "".join(f"## Point {{#{name}}}\n\nDo it.\n\n" for name in TRAINER),
        f"{MODULE}/handout.km.md": "## កាត {#card}\n\nសួរសិន។\n",
        f"{MODULE}/handout.en.md": "## Card {#card}\n\nAsk first.\n",
        "instruments/attitude-33/instrument.yaml": _instrument(),
        **{
            f"instruments/attitude-33/items/{item_id(name)}.yaml": item_yaml(name, form_b=form_b)
            for name in blueprint.ITEMS
        },
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root

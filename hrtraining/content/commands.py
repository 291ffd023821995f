"""`flask content …`: check the files of the course, freeze an edition, list what rests on a law statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import yaml
from flask.cli import AppGroup

from hrtraining.content import services
from hrtraining.content.reading import Course, read_course
from hrtraining.content.reading.thorough import advice
from hrtraining.core import clock
from hrtraining.core.errors import DomainError
from hrtraining.core.extensions import db
from hrtraining.core.settings import current

group = AppGroup("content", help="The files of the course and its editions.")


@group.command("check")
@click.option("--strict", is_flag=True, help="Count advice as faults.")
@click.option("--file", "part", default="", help="Show only faults of files whose name contains this.")
def check(strict: bool, part: str) -> None:
    """Check every file of the course; each fault in Khmer and English, with file and place."""
    course, faults = read_course(current().curriculum)
    if course is not None:
        faults = sorted({*faults, *advice(course)})
    shown = [one for one in faults if part in one.file]
    for one in shown:
        mark = "អនុសាសន៍ / advice" if one.is_advice else "កំហុស / fault"
        click.echo(f"{one.file}  {one.place}  [{one.kind}] {mark}\n  {one.km}\n  {one.en}")
    faulty = sum(strict or not one.is_advice for one in shown)
    counts = Counter("advice" if one.is_advice else "faults" for one in shown)
    click.echo(
        f"កំហុស {counts['faults']}, អនុសាសន៍ {counts['advice']} / "
        f"{counts['faults']} faults, {counts['advice']} advice"
    )
    if faulty or course is None:
        raise SystemExit(1)


@group.command("freeze")
def freeze() -> None:
    """Freeze the files of the course as the current edition; the same content stays the same edition."""
    try:
        edition_id = services.freeze_edition(db.session(), root=current().curriculum, now=clock.utc_now())
    except DomainError as error:
        db.session.rollback()
        click.echo(str(error), err=True)
        raise SystemExit(1) from None
    db.session.commit()
    click.echo(f"កំណែ / edition {edition_id}")


@group.command("export-law")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def export_law(target: Path) -> None:
    """Write law.yaml with the sign-offs of the law page taken in."""
    try:
        records = services.signed_law(db.session(), root=current().curriculum)
    except DomainError as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None
    head = "# What sources and the legal reviewer say about the law, one record a statement.\n"
    body = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=1_000_000)
    try:
        target.write_text(head + body, encoding="utf-8")
    except OSError as error:
        click.echo(f"សរសេរមិនបាន / cannot write {target}: {error.strerror}", err=True)
        raise SystemExit(1) from None
    click.echo(f"{target}: {len(records)}")


@group.command("depends")
@click.argument("statement_id")
def depends(statement_id: str) -> None:
    """List everything that rests on a law statement."""
    root: Path = current().curriculum
    course, _faults = read_course(root)
    if course is None or statement_id not in {row["id"] for row in course.law}:
        click.echo(f"law.yaml គ្មាន «{statement_id}» / law.yaml has no “{statement_id}”.", err=True)
        raise SystemExit(1)
    for place in resting_on(course, statement_id):
        click.echo(place)


def resting_on(course: Course, statement_id: str) -> Iterator[str]:
    """Where the course uses a law statement: lessons, trainer notes, questions, endings, items."""
    for module in course.modules:
        pairs: list[dict[str, Any]] = [lesson["prose"] for lesson in module["lessons"]]
        for pair in [*pairs, module["trainer"], module["handout"]]:
            if pair is None:
                continue
            for lang in ("km", "en"):
                for section in pair["parsed"][lang].sections:
                    if statement_id in section.laws:
                        yield f"{pair['stem']}.{lang}.md #{section.id}"
        for question in (module["check"] or {"questions": []})["questions"]:
            if statement_id in (question.get("law") or []):
                yield f"{module['folder']}/check.yaml {question['id']}"
        for node in (module["scene"] or {"nodes": []})["nodes"]:
            if statement_id in (node.get("law") or []):
                yield f"{module['folder']}/scene.yaml {node['id']}"
    for instrument in course.instruments:
        for item in instrument["items"]:
            if statement_id in item["law"]:
                yield f"instruments/{instrument['key']}/items/{item['id']}.yaml {item['blueprint']}"

"""`flask content …`: check the files of the course, sign parts off, freeze an edition, list what rests on law."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
import yaml
from flask import current_app
from sqlalchemy.orm import Session

from hrtraining.content import queries, services
from hrtraining.content.domain import Edition
from hrtraining.content.domain.comparing import ADDED, REMOVED, compare
from hrtraining.content.domain.comparing import CHANGED as CHANGED_WORDS
from hrtraining.content.domain.part import CHANGED, LAW_CHANGED, OPEN, SIGNED, state_of
from hrtraining.content.preview_files import write_preview
from hrtraining.content.reading.files import Desk
from hrtraining.content.reading.parts import resting_on
from hrtraining.content.reading.signed import read_signed
from hrtraining.content.workbench import progress, sign_off, sign_offs, workbench
from hrtraining.core import clock
from hrtraining.core.both import Commands
from hrtraining.core.extensions import db, unit_of_work
from hrtraining.core.i18n import gettext, speaking
from hrtraining.core.khmer.text import strip_zero_width
from hrtraining.core.settings import current

group = Commands(
    "content",
    help="The files of the course and its editions.",
    without_database=("check", "depends", "preview"),
)


@group.command("check")
@click.option("--strict", is_flag=True, help="Count advice as faults.")
@click.option("--file", "part", default="", help="Show only faults of files whose name contains this.")
def check(strict: bool, part: str) -> None:
    """Check every file of the course; each fault in Khmer and English, with file and place."""
    root = current().curriculum
    if part and not any(part in path.relative_to(root).as_posix() for path in root.rglob("*")):
        raise click.ClickException(
            f"កម្មវិធីសិក្សាគ្មានឯកសារណាមានឈ្មោះ «{part}» ទេ។ / No file of the course contains “{part}” in its name."
        )
    bench = workbench(root)
    desk = Desk(root=root)
    signed = read_signed(desk)
    shown = [one for one in sorted([*bench.faults, *desk.faults]) if part in one.file]
    for one in shown:
        mark = "អនុសាសន៍ / advice" if one.is_advice else "កំហុស / fault"
        click.echo(f"{one.file}  {one.place}  [{one.kind}] {mark}\n  {one.km}\n  {one.en}")
    faulty = sum(strict or not one.is_advice for one in shown)
    counts = Counter("advice" if one.is_advice else "faults" for one in shown)
    click.echo(
        f"កំហុស {counts['faults']}, អនុសាសន៍ {counts['advice']} / "
        f"{counts['faults']} faults, {counts['advice']} advice"
    )
    passed = progress(bench.parts, signed)
    again = passed[CHANGED] + passed[LAW_CHANGED]
    click.echo(
        f"ចំណុចដែលបានបញ្ជាក់ {passed[SIGNED]} ក្នុង {len(bench.parts)} (ត្រូវអានម្តងទៀត {again}) / "
        f"{passed[SIGNED]} of {len(bench.parts)} parts signed off, {again} to be read again"
    )
    if faulty or bench.course is None:
        raise SystemExit(1)


@group.command("freeze")
def freeze() -> None:
    """Freeze the files of the course as the current edition; the same content stays the same edition."""
    with unit_of_work() as session:
        edition_id = services.freeze_edition(session, root=current().curriculum, now=clock.utc_now())
    click.echo(f"កំណែ / edition {edition_id}")


@group.command("export-law")
@click.argument("target", type=click.Path(path_type=Path))
def export_law(target: Path) -> None:
    """Write law.yaml with the sign-offs of the law page taken in."""
    records = services.signed_law(db.session(), root=current().curriculum)
    head = "# What sources and the legal reviewer say about the law, one record a statement.\n"
    body = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=1_000_000)
    target.write_text(head + body, encoding="utf-8")
    click.echo(f"{target}: សេចក្តីអំពីច្បាប់ {len(records)} / {len(records)} law statements")


@group.command("depends")
@click.argument("statement_id")
def depends(statement_id: str) -> None:
    """List everything that rests on a law statement, and whether a reviewer has passed it as it is now."""
    root = current().curriculum
    bench = workbench(root)
    if bench.part(f"law/{statement_id}") is None:
        click.echo(f"law.yaml គ្មាន «{statement_id}» / law.yaml has no “{statement_id}”.", err=True)
        raise SystemExit(1)
    signed = sign_offs(root)
    resting = resting_on(bench.parts, statement_id)
    for part in resting:
        state = state_of(part, signed.get(part.place))
        click.echo(f"{part.place}  {part.file} {part.within}  {STATE_WORDS[state]}")
    click.echo(f"{len(resting)} ចំណុច / {len(resting)} parts")


STATE_WORDS = {
    SIGNED: "បានបញ្ជាក់ / signed off",
    OPEN: "មិនទាន់បញ្ជាក់ / not signed off",
    CHANGED: "អត្ថបទបានប្តូរ ត្រូវអានម្តងទៀត / wording changed, to be read again",
    LAW_CHANGED: "សេចក្តីអំពីច្បាប់បានប្តូរ ត្រូវអានម្តងទៀត / law statement changed, to be read again",
}


@group.command("preview")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["km", "en"]), default="km", help="The language of the faults.")
def preview(target: Path, lang: str) -> None:
    """Write both languages side by side, with the faults in place, as pages that open without a server."""
    settings = current()
    bench = workbench(settings.curriculum)
    if bench.course is None:
        click.echo("អានកម្មវិធីសិក្សាមិនបាន / the course cannot be read: content check", err=True)
        raise SystemExit(1)
    with speaking(lang):
        count = write_preview(
            bench,
            sign_offs(settings.curriculum),
            target,
            lang=lang,
            title=gettext("The files of the course"),
            templates=current_app.jinja_env,
            static=settings.static,
        )
    click.echo(f"{target / 'index.html'}: {count} ទំព័រ / {count} pages")


@group.command("sign-off")
@click.argument("names", nargs=-1, required=True, metavar="PLACE...")
@click.option("--by", required=True, help="Name of the reviewer who read the parts in both languages.")
def sign_off_parts(names: tuple[str, ...], by: str) -> None:
    """Record that a reviewer passed parts of the course: m02, m02/l1, m02/l1#ask-first, m02-q3, i07 or a file."""
    root = current().curriculum
    bench = workbench(root)
    seen: dict[str, tuple[str, str]] = {}
    for name in names:
        found = bench.under(name)
        if not found:
            click.echo(f"កម្មវិធីសិក្សាគ្មាន «{name}» / the course has no “{name}”.", err=True)
            raise SystemExit(1)
        seen |= {part.place: (part.text_hash, part.law_hash) for part in found}
    with unit_of_work() as session:
        fresh = sign_off(
            session, root=root, folder=root, seen=seen, by=by, actor_id=None, now=clock.utc_now()
        )
    click.echo(f"បានបញ្ជាក់ {fresh} ក្នុង {len(seen)} / {fresh} of {len(seen)} newly signed off")


@group.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--lang", type=click.Choice(["km", "en"]), default="km", help="The language to compare.")
def diff(old: str, new: str, lang: str) -> None:
    """Say in words what differs between two editions: OLD and NEW are numbers or beginnings of hashes."""
    session = db.session()
    found = compare(_edition(session, old), _edition(session, new), lang)
    for one in found.changes:
        marks = (
            f"[+{mark.text}+]"
            if mark.kind == ADDED
            else f"[-{mark.text}-]"
            if mark.kind == REMOVED
            else mark.text or "…"
            for mark in one.marks
        )
        click.echo(f"{one.place}  {CHANGE_WORDS[one.what]}\n  {strip_zero_width(' '.join(marks))}")
    for place in found.resting:
        click.echo(f"{place}  សេចក្តីអំពីច្បាប់បានប្តូរ ត្រូវអានម្តងទៀត / law statement changed, to be read again")
    for key in found.new_instruments:
        click.echo(
            f"{key}: តេស្តមានកំណែថ្មី មិនរាប់បញ្ចូលគ្នាជាមួយកំណែចាស់ទេ / "
            "a new version of the test, never counted together with the old one"
        )
    counts = [sum(one.what == what for one in found.changes) for what in CHANGE_WORDS]
    click.echo(
        f"ថែម {counts[0]} ដក {counts[1]} ប្តូរ {counts[2]} / "
        f"{counts[0]} added, {counts[1]} removed, {counts[2]} changed"
    )


CHANGE_WORDS = {ADDED: "ថែម / added", REMOVED: "ដក / removed", CHANGED_WORDS: "ប្តូរ / changed"}


def _edition(session: Session, name: str) -> Edition:
    """The edition that a number or the beginning of a hash names; stops with a sentence when there is none."""
    for line in queries.editions(session):
        if name == str(line.id) or (len(name) >= 6 and line.hash.startswith(name)):
            return queries.edition_by_id(session, line.id)
    click.echo(f"គ្មានកំណែ «{name}» ទេ / there is no edition “{name}”.", err=True)
    raise SystemExit(1)

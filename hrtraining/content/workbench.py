"""The course as it stands in the files, before it is frozen: its parts, its faults, and who has passed what."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from sqlalchemy.orm import Session

from hrtraining.content import queries
from hrtraining.content.domain.fault import Fault
from hrtraining.content.domain.part import SIGNED, Part, SignOff, state_of
from hrtraining.content.freezing import SignOff as LawSignOff
from hrtraining.content.freezing import with_sign_offs
from hrtraining.content.reading import Course, read_course
from hrtraining.content.reading.files import Desk
from hrtraining.content.reading.parts import parts
from hrtraining.content.reading.signed import SIGNED_OFF, read_signed, write_signed
from hrtraining.content.reading.thorough import advice
from hrtraining.core import audit, clock
from hrtraining.core.errors import Conflict, DomainError, NotFound
from hrtraining.core.i18n import lazy_gettext as _l

_KEPT: dict[Path, Workbench] = {}
_WITH_LAW: dict[Path, tuple[tuple[str, tuple[LawSignOff, ...]], Workbench]] = {}
_LOCK = Lock()


@dataclass(frozen=True)
class Workbench:
    """The files of the course at one moment; no course when its own record cannot be used."""

    hash: str
    course: Course | None
    faults: tuple[Fault, ...]
    parts: tuple[Part, ...]

    def part(self, place: str) -> Part | None:
        """The part with this name, or None."""
        return next((part for part in self.parts if part.place == place), None)

    def under(self, name: str) -> tuple[Part, ...]:
        """The parts that a name covers: a part, a module (m02), a text (m02/l1) or a file of the course."""
        stem = name.removesuffix(".md").removesuffix(".km").removesuffix(".en")
        return tuple(
            part
            for part in self.parts
            if part.place == name
            or part.place.startswith((f"{name}/", f"{name}#", f"{name}-q"))
            or part.file in (name, f"{stem}.md")
        )


def files_hash(root: Path) -> str:
    """One hash over the names and bytes of all files of the course, the sign-offs left out."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.name != SIGNED_OFF:
            digest.update(f"|{path.relative_to(root)}|".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def workbench(root: Path, law: Sequence[LawSignOff] = ()) -> Workbench:
    """The course under `root` as it is now; read once for the same files.

    `law` are the sign-offs of law statements made on the law page: what rests on a statement that they change
    is open again before the next edition takes them in.
    """
    bench = _read(root)
    if bench.course is None or not law:
        return bench
    asked = (bench.hash, tuple(law))
    kept = _WITH_LAW.get(root)
    if kept is None or kept[0] != asked:
        course = with_sign_offs(bench.course, law)
        _WITH_LAW[root] = kept = (asked, replace(bench, course=course, parts=parts(course)))
    return kept[1]


def _read(root: Path) -> Workbench:
    now = files_hash(root)
    kept = _KEPT.get(root)
    if kept is not None and kept.hash == now:
        return kept
    with _LOCK:
        kept = _KEPT.get(root)
        if kept is None or kept.hash != now:
            course, faults = read_course(root)
            if course is not None:
                faults = sorted({*faults, *advice(course)})
            cut = parts(course) if course is not None else ()
            kept = _KEPT[root] = Workbench(now, course, tuple(faults), cut)
    return kept


def sign_offs(folder: Path) -> dict[str, SignOff]:
    """What was signed, by place; entries that cannot be read are left out and named by the check.

    `folder` is that of the course; the demonstration keeps its sign-offs in its own folder.
    """
    return read_signed(Desk(root=folder))


def progress(cut: Collection[Part], signed: Mapping[str, SignOff]) -> Counter[str]:
    """How many parts are in which state of `part.STATES`."""
    return Counter(state_of(part, signed.get(part.place)) for part in cut)


def sign_off(
    session: Session,
    *,
    root: Path,
    folder: Path,
    seen: Mapping[str, tuple[str, str]],
    by: str,
    actor_id: int | None,
    now: datetime,
) -> int:
    """Record that a reviewer read parts of the course in both languages and passed them.

    `seen` names the parts with the hashes of the words and of the law statements that the reviewer had before
    the eyes. The file is written at once and whole; two reviewers who sign together both keep their sign-off.

    Returns:
        How many parts were signed that were not before.

    Raises:
        NotFound: the course has no such part.
        Conflict: the words, or the law they rest on, changed since the reviewer opened the page.
        DomainError: the folder of the course cannot be written, or no name was given.
    """
    if not by.strip():
        raise DomainError(_l("Say who signs."))
    bench = workbench(root, queries.law_sign_offs(session))
    known = {part.place: part for part in bench.parts}
    for place, hashes in seen.items():
        part = known.get(place)
        if part is None:
            raise NotFound(_l("The course has no part of this name."))
        if hashes != (part.text_hash, part.law_hash):
            raise Conflict(
                _l("These words changed since you opened the page. Read them once more, then sign.")
            )
    day = clock.local_date(now).isoformat()
    try:
        with _alone(folder):
            signed = sign_offs(folder)
            fresh = [place for place in seen if state_of(known[place], signed.get(place)) != SIGNED]
            for place in fresh:
                text_hash, law_hash = seen[place]
                signed[place] = SignOff(place, text_hash, law_hash, by.strip(), day)
            if fresh:
                write_signed(folder, signed.values(), bench.parts)
    except OSError:
        raise DomainError(
            _l(
                "The folder of the course cannot be written here. Sign on the machine where its files are kept."
            )
        ) from None
    for place in fresh:
        audit.record(
            session,
            actor_id=actor_id,
            action="content.sign_off",
            subject=f"part:{place}",
            now=now,
            detail={"text_hash": known[place].text_hash, "law_hash": known[place].law_hash, "by": by.strip()},
        )
    return len(fresh)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the folder, so that two processes do not write the sign-offs over each other."""
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

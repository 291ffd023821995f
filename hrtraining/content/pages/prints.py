"""What the page of printed things receives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hrtraining.content.book import papers, words
from hrtraining.content.book.shelf import NAMES
from hrtraining.content.domain import Edition


@dataclass(frozen=True, slots=True)
class BookLine:
    """One book; `size` in megabytes, None where it is not made."""

    name: str
    kind_name: str
    lang: str
    size: float | None


@dataclass(frozen=True, slots=True)
class ModuleSheets:
    """The sheets of one module by name."""

    key: str
    order: int
    title: str
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintsPage:
    """The books of the edition and the sheets of its modules."""

    books: tuple[BookLine, ...]
    modules: tuple[ModuleSheets, ...]

    @property
    def has_every_book(self) -> bool:
        """Whether nothing is left to make."""
        return all(book.size is not None for book in self.books)


def prints_page(edition: Edition, made: Mapping[tuple[str, str], Path], lang: str) -> PrintsPage:
    """The page in a language; `made` are the files of the books."""
    return PrintsPage(
        books=tuple(
            BookLine(
                name=f"{kind}-{name}",
                kind_name=words.BOOKS[kind].in_(lang),
                lang=name,
                size=made[kind, name].stat().st_size / 1_000_000 if (kind, name) in made else None,
            )
            for kind in words.KINDS
            for name in NAMES
        ),
        modules=tuple(
            ModuleSheets(
                key=module.key,
                order=module.order,
                title=module.title.in_(lang),
                sheets=tuple(name for name in papers.NAMES if papers.has(module, name)),
            )
            for module in edition.modules
        ),
    )

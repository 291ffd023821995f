"""Reads single files of the curriculum; what cannot be read becomes a fault, never a crash."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from hrtraining.content.domain.fault import Fault, fault


class _Loader(yaml.CSafeLoader):
    """Safe YAML that refuses a key written twice, which plain YAML would drop without a word."""


class _KeyTwice(yaml.YAMLError):
    """A mapping names the same key twice."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for name in keys:
        if keys.count(name) > 1:
            raise _KeyTwice(str(name))
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@dataclass
class Desk:
    """Where the reader works: the folder, the files it opened and the faults it found."""

    root: Path
    faults: list[Fault] = field(default_factory=list)
    opened: set[Path] = field(default_factory=set)

    def report(self, kind: str, file: str, place: str = "", **values: object) -> None:
        """Note a fault."""
        self.faults.append(fault(kind, file, place, **values))

    def text(self, name: str) -> str | None:
        """A file's text, or None with a fault."""
        path = self.root / name
        self.opened.add(path)
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            self.report("file-missing", name, name=name)
        except UnicodeDecodeError:
            self.report("not-utf8", name)
        return None

    def yaml(self, name: str) -> Any:
        """A YAML file's content, or None with a fault."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader
        except _KeyTwice as error:
            self.report("key-twice", name, name=error.name)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error).splitlines()[0]
            self.report("yaml-broken", name, line=mark.line + 1 if mark else "?", problem=problem)
        return None

    def records(self, name: str) -> list[dict[str, Any]]:
        """A YAML list of mappings; anything else is a fault and left out."""
        content = self.yaml(name)
        if content is None:
            return []
        if not isinstance(content, list):
            self.report("wrong-type", name, name=name, wanted_km="បញ្ជី", wanted_en="a list")
            return []
        for place, record in enumerate(content, 1):
            if not isinstance(record, dict):
                self.report(
                    "wrong-type", name, str(place), name=place, wanted_km="កំណត់ត្រា", wanted_en="a record"
                )
        return [record for record in content if isinstance(record, dict)]

    def record(self, name: str) -> dict[str, Any] | None:
        """A YAML mapping, or None with a fault."""
        content = self.yaml(name)
        if content is not None and not isinstance(content, dict):
            self.report("wrong-type", name, name=name, wanted_km="កំណត់ត្រា", wanted_en="a record")
            return None
        return content


def day(value: object) -> str:
    """A date of YAML as ISO text; text stays text."""
    return value.isoformat() if isinstance(value, date) else str(value)

"""An import contract: from another capability only its services, queries and domain."""

from __future__ import annotations

from typing import Any

import grimp
from importlinter import Contract, ContractCheck, fields, output


class PublicFaces(Contract):
    """Every import between two capabilities goes to a public face; the rest stays private."""

    type_name = "public_faces"

    root = fields.StringField()
    faces = fields.ListField(subfield=fields.StringField())
    also_public = fields.ListField(subfield=fields.StringField(), required=False)
    open_packages = fields.ListField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every direct import; `verbose` changes nothing."""
        wrong = sorted(
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if not self._is_public(imported, importer)
        )
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that goes past a public face."""
        for importer, imported in check.metadata["wrong"]:
            output.print_error(f"{importer} imports {imported}", bold=False)

    def _is_public(self, imported: str, importer: str) -> bool:
        chosen: Any = self  # the fields above are descriptions until import-linter puts lists in their place
        parts, own = imported.split("."), importer.split(".")
        if parts[0] != chosen.root or len(parts) < 3 or parts[:2] == own[:2]:
            return True
        if parts[1] in chosen.open_packages or imported in (chosen.also_public or []):
            return True
        return parts[2] in chosen.faces

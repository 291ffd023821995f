"""`python -m hrtraining.core.catalogues`: extract, check or compile the Khmer wording of the interface.

`extract [capability ...]` writes what the templates and the code say into the .po files, `check` stops at an
entry without good Khmer, `compile` makes what the program reads.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hrtraining.core.catalogues.faults import check
from hrtraining.core.catalogues.files import compile_all, extract

ROOT = Path(__file__).resolve().parents[3]


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Run one of the three commands; 0 when all is well."""
    command, names = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if command == "extract":
            for path in extract(root, names):
                print(path.relative_to(root))
            return 0
        if command == "compile" and not names:
            compile_all(root)
            return 0
        if command == "check" and not names:
            problems = check(root)
            for problem in problems:
                print(problem, file=sys.stderr)
            if problems:
                print(
                    f"ពាក្យខ្មែរ៖ {len(problems)} កន្លែងត្រូវកែ។ / Khmer wording: {len(problems)} places to mend.",
                    file=sys.stderr,
                )
            return 1 if problems else 0
    except ValueError as error:
        print(f"ឯកសារបកប្រែអានមិនបាន។ / A catalogue cannot be read: {error}", file=sys.stderr)
        return 1
    print(
        "usage: python -m hrtraining.core.catalogues extract [capability ...] | check | compile",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tests.bench [names]`: measures one thing after another and prints a table in Markdown.

`python -m tests.bench generate` fills a database instead, to be looked at or measured by hand.
"""

from __future__ import annotations

import sys

from tests.bench import attitude, generate, lesson, paper, published, report, weight
from tests.bench.figures import Bench, head, line

BENCHES: dict[str, Bench] = {
    "lesson": lesson.bench,
    "test": attitude.bench,
    "weight": weight.bench,
    "paper": paper.bench,
    "report": report.bench,
    "million": published.bench_many,
}
ON_DEMAND = frozenset({"million"})
"""What takes too long for every run: only by name."""


def main(names: list[str]) -> int:
    """Run the benches of these names, or all but those on demand in their order."""
    if names[:1] == ["generate"]:
        return generate.main(names[1:])
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"No such bench: {', '.join(unknown)}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    print(head())
    for name in names or [name for name in BENCHES if name not in ON_DEMAND]:
        for figure in BENCHES[name]():
            print(line(figure), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

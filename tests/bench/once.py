"""One thing of the report measured in a process of its own: `python -m tests.bench.once WAY ADDRESS` prints JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from hrtraining.core import memory


def _main(way: str, url: str) -> None:
    memory.keep_freed()
    # loaded only now, as by `app.py`
    from tests.bench import generate, ways

    print(json.dumps(asdict(ways.measured(generate.application(url), way))))


if __name__ == "__main__":
    _main(*sys.argv[1:])

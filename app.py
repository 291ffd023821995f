"""What a server runs: the application of this folder."""

from flask import Flask

from hrtraining.core import memory


def _loaded() -> Flask:
    memory.keep_freed()
    # loaded only now, so that what this frees is kept
    from hrtraining.web import create_app

    made = create_app()
    memory.settle()
    return made


app = _loaded()

"""What a server runs: the application of this folder."""

from hrtraining.core import memory
from hrtraining.web import create_app

app = create_app()
memory.settle()

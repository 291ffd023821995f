"""What a server runs: the application of this folder."""

from hrtraining.web import create_app

app = create_app()

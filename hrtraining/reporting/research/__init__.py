"""The de-identified file for research, and the page that gives or refuses it."""

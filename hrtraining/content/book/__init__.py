"""The course on paper: books, handouts, cards, posters and the paper forms of checks and scenes."""

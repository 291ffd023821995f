"""What Khmer script asks of a program: one coding a word, digits, dates, order, line breaks, shaping."""

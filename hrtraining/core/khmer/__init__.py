"""What the Khmer script asks of a program: one coding per word, digits, dates, order, line breaks, shaping."""

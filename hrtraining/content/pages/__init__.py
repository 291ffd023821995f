"""What the pages of the course receive: one file for each group of pages."""

"""What is left of the change after 3, 6 and 12 months."""

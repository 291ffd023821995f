"""How each question works, for those who keep them."""

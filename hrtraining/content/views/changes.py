"""What changed between two editions, in words."""

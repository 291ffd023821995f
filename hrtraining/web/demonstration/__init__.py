"""A year of six numbered academies that never existed, made by the real services from a seeded model."""

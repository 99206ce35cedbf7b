"""From what was said of a series to its rule, its start and its first occurrence."""

"""From what was said to what it means: moments, ranges and recurrences in a person's zone."""

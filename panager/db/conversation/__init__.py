"""What was said, by whom, and what became of it."""

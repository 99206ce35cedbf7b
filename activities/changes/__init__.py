"""What is about to change, and how that is taken back, as data."""

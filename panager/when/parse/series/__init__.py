"""Recurrences as people say them: from a Korean or English sentence to a rule."""

"""Says moments and recurrences in words that are understood back."""

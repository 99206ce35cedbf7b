"""A person's settings: reading, comparing and setting them, and the tools for it."""

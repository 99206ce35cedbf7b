"""Words of time: patterns, and how a match of each is read."""

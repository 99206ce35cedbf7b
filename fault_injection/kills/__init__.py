"""One process of Panager is killed at a chosen operation of a chosen turn."""

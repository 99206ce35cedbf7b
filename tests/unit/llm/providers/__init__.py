"""The models over a network, and what happens when they fail."""

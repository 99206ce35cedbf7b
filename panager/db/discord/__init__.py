"""What only Discord has: direct messages, and how far they were read."""

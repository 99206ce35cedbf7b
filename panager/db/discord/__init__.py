"""What only Discord has: direct messages, parts of deliveries, streamed answers."""

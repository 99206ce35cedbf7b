"""Actions that wait for a person: what a card shows, what is decided, how it ends."""

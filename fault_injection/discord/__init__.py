"""The same on Discord: people write to a fake one, whose journal is the record."""

"""Panager: a personal manager in direct messages that never drops a promise."""

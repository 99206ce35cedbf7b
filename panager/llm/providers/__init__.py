"""Servers with language models: asking them, one after the other, and what can go wrong."""

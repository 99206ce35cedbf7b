"""Slash commands: each is a function from a visitor and what was typed to an answer."""

"""Conversations with what a model should do in them, and how well one does."""

"""Conversations with expected tool calls, held with any model: `poe evaluate`."""

"""What OpenAI-compatible servers do otherwise, turned into what OpenAI does."""

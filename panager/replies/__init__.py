"""What a tool call answers, and how a person reads it."""

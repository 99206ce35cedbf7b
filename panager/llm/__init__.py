"""Language models and the tools that they may call."""

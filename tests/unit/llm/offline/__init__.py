"""The built-in model, by what people ask it for."""

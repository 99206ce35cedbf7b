"""The Discord gateway: what people write and press comes in here."""

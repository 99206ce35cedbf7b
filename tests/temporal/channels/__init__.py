"""What holds on every channel."""

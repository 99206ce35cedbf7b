"""What is done to a running Panager, one scenario a module."""

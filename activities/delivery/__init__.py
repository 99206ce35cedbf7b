"""Sending deliveries, one module or more for each channel."""

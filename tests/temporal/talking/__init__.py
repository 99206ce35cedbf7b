"""Reminders and settings by talking, with a real worker."""

"""Workflows of reminders."""

"""The terminal's side of the HTTP API: chat and reminders."""

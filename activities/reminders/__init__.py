"""Reminders: the activities of their workflow, and the rules that tools, API and bot share."""

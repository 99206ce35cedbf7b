"""The fake Discord's REST API."""

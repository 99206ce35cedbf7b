"""The fake Discord's gateway."""

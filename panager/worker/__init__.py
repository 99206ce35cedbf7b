"""The process that polls Temporal for work."""

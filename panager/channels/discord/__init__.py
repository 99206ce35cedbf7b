"""Discord's REST API, and what its messages look like."""

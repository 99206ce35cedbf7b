"""Taking back what a tool has done."""

"""What sentences about time say and mean, as types."""

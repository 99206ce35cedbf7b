"""Ways to reach people, and to wake their conversation."""

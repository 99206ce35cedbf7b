"""Time in Korean: what people say, and what it means."""

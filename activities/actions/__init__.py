"""What is only done after a person has seen exactly what it is and said yes to it."""

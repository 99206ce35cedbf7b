"""What every request passes, whatever it is about."""

"""What Panager can do, feature by feature, and what each process registers of it."""

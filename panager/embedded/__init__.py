"""Postgres, Temporal and the process tree behind `panager up`: no services to install."""

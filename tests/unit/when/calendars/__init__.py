"""Zones, places and their names."""

"""Buttons and modals: what a press means, found out from its custom id alone."""

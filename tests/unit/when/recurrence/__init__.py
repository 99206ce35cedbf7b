"""Tests of panager.when.recurrence."""

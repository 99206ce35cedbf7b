"""Tests of panager.when.rrule."""

"""Tests of panager.when."""

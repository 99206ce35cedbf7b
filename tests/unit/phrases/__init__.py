"""Tests of panager.phrases."""

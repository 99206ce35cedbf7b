"""Tests of panager.client.phrases."""

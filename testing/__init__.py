"""Fake servers and a running Panager for tests, evals, benchmarks and fault injection."""

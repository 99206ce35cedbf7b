"""Recurrence rules by RFC 5545 (and RFC 7529): their text, and when they are due."""

from panager.when.rrule.engine import next_occurrence, occurrences, shortest_gap
from panager.when.rrule.parse import parse_rrule

__all__ = ["next_occurrence", "occurrences", "parse_rrule", "shortest_gap"]

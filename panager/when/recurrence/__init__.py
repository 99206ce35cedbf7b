"""Recurrence: rules by RFC 5545, when they are due, and the words for them."""

from panager.when.recurrence.engine import next_occurrence, occurrences, shortest_gap
from panager.when.recurrence.parse import parse_rrule
from panager.when.recurrence.rule import RecurrenceError
from panager.when.recurrence.wording import describe

__all__ = [
    "RecurrenceError",
    "describe",
    "next_occurrence",
    "occurrences",
    "parse_rrule",
    "shortest_gap",
]

"""Time in Korean and English: what a person's words mean, and how to say it back. Pure, no I/O."""

from panager.when.model import Grain, Habits, Kind, Missing, Reading, Recurrence, Understanding
from panager.when.quiet import quiet_until
from panager.when.recurrence import (
    RecurrenceError,
    describe,
    next_occurrence,
    occurrences,
    parse_rrule,
    shortest_gap,
)
from panager.when.render import render
from panager.when.schedule import for_reminder
from panager.when.understand import understand
from panager.when.zone_names import zone_label, zone_named

__all__ = [
    "Grain",
    "Habits",
    "Kind",
    "Missing",
    "Reading",
    "Recurrence",
    "RecurrenceError",
    "Understanding",
    "describe",
    "for_reminder",
    "next_occurrence",
    "occurrences",
    "parse_rrule",
    "quiet_until",
    "render",
    "shortest_gap",
    "understand",
    "zone_label",
    "zone_named",
]

"""Time in Korean and English: what a person's words mean, and how to say it back. Pure, no I/O."""

from panager.when.calendars.zones import zone_label, zone_named
from panager.when.habits import (
    HABITS,
    WEEK_DAYS,
    HabitsError,
    habit_text,
    may_be,
    out_of_order,
    parse_habits,
    read_habits,
    said_habits,
)
from panager.when.model.understanding import (
    USUAL,
    Grain,
    Habits,
    Kind,
    Missing,
    Reading,
    Recurrence,
    RecurrenceError,
    Understanding,
)
from panager.when.rrule import next_occurrence, occurrences, parse_rrule, shortest_gap
from panager.when.schedule import for_reminder, over_at, quiet_until
from panager.when.understand import understand
from panager.when.wording.describe import describe
from panager.when.wording.render import render

__all__ = [
    "HABITS",
    "USUAL",
    "WEEK_DAYS",
    "Grain",
    "Habits",
    "HabitsError",
    "Kind",
    "Missing",
    "Reading",
    "Recurrence",
    "RecurrenceError",
    "Understanding",
    "describe",
    "for_reminder",
    "habit_text",
    "may_be",
    "next_occurrence",
    "occurrences",
    "out_of_order",
    "over_at",
    "parse_habits",
    "parse_rrule",
    "quiet_until",
    "read_habits",
    "render",
    "said_habits",
    "shortest_gap",
    "understand",
    "zone_label",
    "zone_named",
]

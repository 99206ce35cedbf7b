"""Habits as text, and whether they make a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from itertools import pairwise
from typing import Any, Final

from panager.when.grammar.english.lexicon import WEEKDAYS
from panager.when.model.components import Part
from panager.when.model.day_parts import lies_in
from panager.when.model.understanding import USUAL, Habits

DAY_PARTS: Final = ("dawn", "morning", "lunch", "afternoon", "evening", "night")
"""In the order in which they come."""
WEEK_DAYS: Final = WEEKDAYS
HABITS: Final = (*DAY_PARTS, "close", "week_start")


class HabitsError(ValueError):
    """No habit, or no value for one; the message says what to send instead."""


def read_habits(said: Mapping[str, object], known: Habits = USUAL) -> Habits:
    """The habits `known`, but those that are said: {"morning": "07:30", "week_start": "sunday"}."""
    values: dict[str, Any] = {name: _value(name, value) for name, value in said.items()}
    return replace(known, **values)


def parse_habits(text: str) -> Habits:
    """The same from one line: "morning=07:30,week_start=sunday"."""
    pairs = (part.partition("=") for part in text.split(",") if part.strip())
    return read_habits({name.strip(): value.strip() for name, _, value in pairs})


def said_habits(habits: Habits) -> dict[str, str]:
    """Those that are not the usual ones, as `read_habits` takes them."""
    return {
        name: habit_text(habits, name)
        for name in HABITS
        if getattr(habits, name) != getattr(USUAL, name)
    }


def habit_text(habits: Habits, name: str) -> str:
    """One habit: "07:30", "sunday"."""
    return (
        WEEK_DAYS[habits.week_start] if name == "week_start" else f"{getattr(habits, name):%H:%M}"
    )


def out_of_order(habits: Habits) -> tuple[str, str] | None:
    """The first two parts of the day that do not follow one another; None when all do."""
    return next(
        (two for two in pairwise(DAY_PARTS) if getattr(habits, two[0]) >= getattr(habits, two[1])),
        None,
    )


def may_be(name: str, at: time) -> bool:
    """Whether a clock beside the word for it can show that: "저녁 7시" is 19:00 and not 07:00."""
    return lies_in(at.hour, Part(name))


def _value(name: str, value: object) -> time | int:
    if name == "week_start":
        return _week_start(value)
    if name not in HABITS:
        raise HabitsError(f"{name[:40]!r} is no habit: send one of {', '.join(HABITS)}")
    try:
        at = time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None:
        raise HabitsError(f"{name}: send a wall-clock time such as 07:30")
    return at.replace(second=0, microsecond=0)


def _week_start(value: object) -> int:
    if value not in WEEK_DAYS:
        raise HabitsError(f"week_start: send one of {', '.join(WEEK_DAYS)}")
    return WEEK_DAYS.index(str(value))

"""Times of day that a clock and a part of the day can mean, and the half of a bare hour."""

import re
from dataclasses import dataclass
from datetime import datetime

from panager.when.model.components import Clock, DayPart, Part
from panager.when.model.day_parts import HOURS, lies_in
from panager.when.model.understanding import Context, Grain, Habits


@dataclass(frozen=True, slots=True)
class WallTime:
    """Minutes after midnight of the day that was said; 24 hours and more are the next day."""

    minutes: int
    second: int
    grain: Grain


def wall_times(clock: Clock | None, part: DayPart | None, habits: Habits) -> tuple[WallTime, ...]:
    """One time when it is clear, two (am, pm) when not; none when clock and part contradict."""
    if clock is None:
        return () if part is None else (_habit(part, habits),)
    if clock.midnight:
        return _midnights(part)
    return tuple(_at(clock, hour) for hour in _hours(clock, part))


def same_time(now: datetime) -> WallTime:
    """The time that the clock shows now."""
    return WallTime(now.hour * 60 + now.minute, now.second, Grain.MINUTE)


def _habit(said: DayPart, habits: Habits) -> WallTime:
    usual = {
        Part.AM: habits.morning,
        Part.PM: habits.afternoon,
        Part.DAWN: habits.dawn,
        Part.MORNING: habits.morning,
        Part.LUNCH: habits.lunch,
        Part.AFTERNOON: habits.afternoon,
        Part.EVENING: habits.evening,
        Part.NIGHT: habits.night,
        Part.CLOSE: habits.close,
    }[said.part]
    minutes = usual.hour * 60 + usual.minute + 60 * said.hours
    return WallTime(minutes, usual.second, Grain.HOUR)


def _midnights(part: DayPart | None) -> tuple[WallTime, ...]:
    start, end = WallTime(0, 0, Grain.HOUR), WallTime(24 * 60, 0, Grain.HOUR)
    if part is None:
        return start, end
    return (end,) if part.part in (Part.NIGHT, Part.EVENING, Part.PM) else (start,)


def _hours(clock: Clock, part: DayPart | None) -> tuple[int, ...]:
    if clock.definite and (part is None or lies_in(clock.hour, part.part)):
        return (clock.hour,)
    if part is None:
        return clock.hour % 12, clock.hour % 12 + 12
    hour = HOURS[part.part].get(clock.hour)
    return () if hour is None else (hour,)


def _at(clock: Clock, hour: int) -> WallTime:
    return WallTime(hour * 60 + clock.minute - clock.before_minutes, clock.second, clock.grain)


# Who gets up does so in the morning; at 1 to 3 o'clock nobody knows.
_RISES = re.compile(
    r"깨워|깨우|기상|일어나|일어날|첫차|해돋이|일출|\bwak(?:e|ing)\b|\bget(?:ting)?\s+up\b|\bsunrise\b",
    re.IGNORECASE,
)
# These are as likely at night.
_ANY_HOUR = re.compile(
    r"공항|비행기|항공|출국|입국|수유|분유|야간|밤샘|당직|"
    r"\b(?:flight|airport|plane|feed(?:ing)?|night\s?shift|red-?eye)\b",
    re.IGNORECASE,
)
_MORNING = re.compile(
    r"아침|출근|조식|등교|등원|조회|모닝|\b(?:breakfast|morning|commute|before\s+work|school\s+run)\b",
    re.IGNORECASE,
)
_EVENING = re.compile(
    r"저녁|퇴근|회식|야식|야근|취침|자기\s?전|잠들|"
    r"\b(?:dinner|supper|evening|bedtime|go\s+to\s+bed|after\s+work|nightcap|party)\b",
    re.IGNORECASE,
)
_LUNCH = re.compile(r"점심|런치|브런치|\b(?:lunch|brunch)\b", re.IGNORECASE)
_RISING_HOURS = range(4, 12)
_OPEN_HOURS = range(5, 12)
"""Hours that are as common in both halves: a word beside them tells."""
_SMALL_HOURS = 5


def half_meant(clock: Clock, context: Context, *, says_day: bool) -> Part | None:
    """The half of the day, None if it must be asked or nobody wants one to be taken.

    The hours 1 to 5 are the afternoon and 12 is noon, unless a word says otherwise, somebody gets
    up that early, or it is night now and no day is said.
    """
    if context.words is None:
        return None
    hour = clock.hour % 12
    if _RISES.search(context.words):
        return Part.AM if hour in _RISING_HOURS else None
    if _ANY_HOUR.search(context.words):
        return None
    said = _half_said(hour, context.words)
    return said or (Part.PM if _is_usually_after_noon(hour, context, says_day=says_day) else None)


def _half_said(hour: int, words: str) -> Part | None:
    if hour in (10, 11) and _LUNCH.search(words):
        return Part.AM
    morning, evening = _MORNING.search(words), _EVENING.search(words)
    if hour not in _OPEN_HOURS or bool(morning) == bool(evening):
        return None
    return Part.AM if morning else Part.PM


def _is_usually_after_noon(hour: int, context: Context, *, says_day: bool) -> bool:
    if hour > _SMALL_HOURS or context.habits.morning.hour <= hour:
        return False
    return says_day or context.now.hour > _SMALL_HOURS

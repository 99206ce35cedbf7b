"""Times of day that a clock and a part of the day can mean."""

from dataclasses import dataclass
from datetime import datetime

from panager.when.model.components import Clock, DayPart, Part
from panager.when.model.day_parts import HOURS, lies_in
from panager.when.model.understanding import Grain, Habits


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

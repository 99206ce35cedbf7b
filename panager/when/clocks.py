"""Times of day that a clock and a part of the day can mean."""

from dataclasses import dataclass
from datetime import datetime

from panager.when.components import Clock, DayPart, Part
from panager.when.model import Grain, Habits

# A day part allows these hours on a twelve-hour clock, and places them there on a day of 24 hours;
# 24 and more are the night that follows.
_MORNINGS = {hour: hour for hour in range(1, 12)}
_AFTERNOONS = {hour: hour + 12 for hour in range(1, 12)}
_HOURS: dict[Part, dict[int, int]] = {
    Part.AM: {12: 0, **_MORNINGS},
    Part.PM: {12: 12, **_AFTERNOONS},
    Part.DAWN: {12: 0, **_MORNINGS},
    Part.MORNING: _MORNINGS,
    Part.LUNCH: {10: 10, 11: 11, 12: 12, 1: 13, 2: 14, 3: 15, 4: 16, 5: 17},
    Part.AFTERNOON: {12: 12, **_AFTERNOONS},
    Part.EVENING: {hour: hour + 12 for hour in range(4, 12)},
    Part.CLOSE: _AFTERNOONS,
    Part.NIGHT: {12: 24, 1: 25, 2: 26, 3: 27, 4: 28, **{hour: hour + 12 for hour in range(5, 12)}},
}


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


def agree(clock: Clock, one: Part, other: Part) -> bool:
    """Whether two words for the part of the day put the clock at the same hour."""
    hours = [_HOURS[part].get(clock.hour) for part in (one, other)]
    return None not in hours and len({hour % 24 for hour in hours if hour is not None}) == 1


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
    hour = _HOURS[part.part].get(clock.hour)
    return () if hour is None else (hour,)


def lies_in(hour: int, part: Part) -> bool:
    """Whether an hour of a 24-hour clock lies in this part: "오후 15시" but not "오전 15시"."""
    allowed = _HOURS[part]
    return hour in allowed.values() or hour + 24 in allowed.values()


def _at(clock: Clock, hour: int) -> WallTime:
    return WallTime(hour * 60 + clock.minute - clock.before_minutes, clock.second, clock.grain)

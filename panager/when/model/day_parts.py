"""Which hours of a twelve-hour clock a part of the day allows: "저녁 7시" is 19:00."""

from panager.when.model.components import Clock, Part

# A day part allows these hours on a twelve-hour clock, and places them there on a day of 24 hours;
# 24 and more are the night that follows.
_MORNINGS = {hour: hour for hour in range(1, 12)}
_AFTERNOONS = {hour: hour + 12 for hour in range(1, 12)}
HOURS: dict[Part, dict[int, int]] = {
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


def agree(clock: Clock, one: Part, other: Part) -> bool:
    """Whether two words for the part of the day put the clock at the same hour."""
    hours = [HOURS[part].get(clock.hour) for part in (one, other)]
    return None not in hours and len({hour % 24 for hour in hours if hour is not None}) == 1


def lies_in(hour: int, part: Part) -> bool:
    """Whether an hour of a 24-hour clock lies in this part: "오후 15시" but not "오전 15시"."""
    allowed = HOURS[part]
    return hour in allowed.values() or hour + 24 in allowed.values()

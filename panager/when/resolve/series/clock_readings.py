"""The times of day of a recurrence: one reading when they are clear, two when not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from panager.when.model.components import Clock, Component, DayPart, Zone
from panager.when.model.series_parts import Between
from panager.when.model.understanding import Context, Grain
from panager.when.parse.series.series import Series
from panager.when.resolve.clocks import WallTime, half_meant, wall_times

_DAY = 24 * 60

type Group = tuple[Clock | None, DayPart | None]


@dataclass(frozen=True, slots=True)
class Clocks:
    """One reading: minutes after midnight, in order; below 0 and from 24 hours on another day."""

    minutes: tuple[int, ...] = ()
    grain: Grain = Grain.DAY
    window: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()


def clocks_of(series: Series, context: Context, *, sub_daily: bool) -> list[Clocks]:
    """The readings; empty when a clock and a part of the day contradict each other."""
    if sub_daily and series.between is not None:
        return _windows(series.between, context)
    groups = _groups(series.times)
    notes: tuple[str, ...] = ()
    if not groups and series.between is not None:
        groups, notes = _groups([series.between.first]), ("range",)
    if sub_daily or not groups:
        return [Clocks()]
    found = [_moved(one, series, context) for one in _readings(groups, context)]
    unique = {tuple(minute % _DAY for minute in one.minutes): one for one in found}
    daily = not series.days
    return [replace(one, notes=notes) for one in (unique.values() if daily else found)]


def _groups(pieces: Sequence[tuple[Component, ...]]) -> list[Group]:
    """Each clock with its part of the day, which stands before it or, else, after it."""
    groups: list[Group] = []
    waiting: DayPart | None = None
    for piece in pieces:
        clock = next((one for one in piece if isinstance(one, Clock)), None)
        part = next((one for one in piece if isinstance(one, DayPart)), None)
        parts = [one for one in piece if isinstance(one, DayPart)]
        if clock is not None:
            groups.append((clock, part or waiting))
            waiting = None
        elif groups and waiting is None and groups[-1][0] is not None and groups[-1][1] is None:
            groups[-1] = (groups[-1][0], part)
        else:
            groups += [(None, waiting)] if waiting is not None else []
            groups += [(None, one) for one in parts[:-1]]
            waiting = parts[-1]
    return groups + ([(None, waiting)] if waiting is not None else [])


def _readings(groups: Sequence[Group], context: Context) -> list[Clocks]:
    """One, or two that begin in the morning and in the afternoon."""
    groups = _with_halves(_inherited(_by_24_hours(groups)), context)
    options = [wall_times(clock, part, context.habits) for clock, part in groups]
    if not all(options):
        return []
    grain = min((one[0].grain for one in options), key=list(Grain).index)
    readings = [_in_order(options, first) for first in range(max(len(one) for one in options))]
    # Of "9 and 5" the reading that is in the order of the day: 9:00 and 17:00.
    ordered = [one for one in readings if list(one) == sorted(set(one))]
    kept = ordered if len(groups) > 1 and ordered else readings
    return [Clocks(tuple(sorted(set(minutes))), grain) for minutes in dict.fromkeys(kept)]


def _with_halves(groups: Sequence[Group], context: Context) -> list[Group]:
    """A lone bare hour with the half of the day that is usually meant by it."""
    if len(groups) != 1:
        return list(groups)
    ((clock, part),) = groups
    bare = clock is not None and part is None and not clock.definite and not clock.midnight
    half = half_meant(clock, context, says_day=True) if bare and clock is not None else None
    return [(clock, part if half is None else DayPart(half))]


def _by_24_hours(groups: Sequence[Group]) -> list[Group]:
    """ "8시, 20시": beside a clock of 24 hours, 8 is 08:00."""
    clocks = [clock for clock, part in groups if clock is not None and part is None]
    if not any(clock.definite and (clock.hour > 12 or clock.hour == 0) for clock in clocks):
        return list(groups)
    return [
        (replace(clock, definite=True) if clock is not None and part is None else clock, part)
        for clock, part in groups
    ]


def _inherited(groups: Sequence[Group]) -> list[Group]:
    """ "오전 8시, 9시" and "8 and 9 pm": a part of the day holds for its neighbour as well."""
    found = list(groups)
    for index in range(1, len(found)):
        found[index] = _from(found[index - 1], found[index], later=True)
    for index in range(len(found) - 2, -1, -1):
        found[index] = _from(found[index + 1], found[index], later=False)
    return found


def _from(near: Group, group: Group, *, later: bool) -> Group:
    (near_clock, part), (clock, own) = near, group
    bare = clock is not None and own is None and not clock.definite
    if not bare or clock is None or near_clock is None or part is None:
        return group
    in_order = clock.hour % 12 >= near_clock.hour % 12
    return (clock, part) if in_order is later or clock.hour == near_clock.hour else group


def _in_order(options: Sequence[tuple[WallTime, ...]], first: int) -> tuple[int, ...]:
    """A reading in which every time is later than the one before it, where it can be."""
    minutes: list[int] = []
    for choices in options:
        values = [one.minutes for one in choices]
        after = [value for value in values if minutes and value > minutes[-1]]
        bare = min(first, len(values) - 1)
        minutes.append(after[0] if after and len(values) > 1 else values[bare])
    return tuple(minutes)


def _windows(between: Between, context: Context) -> list[Clocks]:
    """The hours between two clocks; the last is the first moment after the beginning."""
    groups = _by_24_hours([*_groups([between.first]), *_groups([between.last])])
    first, last = (wall_times(clock, part, context.habits) for clock, part in groups)
    found = [
        Clocks(window=(start.minutes, _end_after(start.minutes, last)), grain=start.grain)
        for start in first
        if last
    ]
    # "from 9 to 5pm" and "from 9pm to 5": the shorter one is meant.
    bare_end = len(last) > 1
    if len(found) > 1 and not bare_end:
        return [min(found, key=_width)]
    return found


def _end_after(start: int, choices: Sequence[WallTime]) -> int:
    ends = [one.minutes + more for one in choices for more in (0, _DAY)]
    return min(end for end in ends if end > start)


def _width(clocks: Clocks) -> int:
    return 0 if clocks.window is None else clocks.window[1] - clocks.window[0]


def _moved(clocks: Clocks, series: Series, context: Context) -> Clocks:
    """Earlier by "10분 전에", and from the zone that was said to the person's own."""
    shift = 0
    if series.before is not None:
        shift -= series.before.amount.seconds // 60
    if series.zone is not None:
        shift += _zone_shift(series.zone, context.now)
    return replace(clocks, minutes=tuple(minute + shift for minute in clocks.minutes))


def _zone_shift(zone: Zone, now: datetime) -> int:
    own = now.utcoffset()
    there = now.astimezone(ZoneInfo(zone.key)).utcoffset() if zone.key else zone.offset
    if own is None or there is None:
        return 0
    return int((own - there).total_seconds()) // 60

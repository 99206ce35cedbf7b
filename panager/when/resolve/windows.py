"""Stretches that end or begin now: "the last 3 days", "최근 일주일", "앞으로 2주"."""

from datetime import datetime, time, timedelta

from panager.when.calendars.arithmetic import add_months, week_of
from panager.when.model.components import Amount, Window, WindowKind
from panager.when.model.understanding import Grain

_SECONDS = {Grain.SECOND: 1, Grain.MINUTE: 60, Grain.HOUR: 3600}
_MIDNIGHT = time()


def bounds(window: Window, now: datetime, week_start: int) -> tuple[datetime, datetime]:
    """Where it begins and ends on the wall clock of `now`, without its zone."""
    wall = now.replace(tzinfo=None, fold=0, microsecond=0)
    amount = window.amount
    if window.kind is WindowKind.UNITS:
        unit = _unit(amount.grain)
        floor = _floor(wall, amount.grain, week_start)
        begin = _moved(floor, amount, -1) if window.past else _moved(floor, unit, 1)
        return (begin, floor) if window.past else (begin, _moved(begin, amount, 1))
    anchor = wall if amount.sub_day else datetime.combine(wall.date(), _MIDNIGHT)
    if window.past and window.kind is WindowKind.WITH_TODAY and not amount.sub_day:
        anchor += timedelta(days=1)
    moved = _moved(anchor, amount, -1 if window.past else 1)
    return (moved, anchor) if window.past else (anchor, moved)


def _unit(grain: Grain) -> Amount:
    match grain:
        case Grain.YEAR:
            return Amount(grain, months=12)
        case Grain.MONTH:
            return Amount(grain, months=1)
        case Grain.WEEK:
            return Amount(grain, days=7)
        case Grain.DAY:
            return Amount(grain, days=1)
    return Amount(grain, seconds=_SECONDS[grain])


def _floor(wall: datetime, grain: Grain, week_start: int) -> datetime:
    """The beginning of the unit that is going on."""
    if grain in _SECONDS:
        seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
        return wall - timedelta(seconds=seconds % _SECONDS[grain])
    day = wall.date()
    if grain is Grain.WEEK:
        day = week_of(day, week_start)
    elif grain is not Grain.DAY:
        day = day.replace(day=1) if grain is Grain.MONTH else day.replace(month=1, day=1)
    return datetime.combine(day, _MIDNIGHT)


def _moved(wall: datetime, amount: Amount, sign: int) -> datetime:
    day = add_months(wall.date(), sign * amount.months) + timedelta(days=sign * amount.days)
    return datetime.combine(day, wall.time()) + timedelta(seconds=sign * amount.seconds)

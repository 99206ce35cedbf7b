"""What dates.py finds: the days that a phrase can mean, and which of them are meant."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from panager.when.calendars.arithmetic import add_months
from panager.when.model.understanding import Grain

_LENGTHS = {Grain.DAY: 1, Grain.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Days:
    """The days; the first one that is not over is meant. Empty when the day does not exist.

    Only with `each` may the morning and the afternoon of a bare hour fall on different ones.
    """

    dates: tuple[date, ...]
    each: bool = False
    grain: Grain = Grain.DAY
    said: bool = True
    ends: tuple[date, ...] = ()
    """For a stretch of days that is no calendar unit: where each ends, not part of it."""
    several: bool = False
    """Each of them may be meant."""

    def end(self, index: int) -> date:
        """The first day after that one, or after the unit that begins with it."""
        first = self.dates[index]
        if self.ends:
            return self.ends[index]
        if self.grain in _LENGTHS:
            return first + timedelta(days=_LENGTHS[self.grain])
        return add_months(first, 12 if self.grain is Grain.YEAR else 1)

    def each_day(self) -> tuple[date, ...]:
        """All days of the first stretch."""
        length = (self.ends[0] - self.dates[0]).days
        return tuple(self.dates[0] + timedelta(days=more) for more in range(length))


def chosen(days: Days, today: date, *, past: bool) -> Days:
    """The past ones, from the latest on, or those to come; the only one whenever it is."""
    if len(days.dates) < 2:
        return days
    if not past:
        return _ahead(days, today)
    return _kept(days, [index for index, day in enumerate(days.dates) if day < today][-1:])


def _ahead(days: Days, today: date) -> Days:
    if len(days.dates) < 2:
        return days
    return _kept(days, [index for index in range(len(days.dates)) if days.end(index) > today])


def _kept(days: Days, indexes: list[int]) -> Days:
    dates = tuple(days.dates[index] for index in indexes)
    ends = tuple(days.ends[index] for index in indexes) if days.ends else ()
    return replace(days, dates=dates, ends=ends)

"""Lengths of time as people say them: months and days by the calendar, hours by the clock."""

from collections.abc import Iterable
from dataclasses import dataclass

from panager.when.model.understanding import Grain

UNIT_GRAINS = {
    "second": Grain.SECOND,
    "minute": Grain.MINUTE,
    "hour": Grain.HOUR,
    "day": Grain.DAY,
    "week": Grain.WEEK,
    "month": Grain.MONTH,
    "year": Grain.YEAR,
}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_FINER = {"minute": "second", "hour": "minute", "day": "hour", "week": "day", "year": "month"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A length: months by the calendar, days by the wall clock, seconds in absolute time."""

    grain: Grain
    months: int = 0
    days: int = 0
    seconds: int = 0

    @property
    def sub_day(self) -> bool:
        """Whether any of it is shorter than a day, which fixes the time of day."""
        return self.seconds != 0 or self.grain in (Grain.SECOND, Grain.MINUTE, Grain.HOUR)


def amount_of(terms: Iterable[tuple[float, str]]) -> Amount | None:
    """Adds up numbers with units ("2 hour, 30 minute"); None for a fraction of a month."""
    months = 0
    days = 0
    seconds = 0.0
    units: list[str] = []
    for number, unit in terms:
        units.append(unit if number == int(number) else _FINER.get(unit, unit))
        whole = int(number)
        if unit in _SECONDS:
            seconds += number * _SECONDS[unit]
        elif unit in _DAYS:
            total = number * _DAYS[unit]
            days += int(total)
            seconds += (total - int(total)) * 86_400
        elif number == whole:
            months += whole * _MONTHS[unit]
        elif unit == "year" and number * 12 == int(number * 12):
            months += int(number * 12)
        else:
            return None
    if not units:
        return None
    grain = min((UNIT_GRAINS[unit] for unit in units), key=list(Grain).index)
    return Amount(grain=grain, months=months, days=days, seconds=round(seconds))

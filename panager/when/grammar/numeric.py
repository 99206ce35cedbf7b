"""Clocks and dates in digits."""

from dataclasses import replace

from panager.when.model.components import Clock, Date
from panager.when.model.understanding import Grain


def colon_clock(
    hour: str, minute: str, second: str | None = None, *, iso: bool = False
) -> Clock | None:
    """A clock such as 15:30; a leading zero ("03:30") is the 24-hour form."""
    numbers = int(hour), int(minute), int(second or 0)
    if (
        numbers[0] > 24
        or numbers[1] > 59
        or numbers[2] > 59
        or (numbers[0] == 24 and any(numbers[1:]))
    ):
        return None
    definite = iso or hour.startswith("0") or not 1 <= numbers[0] <= 12
    grain = Grain.MINUTE if second is None else Grain.SECOND
    return Clock(*numbers, grain=grain, definite=definite)


def slashed_date(first: str, second: str, year: str | None = None) -> Date | None:
    """A date of numbers: the month comes first, unless it cannot be one."""
    month, day = int(first), int(second)
    if month > 12 and day <= 12 and (month, day) != (24, 7):
        month, day = day, month
    if month > 12:
        return None
    return Date(None if year is None else full_year(int(year)), month, day, slashed=True)


def full_year(year: int) -> int:
    """Two digits mean a year of our century until 69 (as in POSIX strptime)."""
    if year >= 100:
        return year
    return year + (2000 if year < 69 else 1900)


def with_year_of(start: Date, end: Date) -> Date:
    """The beginning of a range in the year that only its end says: "12/28-1/3/2027"."""
    if start.year or not end.year or start.month is None or end.month is None:
        return start
    wraps = (start.month, start.day or 1) > (end.month, end.day or 31)
    return replace(start, year=end.year - wraps)

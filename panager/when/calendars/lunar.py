"""Dates of the Korean lunar calendar (of the Korea Astronomy and Space Science Institute)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from korean_lunar_calendar import KoreanLunarCalendar  # type: ignore[import-untyped]

LONGEST_MONTH = 30
"""In days; the others have one less."""


@lru_cache(maxsize=1024)
def solar_of(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The day in our calendar; None if the lunar one has no such day, or past the tables (2050).

    Day 0 is the last of the month, the 29th or the 30th.
    """
    if day == 0:
        last = solar_of(year, month, 30, leap=leap)
        return last or solar_of(year, month, 29, leap=leap)
    calendar = KoreanLunarCalendar()
    # A leap month that the year does not have is answered with the plain month.
    exists = calendar.setLunarDate(year, month, day, leap) and calendar.isIntercalation == leap
    if not exists:
        return None
    return date(calendar.solarYear, calendar.solarMonth, calendar.solarDay)


@dataclass(frozen=True, slots=True)
class LunarMonth:
    """A month of the lunar calendar, from its new moon on."""

    year: int
    number: int
    leap: bool
    first: date
    length: int
    """In days, 29 or 30."""

    def day(self, number: int) -> date | None:
        """The first (1), second, … or last (-1) day of it."""
        place = number if number > 0 else self.length + 1 + number
        return self.first + timedelta(days=place - 1) if 1 <= place <= self.length else None


# A calendar sums up a thousand years before its first answer: one for all months of a year.
@lru_cache(maxsize=256)
def months_of(year: int) -> tuple[LunarMonth, ...]:
    """The twelve or thirteen months of a lunar year, as far as the tables have all their days."""
    calendar = KoreanLunarCalendar()
    months: list[LunarMonth] = []
    for number, leap in ((number, leap) for number in range(1, 13) for leap in (False, True)):
        lengths = [days for days in (29, 30) if _has(calendar, year, number, days, leap=leap)]
        if lengths:
            _has(calendar, year, number, 1, leap=leap)
            first = date(calendar.solarYear, calendar.solarMonth, calendar.solarDay)
            months.append(LunarMonth(year, number, leap, first, lengths[-1]))
    return tuple(months)


def _has(calendar: KoreanLunarCalendar, year: int, month: int, day: int, *, leap: bool) -> bool:
    return bool(calendar.setLunarDate(year, month, day, leap) and calendar.isIntercalation == leap)


def month_of(day: date) -> LunarMonth | None:
    """The lunar month of a day; None where the tables end."""
    months = [one for year in (day.year - 1, day.year) for one in months_of(year)]
    begun = [one for one in months if one.first <= day]
    return begun[-1] if begun and (day - begun[-1].first).days < begun[-1].length else None

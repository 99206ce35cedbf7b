"""Dates of the Korean lunar calendar (of the Korea Astronomy and Space Science Institute)."""

from datetime import date
from functools import lru_cache

from korean_lunar_calendar import KoreanLunarCalendar  # type: ignore[import-untyped]


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

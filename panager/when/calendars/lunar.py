"""The Korean calendar: its lunar dates and its solar terms.

Lunar dates are those of the Korea Astronomy and Space Science Institute. A solar term is the day on
which the sun reaches a longitude, equinoxes and solstices among them; from low-precision solar
coordinates (Meeus, Astronomical Algorithms, chapter 25), good to about a hundredth of a degree,
which is a quarter of an hour.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from math import radians, sin

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


_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_KOREA = timedelta(hours=9)


@lru_cache(maxsize=256)
def solar_term(year: int, longitude: int) -> date:
    """The day in Korea on which the sun is there; 0 is the March equinox, 270 the December one."""
    # The sun is at 280 degrees when a year begins.
    moment = datetime(year, 1, 1, tzinfo=UTC) + timedelta(
        days=(longitude - 280) % 360 * 365.25 / 360
    )
    for _ in range(5):
        moment += timedelta(days=_apart(longitude, _longitude(moment)) * 365.25 / 360)
    return (moment + _KOREA).date()


def _apart(one: float, other: float) -> float:
    return (one - other + 180) % 360 - 180


def _longitude(moment: datetime) -> float:
    centuries = (moment - _J2000) / timedelta(days=36_525)
    mean = 280.46646 + 36_000.76983 * centuries
    anomaly = radians(357.52911 + 35_999.05029 * centuries)
    node = radians(125.04 - 1934.136 * centuries)
    centre = (
        (1.914602 - 0.004817 * centuries) * sin(anomaly)
        + 0.019993 * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    return (mean + centre - 0.00569 - 0.00478 * sin(node)) % 360

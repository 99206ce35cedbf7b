"""Days on which the sun reaches a longitude: equinoxes, solstices and the other solar terms.

Low-precision solar coordinates (Meeus, Astronomical Algorithms, chapter 25), good to about a
hundredth of a degree, which is a quarter of an hour.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from math import radians, sin

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

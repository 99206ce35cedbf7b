"""Says a moment in full, so that a person sees the day, the time and the zone."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

_DAYS_KO = "월화수목금토일"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def render(
    at: datetime, *, zone: ZoneInfo, language: Literal["ko", "en"], now: datetime | None = None
) -> str:
    """ "3월 5일(목) 오후 2:00 KST" or "Thu, March 5, 2:00 PM KST".

    The year is said when it is not the year of `now`, seconds when there are any. `understand`
    reads the result back.
    """
    local = at.astimezone(zone)
    with_year = now is not None and now.astimezone(zone).year != local.year
    if language == "ko":
        year = f"{local.year}년 " if with_year else ""
        day = f"{local.month}월 {local.day}일({_DAYS_KO[local.weekday()]})"
        half = "오전" if local.hour < 12 else "오후"
        return f"{year}{day} {half} {_clock(local)} {_zone_name(local)}"
    year = f", {local.year}" if with_year else ""
    day = f"{_DAYS_EN[local.weekday()]}, {_MONTHS_EN[local.month - 1]} {local.day}"
    half = "AM" if local.hour < 12 else "PM"
    return f"{day}{year}, {_clock(local)} {half} {_zone_name(local)}"


def _clock(local: datetime) -> str:
    clock = f"{local.hour % 12 or 12}:{local.minute:02}"
    return f"{clock}:{local.second:02}" if local.second else clock


def _zone_name(local: datetime) -> str:
    """The abbreviation; zones without one are named like "+03" in the zone database."""
    name = local.tzname() or ""
    if name[:1].isalpha():
        return name
    sign, digits = name[:1], name[1:]
    return f"UTC{sign}{digits[:2]}:{digits[2:4] or '00'}"

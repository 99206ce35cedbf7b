"""Rules that both languages share: ISO 8601, numeric dates, clocks with a colon, zone names."""

from datetime import timedelta

from panager.when.components import Clock, Component, Date, Zone
from panager.when.model import Grain
from panager.when.rules import Match, Rule, rule

# Abbreviations with one widely understood meaning; the person's own zone is asked first.
_OFFSETS = {
    "UTC": 0,
    "GMT": 0,
    "KST": 9,
    "JST": 9,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "CET": 1,
    "CEST": 2,
}
# A fraction is no date: "1/2 cup", "3/4 of it", "1/2 컵".
_NO_FRACTION = (
    r"(?!\s+(?:cups?|of|pounds?|inch(?:es)?|tsp|tbsp)\b)(?!\s*(?:컵|개|스푼|큰술|작은술|봉지|정도))"
)


def colon_clock(hour: str, minute: str, second: str | None, *, iso: bool = False) -> Clock | None:
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


def _iso_moment(match: Match) -> tuple[Component, ...] | None:
    year, month, day, hour, minute, second, zone = match.groups()
    clock = colon_clock(hour, minute, second, iso=True)
    if clock is None:
        return None
    date = Date(int(year), int(month), int(day))
    offset = None if zone is None else _offset(zone)
    if zone is not None and offset is None:
        return None
    return (date, clock) if zone is None else (date, clock, Zone(zone, offset))


def _offset(text: str) -> timedelta | None:
    if text in ("Z", "z"):
        return timedelta(0)
    digits = (
        text[1:].replace(":", "").ljust(3, "0") if len(text) > 3 else text[1:].rjust(2, "0") + "00"
    )
    hours, minutes = int(digits[:-2]), int(digits[-2:])
    if hours > 15 or minutes > 59:
        return None
    length = timedelta(hours=hours, minutes=minutes)
    return -length if text[0] == "-" else length


def _clock(match: Match) -> tuple[Component, ...] | None:
    clock = colon_clock(*match.groups())
    return None if clock is None else (clock,)


def _year_first(match: Match) -> tuple[Component, ...]:
    year, month, day = (int(group) for group in match.group(1, 3, 4))
    return (Date(year, month, day),)


def _month_day(match: Match) -> tuple[Component, ...] | None:
    first, second = int(match[1]), int(match[2])
    year = None if match[3] is None else int(match[3])
    if first > 12 and second <= 12 and (first, second) != (24, 7):
        first, second = second, first
    return None if first > 12 else (Date(year, first, second),)


def _named_zone(match: Match) -> tuple[Component, ...]:
    hours = _OFFSETS.get(match[0])
    return (Zone(match[0], None if hours is None else timedelta(hours=hours)),)


def _offset_zone(match: Match) -> tuple[Component, ...] | None:
    offset = _offset(match[1])
    return None if offset is None else (Zone(match[0], offset),)


COMMON_RULES: tuple[Rule, ...] = (
    rule(
        r"(\d{4})-(\d{2})-(\d{2})(?:T| )(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?"
        r"(Z|[+-]\d{2}:?\d{2})?",
        _iso_moment,
    ),
    rule(r"(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})(?:\.(?!\d))?", _year_first),
    rule(rf"(\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}))?{_NO_FRACTION}", _month_day),
    rule(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", _clock),
    rule(r"(?:UTC|GMT)([+-]\d{1,2}(?::?\d{2})?)", _offset_zone, exact_case=True),
    rule(r"(?!AM\b|PM\b)[A-Z]{2,5}", _named_zone, exact_case=True),
)

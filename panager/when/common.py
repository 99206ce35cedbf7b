"""Rules that both languages share: ISO 8601, numeric dates, clocks with a colon, zone names."""

from panager.when.components import Clock, Component, Date, Zone
from panager.when.model import Grain
from panager.when.rules import Match, Rule, rule
from panager.when.zone_rules import ZONE_RULES, offset

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
    length = None if zone is None else offset(zone)
    if zone is not None and length is None:
        return None
    return (date, clock) if zone is None else (date, clock, Zone(zone, length))


def _clock(match: Match) -> tuple[Component, ...] | None:
    clock = colon_clock(*match.groups())
    return None if clock is None else (clock,)


def _year_first(match: Match) -> tuple[Component, ...]:
    year, month, day = (int(group) for group in match.group(1, 3, 4))
    return (Date(year, month, day),)


def _month_day(match: Match) -> tuple[Component, ...] | None:
    date = slashed_date(*match.groups())
    return None if date is None else (date,)


def slashed_date(first: str, second: str, year: str | None = None) -> Date | None:
    """A date of numbers: the month comes first, unless it cannot be one."""
    month, day = int(first), int(second)
    if month > 12 and day <= 12 and (month, day) != (24, 7):
        month, day = day, month
    return None if month > 12 else Date(None if year is None else _century(int(year)), month, day)


def _day_month(match: Match) -> tuple[Component, ...] | None:
    """With dots the day comes first, unless it cannot be one."""
    day, month, year = (int(group) for group in match.groups())
    if month > 12:
        day, month = month, day
    return (Date(year, month, day),) if month <= 12 else None


def _month_of_year(match: Match) -> tuple[Component, ...] | None:
    month, year = int(match[1]), int(match[2])
    return (Date(year, month, None),) if 1 <= month <= 12 and 1900 <= year < 2200 else None


def _iso_month(match: Match) -> tuple[Component, ...]:
    return (Date(int(match[1]), int(match[2]), None),)


def _century(year: int) -> int:
    """Two digits mean a year of our century until 69 (as in POSIX strptime)."""
    if year >= 100:
        return year
    return year + (2000 if year < 69 else 1900)


COMMON_RULES: tuple[Rule, ...] = (
    rule(
        r"(\d{4})-(\d{2})-(\d{2})(?:T| )(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?"
        r"(Z|[+-]\d{2}:?\d{2})?",
        _iso_moment,
    ),
    rule(r"(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})(?:\.(?!\d))?", _year_first),
    rule(rf"(\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}|\d{{2}}))?{_NO_FRACTION}", _month_day),
    rule(r"(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})", _month_day),
    rule(r"((?:19|20)\d{2})[-/](0[1-9]|1[0-2])(?![-/\d])", _iso_month),
    rule(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", _day_month),
    rule(r"(\d{1,2})/(\d{4})", _month_of_year),
    rule(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", _clock),
    *ZONE_RULES,
)

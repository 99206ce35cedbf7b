"""Rules of both languages: dates, clocks and ranges in digits: "2027-03-05", "15:00-17:00"."""

import re

from panager.when.calendars.zones import offset
from panager.when.grammar.numeric import colon_clock, slashed_date, with_year_of
from panager.when.grammar.rules import Match, Rule, rule
from panager.when.grammar.text import has_hangul
from panager.when.grammar.zone_rules import ZONE_RULES
from panager.when.model.components import Component, Date, DayPart, Part, Range, Weekday, Zone
from panager.when.model.named_days import IsoWeek

_DASH = r"\s*[-–—~〜]\s*"
_CLOCK = r"\d{1,2}:\d{2}(?!\d)"
_SLASHED = r"\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?(?!\d)"
_YEAR = r"(?:19|20)\d{2}"
_OPEN = r"(?:(?:from|between)\s+)?"


def _clocks(match: Match) -> tuple[Component, ...] | None:
    start, end = (colon_clock(*match[side].split(":")) for side in ("start", "end"))
    return None if start is None or end is None else (Range((start,), (end,)),)


def _joined(match: Match) -> tuple[Component, ...] | None:
    """ "1130-1230", with or without a half of the day at its end; "1588-1234" is none."""
    first, last = match["start"], match["end"]
    half = match["half"]
    bare = first[-2:] not in _QUARTERS or last[-2:] not in _QUARTERS or _YEARS.fullmatch(first)
    if bare and not half:
        return None
    start, end = (colon_clock(one[:-2], one[-2:], None) for one in (first, last))
    if start is None or end is None:
        return None
    if not half:
        return (Range((start,), (end,)),)
    part = DayPart(Part.AM if half.lower() == "a" else Part.PM)
    return (Range((start,), (end, part)),)


def _slashed(match: Match) -> tuple[Component, ...] | None:
    start, end = (slashed_date(*match[side].split("/")) for side in ("start", "end"))
    if start is None or end is None:
        return None
    return (Range((with_year_of(start, end),), (end,)),)


def _iso(match: Match) -> tuple[Component, ...] | None:
    """ISO 8601 section 4.4: two moments with a slash between them."""
    moments = [_iso_end(match[side]) for side in ("start", "end")]
    return (Range(*moments),) if all(moments) else None


def _iso_end(text: str) -> tuple[Component, ...]:
    year, month, day = (int(part) for part in text[:10].split("-"))
    clock = colon_clock(*text[11:].split(":"), iso=True) if len(text) > 10 else None
    return (Date(year, month, day),) if clock is None else (Date(year, month, day), clock)


def _years(match: Match) -> tuple[Component, ...]:
    start, end = (Date(int(match[side]), None, None) for side in ("start", "end"))
    return (Range((start,), (end,)),)


_QUARTERS = ("00", "15", "30", "45")
_YEARS = re.compile(r"(?:19|20)\d\d")
_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?"

NUMERIC_RANGE_RULES: tuple[Rule, ...] = (
    rule(rf"(?P<start>{_ISO})/(?P<end>{_ISO})", _iso, needs=("/",)),
    rule(rf"{_OPEN}(?P<start>{_CLOCK}){_DASH}(?P<end>{_CLOCK})(?!\s*[ap]\.?m)", _clocks),
    rule(
        rf"{_OPEN}(?P<start>\d{{3,4}}){_DASH}(?P<end>\d{{3,4}})(?!\d)(?:\s?(?P<half>[ap])\.?m\b)?",
        _joined,
    ),
    rule(rf"{_OPEN}(?P<start>{_SLASHED}){_DASH}(?P<end>{_SLASHED})", _slashed),
    rule(rf"(?P<start>{_YEAR}){_DASH}(?P<end>{_YEAR})", _years, weak=True),
)


_LAST_DAY = 31
# A fraction is no date: "1/2 cup", "3/4 of it", "1/2 컵".
_NO_FRACTION = (
    r"(?!\s+(?:cups?|of|pounds?|inch(?:es)?|tsp|tbsp)\b)"
    r"(?!\s*(?:컵|개|스푼|큰술|작은술|봉지|정도|상(?![가-힣])))"
)


def _iso_moment(match: Match) -> tuple[Component, ...] | None:
    year, month, day, hour, minute, second, zone = match.groups()
    if zone and match[0][10:11] == " " and zone[0] == "-" and zone[1:3] > hour:
        return None  # "2027-03-05 13:00-15:00" goes on to three o'clock
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
    if date is None or _is_year_first(match):
        return None
    return (date,)


def _is_year_first(match: Match) -> bool:
    """Whether "26/12/5" is of 2026, as in Korea; the Korean rules read it then."""
    first, _, last = match.groups()
    if last is None or len(first) != 2 or int(first) <= 12:
        return False
    return int(first) > _LAST_DAY or has_hangul(match.string)


def _day_month(match: Match) -> tuple[Component, ...] | None:
    """With dots the day comes first, unless it cannot be one."""
    day, month, year = (int(group) for group in match.groups())
    if month > 12:
        day, month = month, day
    return (Date(year, month, day),) if month <= 12 else None


def _month_of_year(match: Match) -> tuple[Component, ...] | None:
    month, year = int(match[1]), int(match[2])
    return (Date(year, month, None),) if 1 <= month <= 12 and 1900 <= year < 2200 else None


def _iso_week(match: Match) -> tuple[Component, ...] | None:
    year, week, day = match.groups()
    if not 1 <= int(week) <= 53:
        return None
    named = IsoWeek(int(week), int(year))
    return (named,) if day is None else (named, Weekday(int(day) - 1))


def _iso_month(match: Match) -> tuple[Component, ...]:
    return (Date(int(match[1]), int(match[2]), None),)


COMMON_RULES: tuple[Rule, ...] = (
    *NUMERIC_RANGE_RULES,
    rule(
        r"(\d{4})-(\d{2})-(\d{2})(?:T| )(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?"
        r"(Z|[+-]\d{2}:?\d{2})?",
        _iso_moment,
    ),
    rule(
        r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?",
        _iso_moment,
    ),
    rule(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?", _iso_week, needs=("w",)),
    rule(r"(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})(?:\.(?!\d))?", _year_first),
    rule(rf"(\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}|\d{{2}}))?{_NO_FRACTION}", _month_day),
    rule(r"(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})", _month_day),
    rule(r"((?:19|20)\d{2})[-/](0[1-9]|1[0-2])(?![-/\d])", _iso_month),
    rule(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", _day_month),
    rule(r"(\d{1,2})/(\d{4})", _month_of_year),
    rule(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6}(?!\d))?)?", _clock),
    *ZONE_RULES,
)

"""Reads the text of a recurrence rule, and refuses what no reminder can follow."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from panager.when.calendars.lunar import LONGEST_MONTH
from panager.when.model.understanding import RecurrenceError
from panager.when.rrule.rule import (
    LUNAR_SCALE,
    WEEKDAYS,
    ByDay,
    Frequency,
    LeapMonth,
    Rule,
)

MAX_LENGTH = 500
"""Characters of a rule; one that names every minute of the hour has 300."""
MAX_COUNT = 5_000
"""More than a day for thirteen years; all of them are walked each time one is due."""
MAX_INTERVAL = 99_999

_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,5}", re.ASCII)
_UNTIL_YEARS = range(1900, 9000)
"""Nearer to the ends of the calendar no zone can be applied."""
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z)?)?", re.ASCII)


def parse_rrule(text: str) -> str:
    """The rule in its normal form; RecurrenceError if it is none or cannot be followed.

    Accepts the keys of RFC 5545, in any order and case, with or without "RRULE:"; not SECONDLY.
    Of RFC 7529 RSCALE=DANGI, the Korean lunar calendar, with leap months ("5L") and SKIP.
    """
    return str(parse(text))


@lru_cache(maxsize=1024)
def parse(text: str) -> Rule:
    """The parts of a rule; raises RecurrenceError."""
    if len(text) > MAX_LENGTH:
        raise RecurrenceError(f"A recurrence rule has at most {MAX_LENGTH} characters.")
    values: dict[str, Any] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        key, equals, value = part.partition("=")
        if not equals or key not in _READERS:
            raise RecurrenceError(f"{part[:40]!r} is no part of a recurrence rule (RFC 5545).")
        name, reader = _READERS[key]
        if name in values:
            raise RecurrenceError(f"{key} is given twice.")
        values[name] = reader(key, value)
    if "freq" not in values:
        raise RecurrenceError("A recurrence rule needs FREQ.")
    if "backward" in values and "lunar" not in values:
        raise RecurrenceError("SKIP needs RSCALE (RFC 7529).")
    months = values.pop("by_month", ())
    values["by_month"] = tuple(one for one in months if not isinstance(one, LeapMonth))
    values["by_leap_month"] = tuple(one for one in months if isinstance(one, LeapMonth))
    return _checked(Rule(**values))


def _checked(rule: Rule) -> Rule:
    _check_scale(rule)
    if rule.count is not None and rule.until is not None:
        raise RecurrenceError("COUNT and UNTIL exclude each other.")
    if rule.by_week_no and rule.freq is not Frequency.YEARLY:
        raise RecurrenceError("BYWEEKNO needs FREQ=YEARLY.")
    if len(rule.by_second) > 1 or (rule.by_second and rule.freq.sub_daily):
        raise RecurrenceError("A reminder repeats at most once a minute: BYSECOND.")
    if rule.by_set_pos and rule.freq.sub_daily:
        raise RecurrenceError("BYSETPOS needs FREQ=DAILY or longer.")
    return _checked_days(rule)


def _check_scale(rule: Rule) -> None:
    if not rule.lunar:
        if rule.by_leap_month or rule.backward:
            raise RecurrenceError("A leap month and SKIP=BACKWARD need RSCALE=DANGI.")
        return
    if rule.freq not in (Frequency.MONTHLY, Frequency.YEARLY):
        raise RecurrenceError("RSCALE=DANGI needs FREQ=MONTHLY or YEARLY.")
    if rule.by_day or rule.by_week_no or rule.by_year_day:
        raise RecurrenceError("RSCALE=DANGI goes with BYMONTH and BYMONTHDAY, not with other days.")
    if any(abs(day) > LONGEST_MONTH for day in rule.by_month_day):
        raise RecurrenceError(f"A lunar month has at most {LONGEST_MONTH} days.")
    if rule.freq is Frequency.MONTHLY and (rule.by_month or rule.by_leap_month):
        raise RecurrenceError("RSCALE=DANGI with BYMONTH needs FREQ=YEARLY.")


def _checked_days(rule: Rule) -> Rule:
    ordinal = any(day.nth is not None for day in rule.by_day)
    in_period = rule.freq in (Frequency.MONTHLY, Frequency.YEARLY) and not rule.by_week_no
    if ordinal and not in_period:
        raise RecurrenceError("A numbered BYDAY needs FREQ=MONTHLY or YEARLY without BYWEEKNO.")
    if rule.by_month_day and rule.freq is Frequency.WEEKLY:
        raise RecurrenceError("BYMONTHDAY does not go with FREQ=WEEKLY.")
    if rule.by_year_day and rule.freq in (Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY):
        raise RecurrenceError("BYYEARDAY does not go with this FREQ.")
    return rule


def _frequency(_key: str, value: str) -> Frequency:
    try:
        return Frequency(value)
    except ValueError:
        raise RecurrenceError(f"FREQ={value[:20]} is none that a reminder can follow.") from None


def _number(key: str, text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise RecurrenceError(f"{key}={text[:20]} is no number.")
    return int(text)


def _within(low: int, high: int) -> Callable[[str, str], int]:
    def read(key: str, text: str) -> int:
        number = _number(key, text)
        if not low <= number <= high:
            raise RecurrenceError(f"{key} is between {low} and {high}, not {number}.")
        return number

    return read


def _list(low: int, high: int) -> Callable[[str, str], tuple[int, ...]]:
    one = _within(low, high)

    def read(key: str, value: str) -> tuple[int, ...]:
        numbers = {one(key, text) for text in value.split(",")}
        if low < 0 and 0 in numbers:
            raise RecurrenceError(f"{key} counts from 1, or from -1 at the end; it has no 0.")
        # From the beginning first: 1, 15, -1.
        return tuple(sorted(numbers, key=lambda number: (number < 0, number)))

    return read


def _by_day(_key: str, value: str) -> tuple[ByDay, ...]:
    days = {_one_day(text) for text in value.split(",")}
    return tuple(sorted(days, key=lambda day: (day.nth is None, day.nth or 0, day.weekday)))


def _one_day(text: str) -> ByDay:
    match = _BY_DAY.fullmatch(text)
    nth = None if match is None or match[1] is None else int(match[1])
    if match is None or nth == 0 or abs(nth or 0) > 53:
        raise RecurrenceError(f"{text[:20]!r} is no weekday of BYDAY.")
    return ByDay(WEEKDAYS.index(match[2]), nth)


def _months(key: str, value: str) -> tuple[int | LeapMonth, ...]:
    texts = value.split(",")
    plain = [text for text in texts if not text.endswith("L")]
    leap = {LeapMonth(_month(key, text[:-1])) for text in texts if text.endswith("L")}
    return (*(_list(1, 12)(key, ",".join(plain)) if plain else ()), *sorted(leap))


def _scale(key: str, value: str) -> bool:
    if value not in (LUNAR_SCALE, "GREGORIAN"):
        raise RecurrenceError(f"{key} is {LUNAR_SCALE} or GREGORIAN, not {value[:20]}.")
    return value == LUNAR_SCALE


def _skip(key: str, value: str) -> bool:
    if value not in ("OMIT", "BACKWARD"):
        raise RecurrenceError(f"{key} is OMIT or BACKWARD, not {value[:20]}.")
    return value == "BACKWARD"


def _until(_key: str, value: str) -> datetime:
    match = _UNTIL.fullmatch(value)
    if match is None:
        raise RecurrenceError(f"UNTIL={value[:20]} is no moment.")
    try:
        # A date without a time means all of that day.
        until = datetime.fromisoformat(f"{match[1]}T{match[2] or '235959'}")
    except ValueError:
        raise RecurrenceError(f"UNTIL={value[:20]} is no moment.") from None
    if until.year not in _UNTIL_YEARS:
        raise RecurrenceError(
            f"UNTIL={value[:20]} is not between the years {_UNTIL_YEARS[0]} and {_UNTIL_YEARS[-1]}."
        )
    return until.replace(tzinfo=UTC) if match[3] else until


def _week_start(key: str, value: str) -> int:
    if value not in WEEKDAYS:
        raise RecurrenceError(f"{key}={value[:20]} is no weekday.")
    return WEEKDAYS.index(value)


_month = _within(1, 12)
_READERS: dict[str, tuple[str, Callable[[str, str], object]]] = {
    "RSCALE": ("lunar", _scale),
    "SKIP": ("backward", _skip),
    "FREQ": ("freq", _frequency),
    "INTERVAL": ("interval", _within(1, MAX_INTERVAL)),
    "COUNT": ("count", _within(1, MAX_COUNT)),
    "UNTIL": ("until", _until),
    "BYMONTH": ("by_month", _months),
    "BYWEEKNO": ("by_week_no", _list(-53, 53)),
    "BYYEARDAY": ("by_year_day", _list(-366, 366)),
    "BYMONTHDAY": ("by_month_day", _list(-31, 31)),
    "BYDAY": ("by_day", _by_day),
    "BYSETPOS": ("by_set_pos", _list(-366, 366)),
    "BYHOUR": ("by_hour", _list(0, 23)),
    "BYMINUTE": ("by_minute", _list(0, 59)),
    "BYSECOND": ("by_second", _list(0, 59)),
    "WKST": ("week_start", _week_start),
}

"""English ranges: "from 3 to 5 pm", "Monday to Wednesday", "the rest of the week"."""

import re

from panager.when.grammar import numbers
from panager.when.grammar.english.clock import HOUR, hour_clock, meridiem_part
from panager.when.grammar.english.days import COUNT, WHICH, period, which
from panager.when.grammar.english.lexicon import (
    ANY_WEEKDAY,
    MERIDIEM,
    MONTH,
    NO_NOUN,
    PLAIN_DAY_NUMBER,
    YEAR,
    month_number,
    ordinal_number,
    weekday_number,
    year_number,
)
from panager.when.grammar.numeric import colon_clock
from panager.when.grammar.rules import Match, Rule, needing, rule
from panager.when.model.components import (
    Clock,
    Component,
    Date,
    DayShift,
    Period,
    PeriodShift,
    Range,
    Weekday,
)
from panager.when.model.named_days import Now

_DASH = r"\s*[-–—~〜]\s*"
_TO = rf"(?:{_DASH}|\s+(?:to|until|untill|till?|thru|through)\s+)"
_AND = rf"(?:{_DASH}|\s+(?:and|to)\s+)"
_FROM = r"(?:from\s+(?:the\s+)?)"
_BETWEEN = r"(?:(?:in\s+)?between\s+(?:the\s+)?)"
_TIME = (
    rf"(?:noon|midday|midnight|{HOUR}(?:[:.]\d{{2}})?\s*(?:{MERIDIEM}|[ap]\b)|"
    rf"{HOUR}(?:[:.]\d{{2}})?(?:\s*o'?clock)?)"
)
_CLOCK = re.compile(
    rf"(?P<hour>{HOUR})(?:[:.](?P<minute>\d{{2}}))?(?:\s*o'?clock)?\s*(?P<half>[ap])?",
    re.ASCII | re.IGNORECASE,
)


_MINUTES_TO = re.compile(r"five|ten|twenty|twenty[ -]five", re.IGNORECASE)


def _moment(text: str) -> tuple[Component, ...] | None:
    """A clock in words or digits, with its half of the day if it is said."""
    name = text.lower()
    if name in ("noon", "midday"):
        return (Clock(12, definite=True),)
    if name == "midnight":
        return (Clock(0, definite=True, midnight=True),)
    match = _CLOCK.match(text)
    if match is None:
        return None
    digits = match["hour"].isdigit()
    hour = match["hour"] if digits else str(numbers.whole(match["hour"]))
    clock = hour_clock(hour) if not match["minute"] else colon_clock(hour, match["minute"], None)
    if clock is None:
        return None
    return (clock, meridiem_part(match["half"])) if match["half"] else (clock,)


def _clocks(match: Match) -> tuple[Component, ...] | None:
    start, end = _moment(match["start"]), _moment(match["end"])
    return None if start is None or end is None else (Range(start, end),)


def _certain_clocks(match: Match) -> tuple[Component, ...] | None:
    """Two bare numbers are no times: "3-5 people"."""
    certain = any(_says_clock(match[side]) for side in ("start", "end"))
    # "15 to noon" and "ten to four" are minutes.
    minutes = _MINUTES_TO.fullmatch(match["start"]) or (
        match["start"].isdigit() and int(match["start"]) > 12
    )
    return _clocks(match) if certain and not minutes else None


def _says_clock(text: str) -> bool:
    name = text.lower().rstrip(".")
    return ":" in name or name.endswith(("m", "noon", "day", "night", "a", "p", "clock"))


def _month_days(match: Match) -> tuple[Component, ...] | None:
    month = month_number(match["month"])
    last = match["last_month"] if "last_month" in match.re.groupindex else None
    return _dates(match, month, month if last is None else month_number(last))


def _dates(match: Match, month: int | None, last: int | None) -> tuple[Component, ...] | None:
    year = year_number(match["year"]) if "year" in match.re.groupindex else None
    first_day, last_day = ordinal_number(match["first"]), ordinal_number(match["last"])
    if not (1 <= first_day <= 31 and 1 <= last_day <= 31):
        return None
    start = Date(_year_before(year, month, last), month, first_day)
    # "from April 27 to the 3rd" ends in May.
    goes_on = month == last and last_day < first_day
    end = Date(None, None, last_day) if goes_on else Date(year, last, last_day)
    return (Range((start,), (end,)),)


def _year_before(year: int | None, first: int | None, last: int | None) -> int | None:
    """The year of the beginning: "Nov to Feb 2027" begins in 2026."""
    wraps = year is not None and first is not None and last is not None and first > last
    return year - 1 if year is not None and wraps else year


def _days_of_month(match: Match) -> tuple[Component, ...] | None:
    return _dates(match, None, None)


def _days_of_which_month(match: Match) -> tuple[Component, ...] | None:
    """ "from 4 to 22 this month"."""
    found = _dates(match, None, None)
    count = which(match["which"]) if match["which"] else 0
    return None if found is None else (*found, PeriodShift(Period.MONTH, count))


def _weekdays(match: Match) -> tuple[Component, ...]:
    start, end = (Weekday(weekday_number(match[side])) for side in ("start", "end"))
    return (Range((start,), (end,)),)


def _months(match: Match) -> tuple[Component, ...]:
    year = year_number(match["year"])
    first, last = month_number(match["start"]), month_number(match["end"])
    start = Date(_year_before(year, first, last), first, None)
    return (Range((start,), (Date(year, last, None),)),)


def _years(match: Match) -> tuple[Component, ...]:
    start, end = (Date(year_number(match[side]), None, None) for side in ("start", "end"))
    return (Range((start,), (end,)),)


_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?"

_JOINTS = (" to ", " and ", " til", " until", " thr", "-", "–", "—", "~", "〜")

RANGE_RULES: tuple[Rule, ...] = needing(
    _JOINTS,
    rule(rf"{_FROM}(?P<start>{_TIME}){_TO}(?P<end>{_TIME}){NO_NOUN}", _clocks),
    rule(rf"{_BETWEEN}(?P<start>{_TIME}){_AND}(?P<end>{_TIME}){NO_NOUN}", _clocks),
    rule(rf"(?P<start>{_TIME}){_TO}(?P<end>{_TIME})", _certain_clocks),
    rule(
        rf"{_FROM}?(?P<month>{MONTH})\s+(?P<first>{PLAIN_DAY_NUMBER}){_TO}"
        rf"(?:(?P<last_month>{MONTH})\s+)?(?:the\s+)?(?P<last>{PLAIN_DAY_NUMBER}){_YEAR}",
        _month_days,
    ),
    rule(
        rf"{_BETWEEN}(?P<month>{MONTH})\s+(?P<first>{PLAIN_DAY_NUMBER}){_AND}"
        rf"(?:(?P<last_month>{MONTH})\s+)?(?:the\s+)?(?P<last>{PLAIN_DAY_NUMBER}){_YEAR}",
        _month_days,
    ),
    rule(
        rf"(?:{_FROM}|the\s+)?(?P<first>{PLAIN_DAY_NUMBER}){_TO}(?:the\s+)?(?P<last>{PLAIN_DAY_NUMBER})\s+"
        rf"(?:of\s+)?(?P<month>{MONTH}){_YEAR}",
        _month_days,
    ),
    rule(
        rf"{_BETWEEN}(?P<first>{PLAIN_DAY_NUMBER}){_AND}(?:the\s+)?(?P<last>{PLAIN_DAY_NUMBER})\s+"
        rf"(?:of\s+)?(?P<month>{MONTH}){_YEAR}",
        _month_days,
    ),
    rule(
        rf"(?:from\s+)?the\s+(?P<first>\d{{1,2}}(?:st|nd|rd|th)){_TO}(?:the\s+)?"
        rf"(?P<last>\d{{1,2}}(?:st|nd|rd|th)){NO_NOUN}",
        _days_of_month,
    ),
    rule(
        rf"{_FROM}?(?P<first>{PLAIN_DAY_NUMBER}){_TO}(?:the\s+)?(?P<last>{PLAIN_DAY_NUMBER})\s+"
        rf"(?:of\s+|in\s+)?(?:(?P<which>{WHICH})|the)\s+month",
        _days_of_which_month,
        needs=("month",),
    ),
    rule(rf"{_FROM}?(?P<start>{ANY_WEEKDAY}){_TO}(?P<end>{ANY_WEEKDAY})", _weekdays),
    rule(rf"{_BETWEEN}(?P<start>{ANY_WEEKDAY}){_AND}(?P<end>{ANY_WEEKDAY})", _weekdays),
    rule(rf"{_FROM}?(?P<start>{MONTH}){_TO}(?P<end>{MONTH}){_YEAR}{NO_NOUN}", _months),
    rule(rf"{_BETWEEN}(?P<start>{MONTH}){_AND}(?P<end>{MONTH}){_YEAR}{NO_NOUN}", _months),
    rule(rf"{_FROM}(?P<start>{YEAR}){_TO}(?P<end>{YEAR})", _years),
    rule(rf"(?P<start>\d{{1,2}}){_TO}(?P<end>\d{{1,2}}){NO_NOUN}", _clocks, weak=True),
    rule(rf"{_BETWEEN}(?P<start>{YEAR}){_AND}(?P<end>{YEAR})", _years),
)


def _rest(match: Match) -> tuple[Component, ...]:
    """From now to the end of today, or of the week, month or year."""
    unit = match["unit"].lower()
    end = DayShift(0) if unit == "day" else PeriodShift(period(unit), 0)
    return (Range((Now(),), (end,)),)


def _earlier(match: Match) -> tuple[Component, ...]:
    return (Range((PeriodShift(period(match["unit"]), 0),), (Now(),)),)


def _quarters(match: Match) -> tuple[Component, ...] | None:
    """So many whole quarters of the calendar, without the one that is going on."""
    count, side = numbers.whole(match["count"]), which(match["which"])
    if count is None or side == 0:
        return None
    first, last = (1, count) if side > 0 else (-count, -1)
    ends = ((PeriodShift(Period.QUARTER, one),) for one in (first, last))
    return (Range(*ends),)


def _decade(match: Match) -> tuple[Component, ...]:
    tens = int(match["tens"])
    century = int(match["century"]) if match["century"] else (20 if tens < 2 else 19)
    first = 100 * century + 10 * tens
    return (Range((Date(first, None, None),), (Date(first + 9, None, None),)),)


_UNIT = r"(?P<unit>week|month|quarter|year)"
STRETCH_RULES: tuple[Rule, ...] = (
    rule(
        r"(?:for\s+)?(?:the\s+)?(?:rest|remainder|remaining)\s+(?:of\s+)?(?:the\s+|this\s+|my\s+|current\s+)?"
        r"(?P<unit>day|week|month|quarter|year)(?![a-z])",
        _rest,
        needs=("rest", "remain"),
    ),
    rule(rf"later\s+(?:on\s+)?(?:in\s+the|this)\s+{_UNIT}", _rest, needs=("later",)),
    rule(rf"earlier\s+(?:in\s+the|this)\s+{_UNIT}", _earlier, needs=("earlier",)),
    *needing(
        ("quarters",),
        rule(
            rf"(?:for\s+)?(?:the\s+)?(?P<which>{WHICH})\s+(?P<count>{COUNT})\s+quarters",
            _quarters,
        ),
        rule(
            rf"(?:for\s+)?(?:the\s+)?(?P<count>{COUNT})\s+(?P<which>{WHICH})\s+quarters",
            _quarters,
        ),
    ),
    rule(
        r"(?:in\s+)?the\s+(?P<century>(?:19|20))?'?(?P<tens>\d)0'?s", _decade, needs=("0s", "0's")
    ),
)

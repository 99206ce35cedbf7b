"""Ranges in digits, the same in both languages: "15:00-17:00", "12/24~12/26", "2014-2018"."""

import re

from panager.when.grammar.numeric import colon_clock, slashed_date, with_year_of
from panager.when.grammar.rules import Match, Rule, rule
from panager.when.model.components import Component, Date, DayPart, Part, Range

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
    moments = [_iso_moment(match[side]) for side in ("start", "end")]
    return (Range(*moments),) if all(moments) else None


def _iso_moment(text: str) -> tuple[Component, ...]:
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

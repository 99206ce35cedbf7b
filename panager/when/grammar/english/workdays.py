"""English working days, weeks and quarters: "in 3 business days", "week 42", "end of Q3"."""

from panager.when.grammar import numbers
from panager.when.grammar.english.days import COUNT, WHICH, which
from panager.when.grammar.english.lengths import ANCHOR
from panager.when.grammar.english.lexicon import NO_NOUN, ORDINAL, YEAR, ordinal_number, year_number
from panager.when.grammar.rules import Match, Rule, needing, rule, word
from panager.when.model.components import Component, Date, Period, PeriodShift
from panager.when.model.named_days import Counted, IsoWeek, Ordinal, WorkingDays

_DAYS = rf"(?P<count>an?|{COUNT})\s+(?:full\s+)?(?:business|work(?:ing)?|week)[\s-]?days?"
_ABOUT = r"(?:(?:about|around|another|at\s+least|at\s+most|the\s+next)\s+)?"
_OF_YEAR = rf"(?:,?\s+(?:of\s+|in\s+)?(?:(?P<year>{YEAR})|(?P<which>{WHICH})\s+year))?"
_NUMBERED = r"(?:calendar\s+|iso\s+)?(?:week|wk)\s*(?:no\.?\s*|number\s+|#\s*)?(?P<week>\d{1,2})"


def _after(match: Match) -> tuple[Component, ...] | None:
    count = _count(match)
    return None if count is None else (WorkingDays(count),)


def _before(match: Match) -> tuple[Component, ...] | None:
    count = _count(match)
    return None if count is None else (WorkingDays(-count),)


def _count(match: Match) -> int | None:
    said = match["count"].lower()
    return 1 if said in ("a", "an") else numbers.whole(said)


def _week(match: Match) -> tuple[Component, ...] | None:
    number = int(match["week"])
    if not 1 <= number <= 53:
        return None
    week = IsoWeek(number, year_number(match["year"]))
    return (week, PeriodShift(Period.YEAR, which(match["which"]))) if match["which"] else (week,)


_WORKDAY_RULES = needing(
    ("day",),
    rule(rf"(?:in|within|after)\s+{_ABOUT}{_DAYS}(?:'?\s+time)?(?!\s+(?:from|of)\b)", _after),
    rule(rf"{_DAYS}\s+(?:from\s+(?:now|today)|later|hence|after\s+today)", _after),
    rule(rf"{_DAYS}\s+(?:ago|earlier)", _before),
    rule(rf"{_DAYS}\s+(?:from|after|following)\s+{ANCHOR}", _after),
    rule(rf"{_DAYS}\s+(?:before|prior\s+to)\s+{ANCHOR}", _before),
    word(r"(?:on\s+)?(?:the\s+)?next\s+(?:business|work(?:ing)?)\s?day", WorkingDays(1)),
    word(
        r"(?:the\s+)?(?:previous|last)\s+(?:business|work(?:ing)?)\s?day(?!\s+(?:of|in|before)\b)",
        WorkingDays(-1),
    ),
)
# "week 12 of the course" is not one of the calendar.
WORKDAY_RULES: tuple[Rule, ...] = (
    *_WORKDAY_RULES,
    rule(
        rf"(?:the\s+)?{_NUMBERED}{_OF_YEAR}(?!\s+(?:of|in)\b){NO_NOUN}",
        _week,
        needs=("week", "wk"),
    ),
    rule(
        rf"(?:in|during|by|for)\s+(?:the\s+)?{_NUMBERED}{_OF_YEAR}(?![\w:]|\s+(?:of|in)\b)",
        _week,
        needs=("week", "wk"),
    ),
    rule(rf"(?P<year>{YEAR})\s+{_NUMBERED}(?P<which>)?{NO_NOUN}", _week, needs=("week", "wk")),
    rule(
        rf"C?W(?P<week>0[1-9]|[1-4]\d|5[0-3])(?:[\s/]+(?P<year>{YEAR}))?(?P<which>)?{NO_NOUN}",
        _week,
        exact_case=True,
    ),
)


_QUARTER = (
    rf"(?:(?:the\s+)?(?P<nth>{ORDINAL})\s+(?:quarter|qtr)|Q(?P<number>[1-4]))"
    rf"(?:[\s,]+(?:of\s+)?(?P<year>{YEAR}))?{NO_NOUN}"
)
_EDGE = r"(?:at\s+|by\s+)?(?:the\s+)?(?P<edge>(?:very\s+)?(?:end|close|start|beginning))\s+of\s+"
_STAGE = r"(?:in\s+)?(?:the\s+)?(?P<edge>early|mid|late|middle\s+of)[\s-]+(?:in\s+)?"


def _edge(match: Match) -> tuple[Component, ...] | None:
    """Its first or last day; months say which quarter."""
    is_end = match["edge"].lower().endswith(("end", "close"))
    month = _month(match, 2 if is_end else 0)
    return None if month is None else (Ordinal(-1 if is_end else 1, Counted.DAY), month)


def _stage(match: Match) -> tuple[Component, ...] | None:
    """Its first, second or third month."""
    month = _month(match, "eml".index(match["edge"][0].lower()))
    return None if month is None else (month,)


def _month(match: Match, more: int) -> Date | None:
    quarter = int(match["number"]) if match["number"] else ordinal_number(match["nth"])
    quarter = 4 if quarter == -1 else quarter
    if not 1 <= quarter <= 4:
        return None
    return Date(year_number(match["year"]), 3 * quarter - 2 + more, None)


def _end(_match: Match) -> tuple[Component, ...]:
    return Ordinal(-1, Counted.DAY), PeriodShift(Period.QUARTER, 0)


QUARTER_RULES: tuple[Rule, ...] = (
    rule(_EDGE + _QUARTER, _edge, needs=("q", "quarter")),
    rule(_STAGE + _QUARTER, _stage, needs=("q", "quarter")),
    rule(r"(?:by\s+)?(?:the\s+)?(?:EOQ|quarter[\s-]end)", _end, needs=("eoq", "quarter")),
)

"""English working days and numbered weeks: "in 3 business days", "week 42 of 2027", "W42"."""

from panager.when.grammar import numbers
from panager.when.grammar.english.days import COUNT, WHICH, which
from panager.when.grammar.english.lengths import ANCHOR
from panager.when.grammar.english.lexicon import NO_NOUN, YEAR, year_number
from panager.when.grammar.rules import Match, Rule, needing, rule, word
from panager.when.model.components import Component, Period, PeriodShift
from panager.when.model.named_days import IsoWeek, WorkingDays

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

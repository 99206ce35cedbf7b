"""English days of months, quarters and years: "the last day of each quarter", "lunar May 5"."""

import re

from panager.when.grammar import numbers
from panager.when.grammar.english.lexicon import MONTH, month_number
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Component, Date, DayPart, Part
from panager.when.model.named_days import Counted, Offset, Ordinal, Stage, StageOf
from panager.when.model.series_parts import (
    QUARTER_ENDS,
    QUARTER_STARTS,
    WORKDAYS,
    ByMoon,
    Every,
    MonthDays,
    Months,
    Nth,
    Unit,
)

_EVERY = r"(?:every|each)"
_START = r"(?:start|begin(?:ning)?)"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_LISTED = r"(?:\s*(?:,\s*and|,|&|\band\b|\bor\b)\s*(?:on\s+)?(?:the\s+)?)"
_NO_CLOCK = r"(?!\s*(?:[ap]\.?m\b|:|o'clock|x\b|times|days|weeks|months|years|hours|min))(?!\d)"
_QUARTER = rf"\s+(?:of|in)\s+{_EVERY}\s+quarter"
_WORKDAY = r"(?:week\s?day|work(?:ing)?\s?day|business\s+day)"


def _every_lunar(match: Match) -> tuple[Component, ...] | None:
    number = 2 if match[1].lower() == "other" else numbers.whole(match[1])
    return (Every(Unit(match[2].lower()), interval=number), ByMoon()) if number else None


def _day_beside(match: Match) -> tuple[Component, ...]:
    parts = (DayPart(Part.NIGHT),) if match[1].lower() == "night" else ()
    return (Offset(-1 if match[2].lower() == "before" else 1), *parts)


def _days_beside(match: Match) -> tuple[Component, ...] | None:
    number = 1 if match[1].lower() in ("a", "an") else numbers.whole(match[1])
    if not number:
        return None
    days = number * (7 if match[2].lower() == "week" else 1)
    return (Offset(-days if match[3].lower() == "before" else days),)


def _days_of_month(match: Match) -> tuple[Component, ...] | None:
    """ "December 21st and 31st"."""
    number = month_number(match[1])
    days = tuple(sorted({int(day) for day in re.findall(r"\d+", match[2])}))
    inside = all(1 <= day <= 31 for day in days)
    return (Date(None, number, None), MonthDays(days)) if inside else None


def _from_last(match: Match) -> tuple[Component, ...] | None:
    number = int(match[1])
    return (MonthDays((-number,)),) if 2 <= number <= 28 else None


ENGLISH_DATE_RULES: tuple[Rule, ...] = (
    word(rf"{_EVERY}\s+lunar\s+month", Every(Unit.MONTH), ByMoon()),
    word(rf"{_EVERY}\s+lunar\s+year", Every(Unit.YEAR), ByMoon()),
    rule(rf"{_EVERY}\s+(\d{{1,2}}|other|{numbers.ENGLISH})\s+lunar\s+(month|year)s?", _every_lunar),
    word(r"(?:(?:of|in|on)\s+)?(?:the\s+)?lunar\s+leap(?:\s+month)?", ByMoon(leap=True)),
    word(
        r"(?:(?:of|in|on|by)\s+)?(?:the\s+)?(?:korean\s+|chinese\s+)?lunar(?:\s+(?:calendar|month|date))?",
        ByMoon(),
    ),
    rule(r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\s+(day)\s+(before|after)", _days_beside),
    rule(rf"(?:the\s+)?(day|night)\s+(before|after)(?=\s+{_EVERY}\b)", _day_beside),
    rule(
        rf"(\d{{1,2}}|a|an|{numbers.ENGLISH})\s+(day|week)s?\s+(before|after)(?=\s+{_EVERY}\b)",
        _days_beside,
    ),
    rule(
        rf"(?:on\s+)?({MONTH})\s+(?:on\s+)?(?:the\s+)?(?:days?\s+)?({_NUMBER}(?:{_LISTED}{_NUMBER})+){_NO_CLOCK}",
        _days_of_month,
    ),
    rule(
        r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\s+(?:to\s+(?:the\s+)?)?last(?:\s+day)?"
        r"(?=\s*(?:$|[,.]|of\s+|at\s+|in\s+the\s+m))(?:\s+of\s+the\s+month)?",
        _from_last,
    ),
    word(rf"(?:the\s+)?last(?=\s+of\s+{_EVERY}\s+month)", MonthDays((-1,))),
    word(rf"(?:at\s+)?(?:the\s+)?{_START}(?=\s+of\s+{_EVERY}\s+month)", MonthDays((1,))),
    word(rf"(?:at\s+)?(?:the\s+)?end\s+of\s+{_EVERY}\s+year", Every(Unit.YEAR), Date(None, 12, 31)),
    word(
        rf"(?:at\s+)?(?:the\s+)?{_START}\s+of\s+{_EVERY}\s+year", Every(Unit.YEAR), Date(None, 1, 1)
    ),
    # Which day is the first of a week, and which the last of a working one, nobody has said.
    word(
        rf"(?:at\s+)?(?:the\s+)?(?:{_START}|end)\s+of\s+{_EVERY}\s+week",
        Every(Unit.WEEK),
        StageOf(Stage.LATE),
    ),
    word(rf"{_EVERY}\s+month\s+(?:at|on)\s+the\s+end", Every(Unit.MONTH), MonthDays((-1,))),
    word(rf"{_EVERY}\s+month\s+(?:at|on)\s+the\s+{_START}", Every(Unit.MONTH), MonthDays((1,))),
    word(
        rf"(?:on\s+)?(?:the\s+)?(?:first\s+day|{_START}){_QUARTER}",
        Every(Unit.YEAR),
        Months(QUARTER_STARTS),
        MonthDays((1,)),
    ),
    word(
        rf"(?:on\s+)?(?:at\s+)?(?:the\s+)?(?:last\s+day|end){_QUARTER}",
        Every(Unit.YEAR),
        Months(QUARTER_ENDS),
        MonthDays((-1,)),
    ),
    word(
        rf"(?:on\s+)?(?:the\s+)?first\s+{_WORKDAY}{_QUARTER}",
        Every(Unit.YEAR),
        Months(QUARTER_STARTS),
        Nth(1, WORKDAYS),
    ),
    word(
        rf"(?:on\s+)?(?:the\s+)?last\s+{_WORKDAY}{_QUARTER}",
        Every(Unit.YEAR),
        Months(QUARTER_ENDS),
        Nth(-1, WORKDAYS),
    ),
    # No person says weeks by their number but to somebody who has such a calendar.
    word(r"(?:in|of)\s+weeks?\s+\d{1,2}(?:\s*(?:,|and)\s*\d{1,2})*", Ordinal(0, Counted.WEEK)),
)

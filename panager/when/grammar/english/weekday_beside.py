"""English days beside a named one: "the Friday before Christmas", "Labor Day weekend"."""

from panager.when.grammar.english.days import COUNT, WEEKEND
from panager.when.grammar.english.holidays import HOLIDAY, holiday_key
from panager.when.grammar.english.lexicon import (
    ANY_WEEKDAY,
    MONTH,
    ORDINAL,
    YEAR,
    ordinal_number,
    weekday_number,
    year_number,
)
from panager.when.grammar.rules import Match, Rule, needing, rule
from panager.when.model.components import Amount, Before, Component, Date, DayPart, Part
from panager.when.model.named_days import Holiday, WeekdayBeside
from panager.when.model.understanding import Grain

# A named day and no time of day: "Friday before noon" is on that Friday.
_DAY = (
    rf"(?=(?:the\s+)?(?:{HOLIDAY}|{MONTH}\s*\d|{MONTH}\s+the|{ORDINAL}(?!\s+thing)|"
    rf"\d{{1,2}}(?:/\d|\s+(?:of\s+)?{MONTH}\b)|\d{{4}}-\d))"
)
_SIDE = r"\s+(?:right\s+|just\s+)?(?P<side>before|after|following|prior\s+to)\s+"
_SATURDAY = 5


def _weekday(match: Match) -> tuple[Component, ...] | None:
    number = ordinal_number(match["nth"]) if match["nth"] else 1
    if number == -1:  # "the last Friday before"
        number = 1
    if not 1 <= number <= 60:
        return None
    sign = 1 if match["side"].lower() in ("after", "following") else -1
    name = match["weekday"]
    if name is None:
        return (WeekdayBeside(_SATURDAY, sign * number, weekend=True),)
    return (WeekdayBeside(weekday_number(name), sign * number),)


def _part(match: Match) -> tuple[Component, ...]:
    days = 1 if match["side"].lower() in ("before", "prior to") else -1
    return Before(Amount(Grain.DAY, days=days)), DayPart(Part(match["part"].lower()))


def _weekend_of(match: Match) -> tuple[Component, ...]:
    holiday = Holiday(holiday_key(match["name"] or match["of"]))
    around = WeekdayBeside(_SATURDAY, 0, weekend=True)
    year = year_number(match["year"])
    return (holiday, around) if year is None else (holiday, around, Date(year, None, None))


BESIDE_RULES: tuple[Rule, ...] = (
    *needing(
        ("before", "after", "following", "prior"),
        rule(
            rf"(?:on\s+)?(?:the\s+)?(?:(?P<nth>{ORDINAL}|{COUNT})\s+)?"
            rf"(?:(?P<weekday>{ANY_WEEKDAY})s?|{WEEKEND}){_SIDE}{_DAY}",
            _weekday,
        ),
        rule(
            rf"(?:on\s+)?(?:the\s+)?(?P<part>morning|afternoon|evening|night){_SIDE}{_DAY}",
            _part,
        ),
    ),
    rule(
        rf"(?:over\s+)?(?:the\s+)?(?:(?P<name>{HOLIDAY})\s+{WEEKEND}|{WEEKEND}\s+of\s+(?P<of>{HOLIDAY}))"
        rf"(?:\s+(?P<year>{YEAR}))?",
        _weekend_of,
        needs=("end",),
    ),
)

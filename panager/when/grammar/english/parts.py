"""English parts of the day: "in the evening", "this morning", "tomorrow at lunch", "EOD"."""

from panager.when.grammar.english.days import TOMORROW
from panager.when.grammar.english.lexicon import (
    ANY_WEEKDAY,
    DAY_PARTS,
    FULL_WEEKDAY,
    NO_NOUN,
    PART,
    weekday_number,
)
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Component, DayPart, DayShift, Part, Weekday

_DAY_PARTS = {**DAY_PARTS, "am": Part.AM, "pm": Part.PM}
_PART = PART
_DEGREE = r"(?:(?P<degree>early|late|mid)[\s-]*)?"
_HOURS = {"early": -1, "late": 1}
"""What a degree moves the usual time of a part by."""
_ISH = r"(?:ish\b)?"
_CLOSE = (
    r"(?:the\s+)?(?:EOD|COB|EOB|close\s+of\s+(?:business|play)|"
    r"end\s+of\s+(?:the\s+)?(?:business\s+|work(?:ing)?\s+)?day)"
)
# What people do every day, and how far from the usual time of its part.
_MEALS = {
    "breakfast": DayPart(Part.MORNING, -1),
    "lunch": DayPart(Part.LUNCH),
    "lunchtime": DayPart(Part.LUNCH),
    "dinner": DayPart(Part.EVENING),
    "supper": DayPart(Part.EVENING),
    "work": DayPart(Part.CLOSE),
    "bed": DayPart(Part.NIGHT, 1),
    "bedtime": DayPart(Part.NIGHT, 1),
}


def _part(match: Match) -> tuple[Component, ...]:
    degree = match.groupdict().get("degree")
    hours = _HOURS.get(degree.lower(), 0) if degree else 0
    return (DayPart(_DAY_PARTS[match["part"].lower()], hours),)


def _this_part(match: Match) -> tuple[Component, ...]:
    return (DayShift(0), *_part(match))


def _last_night(match: Match) -> tuple[Component, ...]:
    return (DayShift(-1), *_part(match))


def _day_and_part(match: Match) -> tuple[Component, ...]:
    weekday = match["weekday"]
    day = DayShift(1) if weekday is None else Weekday(weekday_number(weekday))
    part = match["part"] or "morning"
    return (day, DayPart(_DAY_PARTS[part.lower()], _HOURS[match["degree"].lower()]))


def _first_thing(match: Match) -> tuple[Component, ...]:
    weekday = match["weekday"]
    day = DayShift(1) if weekday is None else Weekday(weekday_number(weekday))
    return day, DayPart(Part.MORNING)


def _beside_meal(match: Match) -> tuple[Component, ...] | None:
    usual, side = _MEALS[match["meal"].lower().replace(" ", "")], match["side"].lower()
    if usual.part is Part.CLOSE and side == "before":
        return (DayPart(Part.MORNING, -1),)
    hours = {"before": -1, "after": 1}.get(side, 0)
    return (DayPart(usual.part, usual.hours + hours),)


PART_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:in|during)\s+(?:the\s+)?(?:early\s+hours\s+of\s+the\s+)?{_DEGREE}"
        rf"(?P<part>{_PART}|am\b|pm\b){_ISH}",
        _part,
    ),
    rule(rf"(?:{_DEGREE})in\s+the\s+(?P<part>{_PART}){_ISH}", _part, needs=("early", "late")),
    rule(r"(?:(?P<degree>late)\s+)?at\s+(?P<part>night|nite)", _part),
    rule(rf"{_DEGREE}this\s+(?P<part>{_PART}){_ISH}", _this_part),
    word(r"late\s+(?:tonight|tonite)", DayShift(0), DayPart(Part.NIGHT, 1)),
    rule(r"(?P<degree>late)\s+last\s+(?P<part>night|nite)", _last_night),
    rule(rf"{_DEGREE}(?P<part>{_PART}){_ISH}", _part, weak=True),
    rule(
        rf"(?P<degree>early|late)\s+(?:on\s+)?(?:(?:{TOMORROW})|(?P<weekday>{FULL_WEEKDAY}))"
        rf"\s+(?P<part>{_PART})",
        _day_and_part,
        needs=("early", "late"),
    ),
    rule(
        rf"(?P<degree>early)\s+(?:on\s+)?(?:(?:{TOMORROW})|(?P<weekday>{FULL_WEEKDAY}))"
        rf"(?P<part>)(?!\s+(?:{_PART}|at\b|\d))",
        _day_and_part,
        needs=("early",),
    ),
    # "am" is a verb as well, so it needs the day right before it.
    rule(
        r"(?:(?<=day )|(?<=tomorrow )|(?<=tmrw ))(?P<part>am|pm)\b(?!\s+(?:i|not|going)\b)",
        _part,
    ),
    rule(
        rf"(?:the\s+)?first\s+thing\s+(?:on\s+)?(?:(?:{TOMORROW})|(?P<weekday>{ANY_WEEKDAY}))"
        r"(?:\s+morning)?",
        _first_thing,
        needs=("first thing",),
    ),
    word(r"(?:the\s+)?first\s+thing(?:\s+in\s+the\s+morning)?", DayPart(Part.MORNING), weak=True),
    word(r"(?:first\s+thing\s+)?in\s+the\s+morning", DayPart(Part.MORNING)),
    word(r"(?:at|by|around|over|during)\s+(?:lunch\s?time|lunch)", DayPart(Part.LUNCH)),
    word(r"lunch\s?time|lunch(?=\s*$)", DayPart(Part.LUNCH), weak=True),
    word(r"(?:at|by|around)\s+(?:dinner\s?time|dinner|supper(?:\s?time)?)", DayPart(Part.EVENING)),
    rule(
        rf"(?P<side>before|after|at)\s+(?P<meal>breakfast|lunch|dinner|supper|bed\s?time|"
        r"(?<!at )(?:work|bed))"
        rf"{NO_NOUN}",
        _beside_meal,
        needs=("before", "after", "at "),
    ),
    word(
        r"(?:at\s+)?(?:(?:the\s+)?crack\s+of\s+)dawn|at\s+(?:dawn|daybreak|sunrise)",
        DayPart(Part.DAWN),
    ),
    # Beside a day these say nothing more.
    rule(
        rf"(?:all\s+day(?:\s+long)?|some\s?time|at\s+some\s+point|anytime|any\s+time)\s+(?=(?:on\s+|in\s+|during\s+)?"
        rf"(?:the\s+)?(?:today|{TOMORROW}|{ANY_WEEKDAY}|(?:this|next|early|late)\s|\d))",
        lambda _match: (),
        needs=("all day", "some", "any"),
    ),
    word(rf"(?:(?:by|at)\s+)?{_CLOSE}", DayPart(Part.CLOSE)),
    word(
        rf"(?:(?:by|at)\s+)?(?:the\s+)?end\s+of\s+(?=(?:the\s+)?(?:today|{TOMORROW}|"
        rf"(?:this\s+|next\s+)?{ANY_WEEKDAY}))",
        DayPart(Part.CLOSE),
    ),
)

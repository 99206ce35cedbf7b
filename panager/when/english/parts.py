"""English parts of the day: "in the evening", "this morning", "tomorrow at lunch", "EOD"."""

from panager.when.components import Component, DayPart, DayShift, Part
from panager.when.english.days import TOMORROW
from panager.when.english.words import ANY_WEEKDAY
from panager.when.rules import Match, Rule, rule, word

_DAY_PARTS = {
    "morning": Part.MORNING,
    "afternoon": Part.AFTERNOON,
    "evening": Part.EVENING,
    "night": Part.NIGHT,
    "am": Part.AM,
    "pm": Part.PM,
}
_PART = r"morning|afternoon|evening|night"
_DEGREE = r"(?:early|late|mid)[\s-]*"
_ISH = r"(?:ish\b)?"
_CLOSE = (
    r"(?:the\s+)?(?:EOD|COB|EOB|close\s+of\s+(?:business|play)|"
    r"end\s+of\s+(?:the\s+)?(?:business\s+|work(?:ing)?\s+)?day)"
)


def _part(match: Match) -> tuple[Component, ...]:
    return (DayPart(_DAY_PARTS[match[1].lower()]),)


def _this_part(match: Match) -> tuple[Component, ...]:
    return DayShift(0), DayPart(_DAY_PARTS[match[1].lower()])


PART_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:early\s+|late\s+)?(?:in|during)\s+(?:the\s+)?(?:{_DEGREE}|early\s+hours\s+of\s+the\s+)?"
        rf"({_PART}|am\b|pm\b){_ISH}",
        _part,
    ),
    rule(r"(?:late\s+)?at\s+(night)", _part),
    rule(rf"(?:early\s+|late\s+)?this\s+({_PART}){_ISH}", _this_part),
    rule(rf"(?:{_DEGREE})?({_PART}){_ISH}", _part, weak=True),
    word(r"(?:the\s+)?first\s+thing(?:\s+in\s+the\s+morning)?", DayPart(Part.MORNING), weak=True),
    word(r"(?:first\s+thing\s+)?in\s+the\s+morning", DayPart(Part.MORNING)),
    word(r"(?:at|by|around|over|during)\s+(?:lunch\s?time|lunch)", DayPart(Part.LUNCH)),
    word(r"lunch\s?time|lunch(?=\s*$)", DayPart(Part.LUNCH), weak=True),
    word(r"(?:at|by|around)\s+(?:dinner\s?time|dinner|supper(?:\s?time)?)", DayPart(Part.EVENING)),
    word(r"at\s+(?:dawn|daybreak|sunrise)", DayPart(Part.DAWN)),
    word(rf"(?:(?:by|at)\s+)?{_CLOSE}", DayPart(Part.CLOSE)),
    word(
        rf"(?:(?:by|at)\s+)?(?:the\s+)?end\s+of\s+(?=(?:the\s+)?(?:today|{TOMORROW}|"
        rf"(?:this\s+|next\s+)?{ANY_WEEKDAY}))",
        DayPart(Part.CLOSE),
    ),
)

"""English days: "the day after tomorrow", "next Tuesday", "March 5th, 2027", "the 5th"."""

from panager.when.components import (
    Component,
    Date,
    DayPart,
    DayShift,
    Part,
    Period,
    PeriodShift,
    Repeat,
    Weekday,
)
from panager.when.english.words import MONTHS, NO_NOUN, WEEKDAYS
from panager.when.rules import Match, Rule, rule, word

_FULL = "|".join(WEEKDAYS)
# "sun", "sat" and "wed" are ordinary words; they need a preposition or other words of time.
_SAFE_SHORT = r"mon|tues?|thu(?:rs?)?|fri"
_WORD_SHORT = r"sun|sat|weds?"
_ANY_DAY = rf"({_FULL}|(?:{_SAFE_SHORT}|{_WORD_SHORT})\b\.?)"
_MONTH = rf"({'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_DAY = r"(\d{1,2})(st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(\d{4})(?!\s*(?:st|nd|rd|th))(?![\d:]))?"
_PERIODS = {"week": Period.WEEK, "month": Period.MONTH, "year": Period.YEAR}
_COUNTS = {"last": -1, "past": -1, "this": 0, "next": 1}


def _weekday_number(text: str) -> int:
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(text[:3].lower()))


def _weekday(match: Match) -> tuple[Component, ...]:
    return (Weekday(_weekday_number(match[1])),)


def _which_weekday(match: Match) -> tuple[Component, ...]:
    # "next Tuesday" is the one in the next Monday-based week, also when another comes before.
    return (Weekday(_weekday_number(match[2]), weeks=_COUNTS[match[1].lower()]),)


def _week_from(match: Match) -> tuple[Component, ...]:
    weeks = 2 if match[1].lower().startswith(("two", "2")) else 1
    if match[2].lower() in ("today", "tomorrow"):
        return (DayShift(7 * weeks + (match[2].lower() == "tomorrow")),)
    return (Weekday(_weekday_number(match[2]), plus_days=7 * weeks),)


def _every(match: Match) -> tuple[Component, ...]:
    return Repeat(), Weekday(_weekday_number(match[1]))


def _period(match: Match) -> tuple[Component, ...]:
    return (PeriodShift(_PERIODS[match[2].lower()], _COUNTS[match[1].lower()]),)


def _month_first(match: Match) -> tuple[Component, ...] | None:
    name, day, suffix, year = match.groups()
    # "may 2 people come" has a verb; a date there would be "May 2", "may 2nd" or "may 2 at".
    if name == "may" and suffix is None and year is None and not _ends_or_at(match):
        return None
    return (Date(None if year is None else int(year), _month_number(name), int(day)),)


def _ends_or_at(match: Match) -> bool:
    after = match.string[match.end() :].lstrip().lower()
    return not after or after.startswith((",", ".", "at ", "!", "?"))


def _day_first(match: Match) -> tuple[Component, ...]:
    day, _suffix, name, year = match.groups()
    return (Date(None if year is None else int(year), _month_number(name), int(day)),)


def _month_only(match: Match) -> tuple[Component, ...]:
    return (Date(None if match[2] is None else int(match[2]), _month_number(match[1]), None),)


def _month_number(name: str) -> int:
    return next(
        number for number, full in enumerate(MONTHS, start=1) if full.startswith(name[:3].lower())
    )


def _day_of_month(match: Match) -> tuple[Component, ...]:
    return (Date(None, None, int(match[1])),)


DAY_RULES: tuple[Rule, ...] = (
    word(r"(?:the\s+)?day\s+after\s+tomorrow|overmorrow", DayShift(2)),
    word(r"tomorrow|tmrw|tmr|tmw|tomorow|tommorow|tommorrow", DayShift(1)),
    word("today", DayShift(0)),
    word("yesterday", DayShift(-1)),
    word(r"(?:the\s+)?day\s+before\s+yesterday", DayShift(-2)),
    word("tonight|tonite", DayShift(0), DayPart(Part.NIGHT)),
    word(r"last\s+night", DayShift(-1), DayPart(Part.NIGHT)),
    rule(rf"({_FULL})", _weekday),
    rule(rf"({_SAFE_SHORT})\b", _weekday, weak=True),
    rule(r"(Sun|Sat|Weds?)\b", _weekday, weak=True, exact_case=True),
    rule(rf"(?:on|by|until|till|coming|this\s+coming)\s+{_ANY_DAY}", _weekday),
    rule(rf"(last|past|this|next)\s+{_ANY_DAY}", _which_weekday),
    rule(
        rf"((?:a|one|1|two|2)\s+weeks?)\s+(?:from|after|on)\s+(?:next\s+|this\s+)?({_FULL}|today|tomorrow)",
        _week_from,
    ),
    rule(rf"(?:every|each)\s+{_ANY_DAY}", _every),
    rule(r"(last|this|next)\s+(week|month|year)", _period),
    rule(_MONTH + r"\s+(?:the\s+)?" + _DAY + r"(?![\d:])(?!\s*[ap]\.?m\b)" + _YEAR, _month_first),
    rule(r"(?:the\s+)?" + _DAY + r"\s+(?:of\s+)?" + _MONTH + _YEAR, _day_first),
    rule(rf"(?:in|by|until|next)\s+{_MONTH}(?:\s+(\d{{4}}))?", _month_only),
    rule(r"(?:the|on)\s+(\d{1,2})(?:st|nd|rd|th)" + NO_NOUN, _day_of_month),
    word(r"every\s*day|daily|each\s+day", Repeat()),
    word(r"every\s+(?=morning|evening|afternoon|night)", Repeat()),
    word(r"every\s+(?:week|month|year|hour|\d{1,3}\s+\w+)|weekly|monthly|yearly|hourly", Repeat()),
)

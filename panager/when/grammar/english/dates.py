"""English calendar dates: "March 5th, 2027", "the 3rd of March", "the 5th", "in 2027"."""

from panager.when.grammar.english.days import WHICH, which
from panager.when.grammar.english.lexicon import (
    ANY_WEEKDAY,
    DAY_NUMBER,
    MONTH,
    MONTH_STARTS,
    NO_NOUN,
    ORDINAL,
    YEAR,
    month_number,
    ordinal_number,
    weekday_number,
    year_number,
)
from panager.when.grammar.numeric import colon_clock
from panager.when.grammar.rules import Match, Rule, needing, rule
from panager.when.model.components import (
    Component,
    Date,
    DayPart,
    Part,
    Period,
    PeriodShift,
    Weekday,
)
from panager.when.model.named_days import Side

_YEAR = rf"(?:(?:\s*,?\s+(?:(?:of|in)\s+)?|[-/])({YEAR}))?"
# "Monday 21" can be no time of day.
_LATE_DAY = r"(?:1[3-9]|2\d|3[01])(?=\s*(?:$|[.,!?](?!\d)|\s(?:at|from|between)\b))"
_NO_CLOCK = r"(?!\s*[ap]\.?\s?m\b)(?!\s*o'?\s?clock)"
# Two digits are a year only at the end: "Aug 9, 96", but not "Aug 9 10 people".
_SHORT_YEAR = r"(?:(?:\s*,\s*|\s+)(?:of\s+)?'?(?P<short>[2-9]\d)(?=\s*(?:$|[.!?;)])))?"
# After a month alone what can be a day is one: "until November 25", but "in November '25".
_SURE_SHORT_YEAR = (
    r"(?:\s+(?:of\s+)?'?(?P<short>(?<=')[2-9]\d|3[2-9]|[4-9]\d)(?=\s*(?:$|[.!?;)])))?"
)


def _date(day: str | None, month: str, year: str | None) -> tuple[Component, ...] | None:
    number = None if day is None else ordinal_number(day)
    if number is not None and not 1 <= number <= 31:
        return None
    return (Date(year_number(year), month_number(month), number),)


def _month_first(match: Match) -> tuple[Component, ...] | None:
    month, day, year = match.group(1, 2, 3)
    # "may 2 people come" has a verb; a date there would be "May 2", "may 2nd" or "may 2 at".
    if month == "may" and day.isdigit() and year is None and not _ends_or_at(match):
        return None
    return _date(day, month, year or _short(match))


def _ends_or_at(match: Match) -> bool:
    after = match.string[match.end() :].lstrip().lower()
    return not after or after.startswith((",", ".", "at ", "!", "?"))


def _day_first(match: Match) -> tuple[Component, ...] | None:
    if match[2] == "may" and match[1].lower() in ("one", "two") and match[3] is None:
        return None  # "one may ask"
    return _date(match[1], match[2], match[3] or _short(match))


def _month_day_part(match: Match) -> tuple[Component, ...] | None:
    date = _date(match[2], match[1], None)
    return None if date is None else (*date, DayPart(Part(f"{match[3].lower()}m")))


def _short(match: Match) -> str | None:
    year = match.groupdict().get("short")
    return None if year is None else f"'{year}"


def _with_clock_inside(match: Match) -> tuple[Component, ...] | None:
    clock = colon_clock(*match.group(3, 4, 5), iso=True)
    date = _date(match[2], match[1], match[7])
    return None if clock is None or date is None else (*date, clock)


def _year_first(match: Match) -> tuple[Component, ...] | None:
    return _date(match[3], match[2], match[1])


def _day_month_year(match: Match) -> tuple[Component, ...]:
    year = match[3] if len(match[3]) == 4 else f"'{match[3]}"
    return (Date(year_number(year), month_number(match[2]), int(match[1])),)


def _bare_day(match: Match) -> tuple[Component, ...] | None:
    day = int(match[1] or match[2])
    return (Date(None, None, day),) if 1 <= day <= 31 else None


def _month(match: Match) -> tuple[Component, ...] | None:
    return _date(None, match[1], match[2] or _short(match))


def _which_month(match: Match) -> tuple[Component, ...] | None:
    if match[2] == "may" and not _ends_or_at(match):
        return None  # "this may take long"
    date = Date(None, month_number(match[2]), None)
    if match[1].lower() in ("this", "current"):
        return PeriodShift(Period.YEAR, 0), date
    return (Side(past=True), date) if which(match[1]) < 0 else (date,)


def _day_of_month(match: Match) -> tuple[Component, ...] | None:
    day = ordinal_number(match[1])
    return (Date(None, None, day),) if 1 <= day <= 31 else None


def _day_of_which_month(match: Match) -> tuple[Component, ...] | None:
    day = ordinal_number(match[1])
    if not 1 <= day <= 31:
        return None
    count = which(match[2]) if match[2] else 0
    date = Date(None, None, day)
    return (PeriodShift(Period.MONTH, count), date) if match[2] else (date,)


def _weekday_and_day(match: Match) -> tuple[Component, ...] | None:
    day = ordinal_number(match[2])
    return (Weekday(weekday_number(match[1])), Date(None, None, day)) if 1 <= day <= 31 else None


def _year(match: Match) -> tuple[Component, ...]:
    return (Date(year_number(match[1]), None, None),)


_MONTH_RULES = needing(
    MONTH_STARTS,
    # With a space it is the morning of that day: "Feb 5 AM", but "Feb 5am".
    rule(rf"({MONTH})\s+({DAY_NUMBER})\s+([ap])\.?m\b\.?", _month_day_part),
    rule(
        rf"({MONTH})[,.]?[\s/-]*(?:the\s+)?({DAY_NUMBER}){_NO_CLOCK}{_YEAR}{_SHORT_YEAR}",
        _month_first,
    ),
    rule(
        rf"(?:the\s+)?({DAY_NUMBER})\.?[\s-]*(?:day\s+)?(?:of\s+)?({MONTH}){_YEAR}{_SHORT_YEAR}",
        _day_first,
    ),
    # As `date` and `ctime` write it: the year is after the clock.
    rule(
        rf"({MONTH})\s+(\d{{1,2}}),?\s+(\d{{1,2}}):(\d{{2}}):(\d{{2}})\s+(?:([A-Z]{{3,4}})\s+)?({YEAR})",
        _with_clock_inside,
        needs=(":",),
    ),
    rule(rf"({YEAR})[-/\s]\s?({MONTH})[-/\s]\s?(\d{{1,2}})(?![\d:]|\s*[ap]\.?m)", _year_first),
    rule(
        rf"(?:in\s+)?({YEAR})\s+({MONTH}){NO_NOUN}", lambda match: _date(None, match[2], match[1])
    ),
    rule(rf"({MONTH})[-/]((?:19|20)\d{{2}})", _month),
    rule(rf"(\d{{1,2}})({MONTH}){_YEAR}", _day_first),
    rule(rf"(\d{{1,2}})[-/ ]({MONTH})[-/ ](\d{{4}}|\d{{2}})(?!\d)", _day_month_year),
    rule(
        rf"(?:in|by|until|since|during|before|after|from)\s+(?:the\s+month\s+of\s+)?({MONTH}){_YEAR}"
        rf"{_SURE_SHORT_YEAR}(?![\s.,/-]*(?:the\s+)?{DAY_NUMBER})",
        _month,
    ),
    rule(rf"({MONTH})(?:\s*,?\s+(?:of\s+)?({YEAR}))", _month),
    rule(rf"({MONTH})(?P<year>)?{NO_NOUN}", lambda match: _date(None, match[1], None), weak=True),
    rule(rf"({WHICH})\s+({MONTH})(?!\s*\d)", _which_month),
)
DATE_RULES: tuple[Rule, ...] = (
    *_MONTH_RULES,
    # With its last dot it is no amount of money; with a day above 12 no month first.
    rule(
        r"(1[3-9]|2\d|3[01])\.\s?(0?[1-9]|1[0-2])\.(?=\s|$)",
        lambda match: (Date(None, int(match[2]), int(match[1])),),
    ),
    rule(rf"(?:the|on)\s+({ORDINAL})(?!\s+(?:of\s+)?{MONTH}){NO_NOUN}", _day_of_month),
    rule(
        rf"(?:the\s+)?({ORDINAL}|\d{{1,2}}(?=\s+of))\s+(?:day\s+)?of\s+"
        rf"(?:(?:the\s+)?({WHICH})|the)\s+month",
        _day_of_which_month,
    ),
    rule(r"(?:on\s+the\s+(\d{1,2})(?=\s*(?:$|[.,!?]))|^the\s+(\d{1,2})$)", _bare_day),
    rule(
        rf"(?:on\s+)?({ANY_WEEKDAY}),?\s+(?:the\s+)?({ORDINAL}|{_LATE_DAY})(?!,?\s+(?:of\s+)?{MONTH}){NO_NOUN}",
        _weekday_and_day,
    ),
    rule(r"(\d{1,2}(?:st|nd|rd|th))" + NO_NOUN, _day_of_month, weak=True),
    rule(rf"(?:in|by|until|since|(?:in\s+)?the\s+year(?:\s+of)?)\s+({YEAR}){NO_NOUN}", _year),
    rule(rf"({YEAR})", _year, weak=True),
)

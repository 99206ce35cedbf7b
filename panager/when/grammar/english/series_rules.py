"""English recurrences: "every other Friday", "the last day of each month", "until May 5th"."""

import re

from panager.when.grammar import numbers
from panager.when.grammar.english.lexicon import (
    ANY_WEEKDAY,
    DAY_PARTS,
    FULL_WEEKDAY,
    MONTHS,
    ORDINAL_WORDS,
    PART,
    WEEKDAY_OR_PLURAL,
    ending,
    month_number,
    weekday_number,
)
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Component, Date, DayPart, Part
from panager.when.model.series_parts import (
    QUARTER_ENDS,
    WEEKEND,
    WORKDAYS,
    Every,
    MonthDays,
    Months,
    Nth,
    OnDays,
    Unit,
)

_FULL, _DAY = FULL_WEEKDAY, ANY_WEEKDAY
_DAYS = WEEKDAY_OR_PLURAL
_UNIT = "minute|min|hour|hr|day|week|wk|month|year|yr"
_UNITS = {
    "min": Unit.MINUTE,
    "hr": Unit.HOUR,
    "wk": Unit.WEEK,
    "yr": Unit.YEAR,
    "daily": Unit.DAY,
    "weekly": Unit.WEEK,
    "monthly": Unit.MONTH,
    "yearly": Unit.YEAR,
}
_EVERY = r"(?:every|each)"
_AND = r"(?:\s*(?:,\s*and|,|&|/|\band\b|\bor\b)\s*)"
_ORDINALS = {
    **{word: number for number, word in enumerate(ORDINAL_WORDS[:12], start=1)},
    **{f"{number}{ending(number)}": number for number in range(1, 32)},
    "second to last": -2,
    "second to the last": -2,
    "second last": -2,
    "2nd to last": -2,
    "2nd to the last": -2,
    "2nd last": -2,
    "third to last": -3,
    "third last": -3,
    "3rd last": -3,
    "last": -1,
    "final": -1,
}
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
# "in 4 business days" is no series.
_UNCOUNTED = r"(?<!\d )" + "".join(
    rf"(?<!\b{word} )" for word in ("two", "three", "four", "five", "six", "seven", "eight", "ten")
)
_WORKDAY = r"(?:week\s?days?|work(?:ing)?\s?days?|business\s+days?)"
_IN_MONTH = r"(?:\s+(?:of|in)\s+(?:the|a)\s+month)?"


# "weds" is short for one Wednesday as well.
_PLURAL = re.compile(rf"(?:{_FULL}|mon|fri|sat|sun)s\b", re.IGNORECASE)


def _unit(text: str) -> Unit:
    text = text.lower()
    return _UNITS[text] if text in _UNITS else Unit(text)


def _number(text: str) -> int | None:
    return {"once": 1, "twice": 2, "thrice": 3}.get(text.lower()) or numbers.whole(text)


def _weekdays(text: str) -> tuple[int, ...]:
    return tuple(sorted({weekday_number(one) for one in re.findall(_DAYS, text, re.IGNORECASE)}))


def _every_unit(match: Match) -> tuple[Component, ...]:
    return (Every(_unit(match[1])),)


def _every_nth(match: Match) -> tuple[Component, ...]:
    number = _ORDINALS.get(match[1].lower(), 2)
    unit = _unit(match[2])
    if number < 0 and unit is Unit.DAY:
        return Every(Unit.MONTH), MonthDays((number,))
    return (Every(unit, interval=number),) if number > 0 else (Every(unit),)


def _every_other_weekday(match: Match) -> tuple[Component, ...]:
    return Every(Unit.WEEK, interval=2), OnDays(_weekdays(match[1]))


def _every_nth_weekday(match: Match) -> tuple[Component, ...]:
    return Every(Unit.MONTH), _nth_of(match[1], match[2])


def _nth(match: Match) -> tuple[Component, ...]:
    return (_nth_of(match[1], match[2]),)


def _nth_of(number: str, days: str) -> Nth:
    named = _which_days(days)
    working = named == WORKDAYS and not days.lower().startswith("week")
    return Nth(_ORDINALS[number.lower()], named, working=working)


def _several_nth(match: Match) -> tuple[Component, ...]:
    ordinals = re.findall(_ORDINAL, match[1], re.IGNORECASE)
    days = _which_days(match[2])
    return tuple(Nth(_ORDINALS[one.lower()], days) for one in ordinals)


def _which_days(text: str) -> tuple[int, ...]:
    return WORKDAYS if re.fullmatch(_WORKDAY, text, re.IGNORECASE) else _weekdays(text)


def _so_often(match: Match) -> tuple[Component, ...] | None:
    times = _number(re.sub(r"\s*(?:times|x)$", "", match[1], flags=re.IGNORECASE))
    return None if not times else (Every(_unit(match[2]), times=times),)


def _every_hour_at(match: Match) -> tuple[Component, ...]:
    return (Every(Unit.HOUR, minute=int(match[1])),)


def _every_weekend(match: Match) -> tuple[Component, ...] | None:
    said = match[1].lower()
    number = _ORDINALS.get(said) or (2 if said in ("other", "alternate") else numbers.whole(said))
    # "every first weekend" is one of each month, and which days it has is not said.
    counted = number == 2 or (number is not None and number > 1 and said not in _ORDINALS)
    return (Every(Unit.WEEK, interval=number), OnDays(WEEKEND)) if counted and number else None


def _every_so_many_weekdays(match: Match) -> tuple[Component, ...] | None:
    number = numbers.whole(match[1])
    return (Every(Unit.WEEK, interval=number), OnDays(_weekdays(match[2]))) if number else None


def _several_days(match: Match) -> tuple[Component, ...]:
    days = OnDays(_weekdays(match[0]))
    return (Every(), days) if _PLURAL.search(match[0]) else (days,)


def _day_range(match: Match) -> tuple[Component, ...]:
    first, last = weekday_number(match[1]), weekday_number(match[2])
    days = OnDays(tuple(sorted({(first + more) % 7 for more in range((last - first) % 7 + 1)})))
    return (Every(), days) if _PLURAL.fullmatch(match[1]) else (days,)


def _month_days(match: Match) -> tuple[Component, ...] | None:
    days = tuple(sorted({int(day) for day in re.findall(r"\d+", match[0])}))
    return (MonthDays(days),) if all(1 <= day <= 31 for day in days) else None


def _month_day(match: Match) -> tuple[Component, ...] | None:
    day = _ORDINALS[match[1].lower()]
    return (MonthDays((day,)),) if day >= -1 else None


def _month(match: Match) -> tuple[Component, ...]:
    return (Date(None, month_number(match[1]), None),)


def _parts(match: Match) -> tuple[Component, ...]:
    return Every(), DayPart(DAY_PARTS[match[1].lower()])


def _every_part(match: Match) -> tuple[Component, ...]:
    return Every(Unit.DAY), DayPart(DAY_PARTS[match[1].lower()])


ENGLISH_RULES: tuple[Rule, ...] = (
    word(_EVERY, Every()),
    word(r"once(?=\s+every)"),
    # How often is not said, as with "twice a day".
    rule(rf"{_EVERY}\s+(?:few|several)\s+({_UNIT})s", lambda m: (Every(_unit(m[1]), times=2),)),
    rule(rf"{_EVERY}\s+(?:single\s+)?({_UNIT})", _every_unit),
    word(r"every\s?day", Every(Unit.DAY)),
    word(r"daily|everyday", Every(Unit.DAY, adjective=True)),
    word("nightly", Every(Unit.DAY, adjective=True), DayPart(Part.NIGHT)),
    word("hourly", Every(Unit.HOUR, adjective=True)),
    word("weekly", Every(Unit.WEEK, adjective=True)),
    word("monthly", Every(Unit.MONTH, adjective=True)),
    word("quarterly", Every(Unit.MONTH, interval=3, adjective=True)),
    word("yearly|annually", Every(Unit.YEAR, adjective=True)),
    word("bi-?weekly|fortnightly", Every(Unit.WEEK, interval=2, adjective=True)),
    word(rf"{_EVERY}\s+fortnight", Every(Unit.WEEK, interval=2)),
    word(rf"{_EVERY}\s+quarter", Every(Unit.MONTH, interval=3)),
    word(rf"{_EVERY}\s+quarter\s+(?:of\s+an\s+)?hour", Every(Unit.MINUTE, interval=15)),
    word(rf"{_EVERY}\s+half[\s-](?:an?\s+)?hour", Every(Unit.MINUTE, interval=30)),
    word(rf"{_EVERY}\s+hour\s+and\s+a\s+half", Every(Unit.MINUTE, interval=90)),
    word(rf"{_EVERY}\s+half[\s-](?:a\s+)?year", Every(Unit.MONTH, interval=6)),
    word(rf"(?:{_EVERY}\s+)?hour\s+on\s+the\s+hour", Every(Unit.HOUR, minute=0)),
    word(rf"(?:{_EVERY}\s+)?hour\s+on\s+the\s+half[\s-]hour", Every(Unit.HOUR, minute=30)),
    rule(rf"{_EVERY}\s+(other|alternate|{_ORDINAL})\s+({_UNIT})", _every_nth),
    rule(rf"{_EVERY}\s+couple\s+(?:of\s+)?({_UNIT})s", lambda m: (Every(_unit(m[1]), 2),)),
    rule(r"alternate\s+(day|week|month)s", lambda m: (Every(_unit(m[1]), 2),)),
    rule(rf"{_EVERY}\s+(?:other|alternate|second|2nd)\s+({_DAY})", _every_other_weekday),
    rule(rf"alternate\s+({_DAYS})", _every_other_weekday),
    rule(
        rf"{_EVERY}\s+({_ORDINAL})\s+({_DAY}|{_WORKDAY})\s+(?:of|in)\s+(?:the|each|every|a)\s+month",
        _every_nth_weekday,
    ),
    rule(
        rf"{_EVERY}\s+(first|1st|third|3rd|fourth|4th|fifth|last)\s+({_DAY}|{_WORKDAY})",
        _every_nth_weekday,
    ),
    rule(
        rf"{_EVERY}\s+(\d{{1,2}})(?:st|nd|rd|th)\s+{_WORKDAY}",
        lambda match: (Every(Unit.MONTH), Nth(int(match[1]), WORKDAYS)),
    ),
    rule(rf"(?:the\s+)?({_ORDINAL})\s+({_DAY}|{_WORKDAY}){_IN_MONTH}", _nth),
    rule(
        rf"(?:the\s+)?((?:{_ORDINAL})(?:{_AND}(?:the\s+)?(?:{_ORDINAL}))+)\s+({_DAY}){_IN_MONTH}",
        _several_nth,
    ),
    word(rf"(?:the\s+)?(?:very\s+)?last\s+day{_IN_MONTH}", MonthDays((-1,))),
    word(rf"(?:the\s+)?first\s+day{_IN_MONTH}", MonthDays((1,))),
    word(rf"(?:the\s+)?end(?=\s+of\s+{_EVERY}\s+month)", MonthDays((-1,))),
    word(rf"{_EVERY}\s+month[\s-]end", Every(Unit.MONTH), MonthDays((-1,))),
    word(rf"{_EVERY}\s+quarter[\s-]end", Every(Unit.YEAR), Months(QUARTER_ENDS), MonthDays((-1,))),
    rule(rf"(?:the\s+)?({_ORDINAL})(?=\s+of\s+{_EVERY}\s+month)", _month_day),
    rule(
        rf"(once|twice|thrice|(?:\d{{1,2}}|{numbers.ENGLISH})\s+times|\d{{1,2}}\s?x)\s+(?:an?|per)\s+"
        rf"({_UNIT})",
        _so_often,
    ),
    # In each unit or altogether is not said.
    word(
        r"(?:(?<=day )|(?<=ays )|(?<=eek )|(?<=eks )|(?<=nth )|(?<=ear )|(?<=our )|(?<=urs ))"
        r"twice(?!\s+(?:an?|per|daily|weekly|monthly|yearly)\b)",
        Every(times=2, adjective=True),
    ),
    rule(
        rf"(twice|(?:\d{{1,2}}|{numbers.ENGLISH})\s+times)\s+(daily|weekly|monthly|yearly)",
        _so_often,
    ),
    rule(r"(?:every\s+hour|hourly)\s+at\s+:([0-5]\d)", _every_hour_at),
    word(
        rf"{_UNCOUNTED}(?:week\s?days|work(?:ing)?\s?days|business\s+days)",
        Every(),
        OnDays(WORKDAYS),
    ),
    rule(
        rf"{_EVERY}\s+(?:(other|alternate|{_ORDINAL}|\d{{1,2}}|{numbers.ENGLISH})\s+)weekends?",
        _every_weekend,
    ),
    rule(rf"{_EVERY}\s+(\d{{1,2}}|{numbers.ENGLISH})\s+({_FULL})s", _every_so_many_weekdays),
    word("weekend", OnDays(WEEKEND)),
    word("weekends", Every(), OnDays(WEEKEND)),
    word(_WORKDAY, OnDays(WORKDAYS)),
    # With a time of day it is every week: "Mon-Fri at 9am", "Mon/Wed/Fri 6pm".
    rule(
        rf"(?:{_DAY}(?:{_AND}{_DAY}){{2,}}|{_DAY}(?:/{_DAY})+)(?=,?\s+(?:at\s+)?(?:\d|noon|midnight))",
        lambda match: (Every(), OnDays(_weekdays(match[0]))),
    ),
    # Without commas: "mon wed fri 6am".
    rule(
        rf"{_DAY}(?:(?:{_AND}|\s+){_DAY}){{2,}}(?=,?\s+(?:at\s+)?(?:\d|noon|midnight))",
        lambda match: (Every(), OnDays(_weekdays(match[0]))),
    ),
    rule(rf"{_DAYS}(?:{_AND}{_DAYS})*(?!\s+(?:from\s+now|ago|back)\b)", _several_days),
    word(r"mwf", Every(), OnDays((0, 2, 4))),
    rule(
        rf"({_DAYS})\s*(?:-|–|through|thru)\s*({_DAYS})(?=,?\s+(?:at\s+)?(?:\d|noon|midnight))",
        lambda match: (Every(), *_day_range(match)),
    ),
    rule(
        rf"(?:(?:on|from)\s+)?({_DAYS})\s*(?:-|–|to|through|thru|till|until)\s*({_DAYS})",
        _day_range,
    ),
    rule(
        rf"(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)(?:{_AND}(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th))*"
        rf"(?:\s+day)?{_IN_MONTH}",
        _month_days,
    ),
    rule(rf"day\s+\d{{1,2}}(?![\d가-힣]){_IN_MONTH}", _month_days),
    rule(rf"(?:of|in)\s+({'|'.join(MONTHS)})", _month),
    rule(rf"(?:in\s+the\s+|at\s+|on\s+)?({PART})s", _parts),
    rule(rf"{_EVERY}\s+({PART})", _every_part),
)

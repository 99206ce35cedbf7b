"""English bounds of a recurrence, and its hours: "until May 5th", "10 times", "between 9 and 5"."""

import re

from panager.when.grammar import numbers
from panager.when.grammar.english.amounts import amount
from panager.when.grammar.english.lexicon import ANY_WEEKDAY, FULL_WEEKDAY, MONTH, month_number
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Clock, Component, Date, DayPart, Length, Part, Period
from panager.when.model.series_parts import (
    Between,
    Bound,
    Count,
    During,
    Mark,
    PeriodEnd,
    PublicHolidays,
    Times,
)
from panager.when.model.understanding import Grain

_DAY, _MONTH = ANY_WEEKDAY, MONTH


def _count(match: Match) -> tuple[Component, ...] | None:
    number = numbers.whole(match[1])
    return None if not number else (Count(number),)


def _month(match: Match) -> tuple[Component, ...]:
    return (Date(None, month_number(match[1]), None),)


def _during(match: Match) -> tuple[Component, ...]:
    return (During(month_number(match[1])),)


def _lasting(match: Match) -> tuple[Component, ...] | None:
    said = match[1] if re.match(r"\d|\w+\s", match[1]) else f"a {match[1]}"
    length = amount(said)
    return None if length is None else (Length(length),)


def _period_end(match: Match) -> tuple[Component, ...]:
    return (PeriodEnd(Period(match[2].lower()), int(match[1].lower() == "next")),)


ENGLISH_BOUND_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:for\s+)?(\d{{1,4}}|{numbers.ENGLISH})\s+(?:times|occurrences)"
        r"(?!\s+(?:an?|per|each|every)\b)(?:\s+(?:only|in\s+total|total|altogether))?",
        _count,
    ),
    rule(r"(?:for\s+)?(?:up\s+to\s+)?(\d{1,4})\s?x(?!\s+(?:an?|per|each|every)\b)", _count),
    word(
        r"(?:all\s+|on\s+|the\s+)*(?:public\s+|bank\s+|national\s+|legal\s+)?holidays",
        PublicHolidays(),
    ),
    rule(
        rf"(?:all\s+(?:of\s+|through\s+)?|throughout\s+|during\s+(?:all\s+of\s+)?)({_MONTH})",
        _during,
        needs=("all", "throughout", "during"),
    ),
    rule(r"(?:the\s+)?end\s+of\s+(the|this|next)\s+(week|month|year)", _period_end),
    word(r"(?:the\s+)?year[\s-]?end", PeriodEnd(Period.YEAR)),
    word(
        r"(?:starting|beginning|start|commencing|as\s+of|from)(?:\s+(?:from|with))?",
        Mark(Bound.START),
    ),
    word(r"(?:up\s+)?(?:until|till|til|through|thru|ending)", Mark(Bound.UNTIL)),
    word(
        rf"to(?=\s+(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)|{_MONTH}|tomorrow|{_DAY}))",
        Mark(Bound.UNTIL),
    ),
    rule(rf"(?<=until )({_MONTH})(?=\s+(?:except|excluding|but|at)\b)", _month),
    rule(
        rf"for\s+(?:(?:the\s+)?(?:next|coming|following)|up\s+to)\s+"
        rf"((?:\d{{1,3}}|{numbers.ENGLISH}|couple\s+of)?\s*(?:minute|hour|day|week|month|year)s?)",
        _lasting,
    ),
    word(
        rf"but(?=\s+(?:on\s+)?(?:{_DAY}|(?:{FULL_WEEKDAY})s|weekends|(?:public\s+)?holidays))",
        Mark(Bound.EXCEPT),
    ),
    word(
        r"(?:except(?:ing)?|excluding|besides|other\s+than|apart\s+from|but\s+not|skipping|"
        r"skip|not|minus)(?:\s+(?:for|during))?",
        Mark(Bound.EXCEPT),
    ),
)


_AND = r"(?:\s*(?:,\s*and|,|&|\band\b|\bor\b)\s*)"
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\b\.?)?|noon|midday|midnight"
_ONE_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m\b\.?)?", re.IGNORECASE)
_NAMED_CLOCKS = {"noon": 12, "midday": 12, "midnight": 0}
_NO_MORE = r"(?!\s*[ap]\.?m\b)(?![:.]?\d)(?!\s*(?:%|times|days|weeks|months|years|hours|min))"


def _clock(text: str) -> tuple[Component, ...] | None:
    if (hour := _NAMED_CLOCKS.get(text.strip().lower())) is not None:
        return (Clock(hour, definite=True),)
    match = _ONE_CLOCK.match(text.strip())
    if match is None or int(match[1]) > 24 or int(match[2] or 0) > 59:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    grain = Grain.HOUR if match[2] is None else Grain.MINUTE
    definite = not 1 <= hour <= 12 or match[1].startswith("0")
    clock = Clock(hour, minute, grain=grain, definite=definite)
    return (clock, DayPart(Part(f"{match[3].lower()}m"))) if match[3] else (clock,)


def _between(match: Match) -> tuple[Component, ...] | None:
    first, last = _clock(match[1]), _clock(match[2])
    return None if first is None or last is None else (Between(first, last),)


def _times(match: Match) -> tuple[Component, ...] | None:
    clocks = [_clock(text) for text in re.findall(_CLOCK, match[0], re.IGNORECASE)]
    groups = tuple(clock for clock in clocks if clock is not None)
    return (Times(groups),) if len(groups) == len(clocks) else None


def _bare_clock(match: Match) -> tuple[Component, ...] | None:
    return _clock(match[0])


ENGLISH_TIME_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:between|from)\s+({_CLOCK})\s*(?:and|to|until|till|through|-|–)\s*({_CLOCK}){_NO_MORE}",
        _between,
    ),
    rule(rf"({_CLOCK})\s*(?:-|–|to|until|till)\s*({_CLOCK}){_NO_MORE}", _between),
    rule(rf"(?:at\s+)?(?:{_CLOCK})(?:{_AND}(?:at\s+)?(?:{_CLOCK}))+{_NO_MORE}", _times),
    rule(rf"(?<=until )(?:{_CLOCK}){_NO_MORE}", _bare_clock),
    rule(rf"(?<=till )(?:{_CLOCK}){_NO_MORE}", _bare_clock),
)

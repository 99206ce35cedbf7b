"""English bounds of a recurrence: "until May 5th", "10 times", "except holidays"."""

import re

from panager.when.grammar import numbers
from panager.when.grammar.english.amounts import amount
from panager.when.grammar.english.lexicon import ANY_WEEKDAY, FULL_WEEKDAY, MONTH, month_number
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Component, Date, Length, Period
from panager.when.model.series_parts import Bound, Count, During, Mark, PeriodEnd, PublicHolidays

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

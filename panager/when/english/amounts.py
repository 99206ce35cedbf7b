"""English amounts of time: "in an hour and a half", "for 2 hours", "1h30m", "10 minutes before"."""

import re

from panager.when import numbers
from panager.when.components import Amount, Before, Component, Later, Length, Vague, amount_of
from panager.when.rules import Match, Rule, rule, word

_UNITS = {
    "s": "second",
    "sec": "second",
    "second": "second",
    "m": "minute",
    "min": "minute",
    "minute": "minute",
    "h": "hour",
    "hr": "hour",
    "hour": "hour",
    "d": "day",
    "day": "day",
    "w": "week",
    "wk": "week",
    "week": "week",
    "month": "month",
    "yr": "year",
    "year": "year",
    "fortnight": "fortnight",
}
_SINGULAR = r"(?:second|sec|minute|min|hour|hr|day|week|wk|month|year|yr|fortnight)"
_PLURAL = r"(?:seconds|secs|minutes|mins|hours|hrs|days|weeks|wks|months|years|yrs|fortnights)"
_SHORT = r"(?:min|sec|hr|s|m|h|d|w)(?![a-z])"
_NUMBER = rf"(?:{numbers.DIGITS}|{numbers.ENGLISH})"
_HALVES = r"(?:\s+and\s+a\s+half)"
_ARTICLE = (
    rf"(?:(?:a\s+)?half\s+(?:an?\s+)?{_SINGULAR}|a\s+quarter\s+(?:of\s+an\s+)?hour|"
    rf"an?\s+{_SINGULAR}{_HALVES}?)"
)
_COUPLE = rf"a\s+couple\s+(?:of\s+)?{_PLURAL}"
_COUNTED = (
    rf"{_NUMBER}{_HALVES}?\s*-?\s*(?:{_PLURAL}{_HALVES}?|{_SINGULAR}(?![\s-]*[a-z])|{_SHORT})"
)
_SINGLE = rf"(?:1|one)\s*{_SINGULAR}{_HALVES}?"
_LOOSE = rf"{_NUMBER}\s*{_SINGULAR}"
_TERM = rf"(?:{_ARTICLE}|{_COUPLE}|{_COUNTED}|{_SINGLE})"
_JOIN = r"(?:\s*,?\s*(?:and\s+)?)"
_AMOUNT = rf"({_TERM}(?:{_JOIN}{_TERM}){{0,4}})"
# Beside "in", "later" and the like a singular is no adjective: "in 5 minute".
_ANY_AMOUNT = rf"((?:{_TERM}|{_LOOSE})(?:{_JOIN}(?:{_TERM}|{_LOOSE})){{0,4}})"
_PARTS = re.compile(
    rf"(?P<half>(?:a\s+)?half\s+(?:an?\s+)?(?P<half_unit>{_SINGULAR}))|"
    r"(?P<quarter>a\s+quarter\s+(?:of\s+an\s+)?hour)|"
    rf"a\s+couple\s+(?:of\s+)?(?P<couple>{_PLURAL})|"
    rf"(?P<number>{_NUMBER}|an?\b)(?P<and_half>{_HALVES})?\s*-?\s*"
    rf"(?P<unit>{_PLURAL}|{_SINGULAR}|{_SHORT})(?P<half_after>{_HALVES})?",
    re.ASCII | re.IGNORECASE,
)


def amount(text: str) -> Amount | None:
    """The length that these words say."""
    return amount_of(_days(_term(match)) for match in _PARTS.finditer(text))


def _days(term: tuple[float, str]) -> tuple[float, str]:
    number, unit = term
    return (number * 14, "day") if unit == "fortnight" else term


def _term(match: Match) -> tuple[float, str]:
    if match["half"]:
        return 0.5, _unit(match["half_unit"])
    if match["quarter"]:
        return 15, "minute"
    if match["couple"]:
        return 2, _unit(match["couple"])
    number = numbers.read(match["number"])
    half = 0.5 if match["and_half"] or match["half_after"] else 0
    return (1 if number is None else number) + half, _unit(match["unit"])


def _unit(text: str) -> str:
    name = text.lower()
    return _UNITS[name] if name in _UNITS else _UNITS[name.removesuffix("s")]


def _later(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Later(length),)


def _before(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Before(length, ago=match[2].lower() == "ago"),)


def _length(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Length(length),)


def _more(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1].lower().replace("more", ""))
    return None if length is None else (Length(length),)


_ABOUT = r"(?:about\s+|around\s+|roughly\s+|another\s+|just\s+)?"

AMOUNT_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:in|within|after)\s+{_ABOUT}{_ANY_AMOUNT}(?:\s+time\b)?(?!\s+(?:from|after|before)\b)",
        _later,
    ),
    rule(rf"{_ANY_AMOUNT}\s+(?:later|from\s+now|from\s+today|hence)", _later),
    rule(rf"{_ANY_AMOUNT}\s+(ago|before|prior\s+to|earlier)", _before),
    rule(rf"for\s+{_ABOUT}{_ANY_AMOUNT}(?:\s+(?:more|longer))?", _length),
    rule(rf"(?:another\s+)?{_ANY_AMOUNT}\s+(?:more|longer)", _length),
    rule(
        rf"(?:another|back|by|back\s+by)\s+{_ANY_AMOUNT}(?!\s+(?:ago|before|later|from))", _length
    ),
    rule(rf"({_NUMBER}\s+more\s+{_PLURAL})", _more),
    rule(rf"({_COUNTED}(?:{_JOIN}{_TERM}){{0,4}}|{_SINGLE})", _length),
    rule(rf"((?:a\s+)?half\s+an\s+hour|an\s+hour{_HALVES})", _length),
    rule(_AMOUNT, _length, weak=True),
    word(
        r"in\s+(?:a\s+(?:bit|while|moment)|a?\s*few\s+(?:seconds|minutes|hours|days|weeks))",
        Vague(),
    ),
    word(
        r"a\s+(?:bit|while|little)\s+later|a?\s*few\s+(?:minutes|hours|days)\s+(?:later|from\s+now)",
        Vague(),
    ),
    word(r"(?<=\bme )later", Vague()),
    word("later|soon", Vague(), weak=True),
)

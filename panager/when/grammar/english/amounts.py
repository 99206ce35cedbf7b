"""English amounts of time: "an hour and a half", "1h30m", "half a year", "a couple of days"."""

import re

from panager.when.grammar import numbers
from panager.when.grammar.rules import Match
from panager.when.model.amount import Amount, amount_of

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
    "mo": "month",
    "mth": "month",
    "month": "month",
    "y": "year",
    "yr": "year",
    "year": "year",
    "fortnight": "fortnight",
    "quarter": "quarter",
    "decade": "decade",
}
_MANY = {"fortnight": (14, "day"), "quarter": (3, "month"), "decade": (10, "year")}
SINGULAR = r"(?:second|sec|minute|min|hour|hr|day|week|wk|month|mth|year|yr|fortnight|decade)"
PLURAL = (
    r"(?:seconds|secs|minutes|mins|hours|hrs|days|weeks|wks|months|mths|years|yrs|fortnights|"
    r"quarters|decades)"
)
_SHORT = r"(?<![a-z])(?:min|sec|hr|s|m|h|d|w|mo|yr|y)(?![a-z])"
NUMBER = rf"(?:{numbers.DIGITS}|{numbers.ENGLISH})"
_HALVES = r"(?:\s+and\s+(?:(?:an?|one)\s+)?half)"
_PART_MORE = rf"(?:{_HALVES}|\s+and\s+(?:(?:an?|one|three)\s+)?quarters?(?:\s+of(?:\s+an)?)?)"
_QUARTER_MORE = r"(?:\s+and\s+a\s+quarter)"
_ARTICLE = (
    rf"(?:(?:a\s+)?half\s+(?:an?\s+)?{SINGULAR}|"
    rf"(?:a|one|three)[\s-]+quarters?\s+(?:of\s+an?\s+)?hours?|"
    rf"[1-9]/[1-9]\s*(?:of\s+an?\s+)?(?:hour|hr|h|year|day)s?(?![a-z])|"
    rf"hour{_HALVES}|(?:an?|another)\s+{SINGULAR}(?:{_HALVES}|{_QUARTER_MORE})?)"
)
_COUPLE = rf"(?:a\s+)?(?:couple|pair)\s+(?:of\s+)?(?:more\s+)?{PLURAL}"
_SPOKEN_MINUTES = r"(?:[1-5]\d|5|five|ten|fifteen|(?:twenty|thirty|forty)(?:[ -]five)?|fifty)"
# "1 hour thirty"; before a noun the number belongs to that.
_HOUR_AND = (
    rf"(?:{NUMBER}|an)\s+(?:hours?|hrs?)\s+(?:and\s+)?{_SPOKEN_MINUTES}"
    r"(?=\s*(?:$|[.,!?;]|\s+(?:from|later|ago|to|before|after)\b))"
)
COUNTED = (
    rf"{NUMBER}{_PART_MORE}?\s*-?\s*(?:(?:(?:more|extra|additional)\s+)?{PLURAL}{_HALVES}?|"
    rf"{SINGULAR}(?![\s-]*[a-z])|{_SHORT})|"
    rf"{NUMBER}{_PART_MORE}\s+{SINGULAR}"
)
SINGLE = rf"(?:1|one)\s*{SINGULAR}{_HALVES}?"
_LOOSE = rf"{NUMBER}\s*{SINGULAR}"
TERM = rf"(?:{_HOUR_AND}|{_ARTICLE}|{_COUPLE}|{COUNTED}|{SINGLE})"
JOIN = r"(?:\s*,?\s*(?:and\s+)?)"
AMOUNT = rf"({TERM}(?:{JOIN}{TERM}){{0,6}})"
# Beside "in", "later" and the like a singular is no adjective: "in 5 minute".
ANY_AMOUNT = rf"((?:{TERM}|{_LOOSE})(?:{JOIN}(?:{TERM}|{_LOOSE})){{0,6}})"
_PARTS = re.compile(
    rf"(?P<half>(?:a\s+)?half\s+(?:an?\s+)?(?P<half_unit>{SINGULAR}))|"
    r"(?P<quarters>a|one|three)[\s-]+quarters?\s+(?:of\s+an?\s+)?hours?|"
    r"(?P<upper>[1-9])/(?P<lower>[1-9])\s*(?:of\s+an?\s+)?(?P<part_of>hour|hr|h|year|day)s?(?![a-z])|"
    rf"(?:a\s+)?(?:couple|pair)\s+(?:of\s+)?(?:more\s+)?(?P<couple>{PLURAL})|"
    rf"(?P<number>{NUMBER}|an?\b|another\b|(?=hour\s+and\b))(?P<and_part>{_PART_MORE})?\s*-?\s*(?:(?:more|extra|additional)\s+)?"
    rf"(?P<unit>{PLURAL}|{SINGULAR}|{_SHORT})(?P<half_after>{_HALVES})?"
    rf"(?P<quarter_after>{_QUARTER_MORE})?|"
    # "1 hour thirty"
    rf"(?<![\d.])(?P<minutes>{_SPOKEN_MINUTES})$",
    re.ASCII | re.IGNORECASE,
)


def amount(text: str) -> Amount | None:
    """The length that these words say."""
    return amount_of(_plain(_term(match)) for match in _PARTS.finditer(text))


def negative(length: Amount) -> Amount:
    """The same length back in time."""
    return Amount(length.grain, -length.months, -length.days, -length.seconds)


def _plain(term: tuple[float, str]) -> tuple[float, str]:
    number, unit = term
    many, of = _MANY.get(unit, (1, unit))
    return number * many, of


def _term(match: Match) -> tuple[float, str]:
    if match["half"]:
        return _part(0.5, _unit(match["half_unit"]))
    if match["quarters"]:
        return (45 if match["quarters"].lower() == "three" else 15), "minute"
    if match["upper"]:
        return _part(int(match["upper"]) / int(match["lower"]), _unit(match["part_of"]))
    if match["minutes"]:
        return numbers.whole(match["minutes"]) or 0, "minute"
    if match["couple"]:
        return 2, _unit(match["couple"])
    number = numbers.read(match["number"])
    more = _more(match["and_part"] or match["half_after"] or match["quarter_after"] or "")
    return (1 if number is None else number) + more, _unit(match["unit"])


def _more(said: str) -> float:
    """What "and a half" or "and three quarters" adds."""
    words = said.lower().split()
    if "half" in words:
        return 0.5
    return 0.75 if "three" in words else 0.25 * bool(words)


def _part(part: float, unit: str) -> tuple[float, str]:
    """Parts of an hour in minutes, so that thirds stay whole."""
    return (round(part * 60), "minute") if unit == "hour" else (part, unit)


def _unit(text: str) -> str:
    name = text.lower()
    return _UNITS[name] if name in _UNITS else _UNITS[name.removesuffix("s")]

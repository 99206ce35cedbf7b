"""English phrases around an amount: "in 2 hours", "3 days ago", "a week before Christmas"."""

from panager.when.grammar.english.amounts import (
    AMOUNT,
    ANY_AMOUNT,
    COUNTED,
    JOIN,
    NUMBER,
    PLURAL,
    SINGLE,
    TERM,
    amount,
    negative,
)
from panager.when.grammar.english.days import TOMORROW
from panager.when.grammar.english.holidays import HOLIDAY
from panager.when.grammar.english.lexicon import ANY_WEEKDAY, MONTH, ORDINAL, weekday_number
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.amount import Amount
from panager.when.model.components import Before, Component, Later, Length, Vague, Weekday
from panager.when.model.understanding import Grain

_ABOUT = (
    r"(?:(?:about|around|roughly|approximately|approx\.?|another|just|exactly|like|only|say|maybe)"
    r"\s+)?~?"
)
_OR_SO = r"(?:\s+or\s+so)?"
# What an amount can be counted from; "2 hours from the station" is a distance.
ANCHOR = (
    rf"(?=(?:the\s+|next\s+|this\s+|last\s+)?(?:{ANY_WEEKDAY}|{MONTH}\s*\d|{MONTH}\s+the|"
    rf"{ORDINAL}|{HOLIDAY}|today|{TOMORROW}|yesterday|noon|midday|midnight|end\s+of|day\s+after|"
    rf"\d{{1,4}}(?:[:/.-]\d|\s*[ap]\.?m|\s+(?:of\s+)?{MONTH}|(?:st|nd|rd|th)\b)))"
)


def _later(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Later(length),)


def _before(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Before(length, ago=match[2].lower() == "ago"),)


def _after(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Before(negative(length)),)


def _day_beside(match: Match) -> tuple[Component, ...]:
    day = Amount(Grain.DAY, days=-1 if match[1].lower() == "after" else 1)
    return (Before(day),)


def _weekday_later(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    if length is None or length.months or length.sub_day:
        return None
    day, is_next = weekday_number(match[3]), (match[2] or "").lower().startswith(("next", "nxt"))
    weeks = 1 if is_next else None
    return (Weekday(day, weeks, plus_days=length.days, or_coming=is_next),)


def _length(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Length(length),)


def _more(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1].lower().replace("more", ""))
    return None if length is None else (Length(length),)


_AFTER = ("from", "after", "past", "following")

LENGTH_RULES: tuple[Rule, ...] = (
    rule(rf"T[\s-]?minus\s+{ANY_AMOUNT}", _later, needs=("minus",)),
    rule(rf"(?:now\s*\+\s*|\+\s?){ANY_AMOUNT}(?:\s+from\s+now)?", _later, needs=("+",)),
    rule(rf"{ANY_AMOUNT}\s+in\s+the\s+future", _later, needs=("future",)),
    rule(
        rf"(?:in|within|after)\s+{_ABOUT}{ANY_AMOUNT}{_OR_SO}(?:'?s?'?\s+time\b)?"
        r"(?!\s+(?:from|after|before)\b)",
        _later,
        needs=("in ", "within", "after"),
    ),
    rule(
        rf"{ANY_AMOUNT}{_OR_SO}\s+(?:later|from\s+(?:right\s+)?now|from\s+today|after\s+today|hence)(?!\s+today)",
        _later,
        needs=("later", "now", "today", "hence"),
    ),
    rule(
        rf"(?:about\s+)?{ANY_AMOUNT}{_OR_SO}\s+(ago|before|prior\s+to|earlier)",
        _before,
        needs=("ago", "before", "prior", "earlier"),
    ),
    rule(rf"{ANY_AMOUNT}\s+(?:from|after|past|following)\s+{ANCHOR}", _after, needs=_AFTER),
    rule(rf"(?:the\s+)?day\s+(before|after)\s+{ANCHOR}", _day_beside),
    rule(
        r"(?:the\s+)?day\s+(before|after)(?=\s+(?:my|the|our|his|her|their|an?)\s+(?:[a-z]+\s+){1,3}(?:is\s+)?on\s)",
        _day_beside,
        needs=("day before", "day after"),
    ),
    rule(
        rf"{ANY_AMOUNT}\s+(?:from|after|on)\s+(next\s+|nxt\s+|this\s+|coming\s+)?({ANY_WEEKDAY})",
        _weekday_later,
        needs=("from", "after", "on "),
    ),
    rule(rf"for\s+{_ABOUT}{ANY_AMOUNT}(?:\s+(?:more|longer))?", _length, needs=("for",)),
    rule(rf"(?:another\s+)?{ANY_AMOUNT}\s+(?:more|longer)", _length, needs=("more", "longer")),
    rule(
        rf"(?:another|back|by|back\s+by)\s+{ANY_AMOUNT}(?!\s+(?:ago|before|later|from|of)\b)",
        _length,
    ),
    rule(rf"({NUMBER}\s+more\s+{PLURAL})", _more),
    rule(rf"({COUNTED}(?:{JOIN}{TERM}){{0,4}}|{SINGLE})", _length),
    rule(r"((?:a\s+)?half\s+an\s+hour|an\s+hour\s+and\s+a\s+(?:half|quarter))", _length),
    rule(AMOUNT, _length, weak=True),
    word(
        r"(?:in|after|within)\s+(?:a\s+(?:bit|while|moment|day\s+or\s+(?:two|so)|week\s+or\s+(?:two|so)|minute\s+or\s+two)|an\s+hour\s+or\s+two|"
        r"(?:a?\s*few|several|some)\s+(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?))",
        Vague(),
    ),
    word(rf"(?:the\s+)?(?:next|last|past|coming)\s+few\s+{PLURAL}", Vague()),
    word(
        rf"in\s+(?:about\s+)?{NUMBER}\s?(?:-|–|to|or)\s?{NUMBER}\s+(?:more\s+)?{PLURAL}",
        Vague(),
    ),
    word(
        r"a\s+(?:bit|while|little)\s+later|a?\s*few\s+(?:minutes|hours|days)\s+(?:later|from\s+now)",
        Vague(),
    ),
    word(r"(?<=\bme )later", Vague()),
    word("later|soon", Vague(), weak=True),
)

"""Rules for zones beside a clock: "PST", "UTC+9", "New York time", "뉴욕 시간으로"."""

from datetime import timedelta

from panager.when.calendars.places import zone_key, zone_of_place
from panager.when.calendars.zones import offset
from panager.when.grammar.korean.lexicon import PART
from panager.when.grammar.numbers import NATIVE
from panager.when.grammar.rules import Match, Rule, needing, rule, word
from panager.when.model.components import Component, Zone

# Abbreviations with one widely understood meaning; the person's own zone is asked first.
_OFFSETS = {
    "UTC": 0,
    "GMT": 0,
    "KST": 9,
    "JST": 9,
    "HKT": 8,
    "SGT": 8,
    "AWST": 8,
    "ICT": 7,
    "WIB": 7,
    "MSK": 3,
    "EET": 2,
    "EEST": 3,
    "CET": 1,
    "CEST": 2,
    "BST": 1,
    "WET": 0,
    "WEST": 1,
    "BRT": -3,
    "ADT": -3,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
}
# Those that do not say whether it is summer.
_GENERIC = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_NAMES = "|".join(sorted((*_OFFSETS, *_GENERIC), key=len, reverse=True))
_TIME = r"(?:\s+(?:standard|daylight|summer|local))?[\s-]+time\b"
_PLACE = r"(?<![a-z])({})" + _TIME
_WORD = r"[a-z]+"
_KOREAN_TIME = r"\s?(?:현지\s?|표준\s?)?(?:시간|시각)(?:으로|대로|\s?기준(?:으로)?)?"


def _abbreviation(match: Match) -> tuple[Component, ...]:
    name = match[1].upper()
    hours = _OFFSETS.get(name)
    return (Zone(name, None if hours is None else timedelta(hours=hours), key=_GENERIC.get(name)),)


def _before_clock(match: Match) -> tuple[Component, ...]:
    # With a key it may stand before its clock; the names of these have the sign turned.
    name = match[1]
    return (Zone(name, None, key=_GENERIC.get(name) or f"Etc/GMT{-_OFFSETS[name]:+d}"),)


def _maybe_place(match: Match) -> tuple[Component, ...] | None:
    key = zone_of_place(match[1])
    return None if key is None else (Zone(match[1], None, key=key, maybe=True),)


def _with_offset(match: Match) -> tuple[Component, ...] | None:
    found = offset(match[1])
    return None if found is None else (Zone(match[0], found),)


def _place(match: Match) -> tuple[Component, ...] | None:
    key = zone_of_place(match[1])
    return None if key is None else (Zone(match[1], None, key=key),)


def _key(match: Match) -> tuple[Component, ...] | None:
    key = zone_key(match[1])
    return None if key is None else (Zone(match[1], None, key=key),)


ZONE_RULES: tuple[Rule, ...] = (
    rule(r"(?:UTC|GMT)\s?([+-]\d{1,2}(?::?\d{2})?)", _with_offset, exact_case=True),
    rule(r"(?<=\d)\s?([+-]\d{4}|\+\d{2}:\d{2})(?![\d:])", _with_offset),
    rule(
        rf"({_NAMES})(?:{_TIME}|\s?기준(?:으로)?)?"
        rf"(?=\s?(?:{PART})?\s?[0-9]{{1,2}}(?:\s?시(?!간)|:|\s?[ap]m\b))",
        _before_clock,
        exact_case=True,
    ),
    rule(rf"((?!AM\b|PM\b)[A-Z]{{2,5}})(?:{_TIME})?", _abbreviation, exact_case=True),
    # In small letters only right after a clock: "est" and "west" are words.
    rule(
        rf"(?<=[\dm.]\s)({'|'.join(sorted(_OFFSETS, key=len, reverse=True))})\b(?:{_TIME})?",
        _abbreviation,
    ),
    # Of India, Israel or Ireland: asked, unless it is the person's own.
    rule(
        r"(?<=[\dm.시반]\s)IST\b",
        lambda _match: (Zone("IST", None, key="Asia/Kolkata", maybe=True),),
        exact_case=True,
        needs=("ist",),
    ),
    rule(
        r"(?<=[\dm.]\s)(eastern|central|mountain|pacific)(?=\s*(?:$|[.,!?;)]|(?:and|or|to|on|for)\b))",
        _place,
        needs=("eastern", "central", "mountain", "pacific"),
    ),
    *(
        rule(
            rf"(?<=[\dm.]\s)in\s+({words})\b(?!\s+(?:\w+\s+)?time\b)", _maybe_place, needs=("in ",)
        )
        for words in (_WORD, rf"{_WORD} {_WORD}")
    ),
    rule(rf"([a-z]+(?:/[a-z_+-]+\d*){{1,2}})(?:{_TIME})?", _key, needs=("/",)),
    *needing(
        ("time",),
        rule(_PLACE.format(_WORD), _place),
        rule(_PLACE.format(rf"{_WORD} {_WORD}"), _place),
        rule(_PLACE.format(rf"{_WORD} {_WORD} {_WORD}"), _place),
    ),
    rule(rf"((?:미국\s?)?[가-힣]{{1,8}}){_KOREAN_TIME}", _place, needs=("시간", "시각")),
    rule(rf"([a-z]{{2,12}}){_KOREAN_TIME}", _place, needs=("시간", "시각")),
    rule(
        rf"((?:미국\s?)?[가-힣]{{2,8}})(?=\s(?:(?:{PART})\s?)?"
        rf"(?:[0-9]{{1,2}}|{NATIVE})\s?(?:시(?!간)|:))",
        _maybe_place,
        needs=("시", ":"),
    ),
    rule(r"((?:미국\s?)?[가-힣]{1,8})\s?기준(?:으로)?", _place, needs=("기준",)),
    word(rf"(?:my|our|local){_TIME}"),
)

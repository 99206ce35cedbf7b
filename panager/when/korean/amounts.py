"""Korean amounts of time: "두 시간 반 뒤", "10분만", "사흘 후", "1시간 전에"."""

import re

from panager.when import numbers
from panager.when.components import Amount, Before, Component, Later, Length, Vague, amount_of
from panager.when.rules import Match, Rule, rule, word

_DAY_NAMES = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
_UNITS = {
    "초": "second",
    "분": "minute",
    "시간": "hour",
    "일": "day",
    "주": "week",
    "달": "month",
    "개월": "month",
    "년": "year",
}
_DIGITS, _NATIVE, _SINO = numbers.DIGITS, numbers.NATIVE, numbers.SINO
# "두 분" and "네 분" are people, so minutes take digits and Sino-Korean numbers only.
_PLAIN_TERM = (
    rf"(?:{_DIGITS}\s?(?:초|분|시간|일(?!요일)|주(?:일|간)?|달|개월|년)|"
    rf"{_NATIVE}\s?(?:시간|달|개월|주(?:일|간)?)|반\s?시간)"
)
_ANY_TERM = (
    rf"(?:{_PLAIN_TERM}|{_SINO}\s?(?:초|분|시간|일(?!요일)|주(?:일|간)?|개월|년)|"
    rf"{'|'.join(_DAY_NAMES)})"
)
_PLAIN = rf"({_PLAIN_TERM}(?:\s*{_PLAIN_TERM}){{0,4}}(?:\s*반)?)"
_ANY = rf"({_ANY_TERM}(?:\s*{_ANY_TERM}){{0,4}}(?:\s*반)?)"
_ABOUT = r"\s*(?:정도|쯤|가량)?(?:만)?\s*(?:더\s*)?"
_LATER = rf"{_ABOUT}(?:뒤|후(?!\s?기)|이후|있다가?|이따가?|지나서|지나면)"
_ONLY = r"\s*(?:정도|쯤)?\s*(?:동안(?:만)?|간(?![가-힣])|만\s*더|만|더(?![가-힣]))"
_TERM = re.compile(
    rf"(?P<name>{'|'.join(_DAY_NAMES)})|(?P<half_hour>반\s?시간)|"
    rf"(?P<number>{_DIGITS}|{_NATIVE}|{_SINO})\s?(?P<unit>초|분|시간|개월|일|주|달|년)(?:일|간)?|"
    r"(?P<half>반)"
)


def amount(text: str) -> Amount | None:
    """The length that these words say, None if a number in them is none."""
    terms: list[tuple[float, str]] = []
    for match in _TERM.finditer(text):
        term = _term(match, terms)
        if term is None:
            return None
        terms.append(term)
    return amount_of(terms)


def _term(match: Match, before: list[tuple[float, str]]) -> tuple[float, str] | None:
    if match["name"]:
        return float(_DAY_NAMES[match["name"]]), "day"
    if match["half_hour"]:
        return 0.5, "hour"
    if match["half"]:
        return (0.5, before[-1][1]) if before else None
    number = numbers.read(match["number"])
    # "2027년" is a year of the calendar, not an amount.
    if number is None or (match["unit"] == "년" and number >= 1900):
        return None
    return number, _UNITS[match["unit"]]


def _later(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Later(length),)


def _before(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Before(length),)


def _length(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Length(length),)


AMOUNT_RULES: tuple[Rule, ...] = (
    rule(_ANY + _LATER, _later),
    rule(_ANY + r"\s*전(?!화|체|부|시)", _before),
    rule(_ANY + _ONLY, _length),
    rule(_PLAIN, _length),
    rule(_ANY, _length, weak=True),
    word(
        r"(?:몇\s*(?:초|분|시간|일|주|달|개월|년)|며칠)\s*(?:뒤|후|있다가?|이따가?)|"
        r"(?:조금|좀|잠시|잠깐)\s*(?:만\s*)?(?:뒤|후|있다가?|이따가?)",
        Vague(),
    ),
    word(r"나중(?=에)", Vague()),
)

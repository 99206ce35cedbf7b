"""Korean bounds of a recurrence, and its hours: "금요일까지", "10번만", "9시부터 6시까지"."""

from panager.when.grammar import numbers
from panager.when.grammar.korean import lexicon
from panager.when.grammar.korean.amounts import amount
from panager.when.grammar.korean.lexicon import PART, PARTS
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Before, Clock, Component, DayPart, Period
from panager.when.model.series_parts import (
    Between,
    Bound,
    Count,
    During,
    Mark,
    PeriodEnd,
    PublicHolidays,
)
from panager.when.model.understanding import Grain

_COUNT = rf"(?:[0-9]{{1,3}}|{numbers.NATIVE}|{numbers.SINO})"


def _count(match: Match) -> tuple[Component, ...] | None:
    number = numbers.whole(match[1])
    return None if not number else (Count(number),)


def _before(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Before(length),)


def _during(match: Match) -> tuple[Component, ...] | None:
    number = lexicon.month(match[1])
    return (During(number),) if number and 1 <= number <= 12 else None


def _month_end(match: Match) -> tuple[Component, ...]:
    return (PeriodEnd(Period.MONTH, int(match[1].startswith("다음"))),)


KOREAN_BOUND_RULES: tuple[Rule, ...] = (
    rule(
        rf"((?:[0-9]{{1,3}}\s?(?:일|주일|주|시간|분))|{numbers.DAY_NAME}|일주일|이\s?주(?:일)?|"
        r"한\s?시간|두\s?시간|십\s?분|삼십\s?분)\s?전(?!\s?날|화|체|부|시|문|용|국)",
        _before,
    ),
    rule(rf"총\s?({_COUNT})\s?(?:번|회)(?:만)?", _count),
    rule(rf"(?:딱\s)?({_COUNT})\s?(?:번|회)(?:까지만|까지|만)", _count),
    word(r"(?:법정\s?)?공휴일|휴일|빨간\s?날", PublicHolidays()),
    word(r"(?:올해?\s?)?연말|올해\s?말(?:일)?|금년\s?말", PeriodEnd(Period.YEAR)),
    word(r"내년\s?말", PeriodEnd(Period.YEAR, 1)),
    rule(r"(이번\s?달|이달|다음\s?달)\s?말(?:일)?", _month_end),
    word(r"월말(?=\s?까지)", PeriodEnd(Period.MONTH)),
    word(r"이번\s?주말?(?=까지)", PeriodEnd(Period.WEEK)),
    rule(
        r"([0-9]{1,2}|십[일이]?|[일이삼사오유칠팔구시])월\s?(?:한\s?달\s?)?(?:내내|동안|간(?=\s))",
        _during,
        needs=("내내", "동안", "간"),
    ),
    word(r"부터(?:\s?시작(?:해서|하여|해))?", Mark(Bound.START, after=True)),
    word(r"\s?까지(?:만)?", Mark(Bound.UNTIL, after=True)),
    word(
        r"(?:은|는|엔|에는|만|을|를)?\s?(?:빼고(?:는)?|빼\s?고|제외(?:하고|한|하곤)?|말고|없이)",
        Mark(Bound.EXCEPT, after=True),
    ),
)


_CLOCK = (
    rf"(?:({PART})\s?)?(?:([0-9]{{1,2}}|{numbers.NATIVE})\s?시(?:\s?(반)|\s?([0-9]{{1,2}}|{numbers.SINO})\s?분)?|"
    r"([0-9]{1,2}):([0-9]{2})|(정오|자정))"
)


def _between(match: Match) -> tuple[Component, ...] | None:
    first, last = _clock(match.groups()[:7]), _clock(match.groups()[7:])
    return None if first is None or last is None else (Between(first, last),)


def _clock(groups: tuple[str | None, ...]) -> tuple[Component, ...] | None:
    part, hour, half, minute, colon_hour, colon_minute, named = groups
    if named is not None:
        return (Clock(12 if named == "정오" else 0, definite=True),)
    number = numbers.whole(hour or colon_hour or "")
    minutes = 30 if half else numbers.whole(minute or colon_minute or "0")
    if number is None or minutes is None or number > 24 or minutes > 59:
        return None
    grain = Grain.MINUTE if half or minute or colon_minute else Grain.HOUR
    definite = not 1 <= number <= 12 or (hour or colon_hour or "").startswith("0")
    clock = Clock(number, minutes, grain=grain, definite=definite)
    return (clock,) if part is None else (DayPart(PARTS[part]), clock)


KOREAN_TIME_RULES: tuple[Rule, ...] = (
    rule(rf"{_CLOCK}\s?(?:부터|에서|~|-|–)\s?{_CLOCK}(?:\s?까지)?(?:\s?사이)?", _between),
    rule(rf"{_CLOCK}\s?(?:와|과|하고)\s?{_CLOCK}\s?사이", _between),
)

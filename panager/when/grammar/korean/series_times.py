"""Korean hours of the day: "오전 9시부터 오후 6시까지"."""

from panager.when.grammar import numbers
from panager.when.grammar.korean.lexicon import PART, PARTS
from panager.when.grammar.rules import Match, Rule, rule
from panager.when.model.components import Clock, Component, DayPart
from panager.when.model.series_parts import Between
from panager.when.model.understanding import Grain

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

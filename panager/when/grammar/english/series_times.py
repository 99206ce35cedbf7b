"""English times of day in lists and between two: "at 8, 12 and 6pm", "between 9 and 18"."""

import re

from panager.when.grammar.rules import Match, Rule, rule
from panager.when.model.components import Clock, Component, DayPart, Part
from panager.when.model.series_parts import Between, Times
from panager.when.model.understanding import Grain

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

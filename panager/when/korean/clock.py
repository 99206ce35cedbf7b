"""Korean times of day: "오후 3시 반", "세 시 십오 분 전", "밤 12시", "저녁"."""

from panager.when import numbers
from panager.when.components import Clock, Component, DayPart, DayShift, Part
from panager.when.model import Grain
from panager.when.rules import Match, Rule, rule, word

_HOUR = rf"([0-9]{{1,2}}|{numbers.NATIVE}|영|십[삼사오육칠팔구]|이십[일이삼사]?)\s?시(?!간|작)"
_NUMBER = rf"[0-9]{{1,2}}|{numbers.SINO}"
_MINUTE = rf"(?:\s*(?:(?P<half>반)|(?P<minute>{_NUMBER})\s?분(?P<to>\s?전)?))?"
_SECOND = rf"(?:\s*(?P<second>{_NUMBER})\s?초)?"
# "3시 5분 뒤" is three o'clock and then an amount.
_NOT_LATER = r"(?!\s?(?:뒤|후|있다|이따))"
_LATIN = r"(?P<{}>[ap]\.?m\.?(?![a-z]))?"
# A meal is no time: "저녁 먹기", "점심 약속", "아침 식사".
_NO_MEAL = (
    r"(?!\s*(?:을|를|은|으로)?\s*"
    r"(?:먹|밥|식사|약속|준비|메뉴|회식|챙|굶|거르|도시락|차리|만들))"
)


def _clock(match: Match) -> tuple[Component, ...] | None:
    hour = numbers.whole(match[2])
    minute = 30 if match["half"] else numbers.whole(match["minute"] or "0")
    second = numbers.whole(match["second"] or "0")
    if hour is None or minute is None or second is None or not _valid(hour, minute, second):
        return None
    clock = Clock(
        hour,
        0 if match["to"] else minute,
        second,
        grain=_grain(match),
        definite=hour == 0 or hour > 12 or (match[2].startswith("0")),
        before_minutes=minute if match["to"] else 0,
    )
    latin = match["pre"] or match["post"]
    return (clock, DayPart(Part(f"{latin[0].lower()}m"))) if latin else (clock,)


def _valid(hour: int, minute: int, second: int) -> bool:
    return (hour < 24 and minute < 60 and second < 60) or (hour, minute, second) == (24, 0, 0)


def _grain(match: Match) -> Grain:
    if match["second"]:
        return Grain.SECOND
    return Grain.MINUTE if match["half"] or match["minute"] else Grain.HOUR


_PARTS = (
    (r"오전|am(?=\s?[0-9]{1,2}:)", Part.AM),
    (r"오후|pm(?=\s?[0-9]{1,2}:)", Part.PM),
    (r"새벽", Part.DAWN),
    (rf"아침(?:때|나절)?{_NO_MEAL}", Part.MORNING),
    (rf"점심(?:\s?시간|때)?{_NO_MEAL}", Part.LUNCH),
    (rf"저녁(?:때)?{_NO_MEAL}", Part.EVENING),
    (r"한낮|대낮|낮(?=에)", Part.LUNCH),
    (r"한밤중?|밤(?=에|중에|늦게)", Part.NIGHT),
)

CLOCK_RULES: tuple[Rule, ...] = (
    rule(
        _LATIN.format("pre")
        + r"\s?"
        + _HOUR
        + _MINUTE
        + _SECOND
        + _NOT_LATER
        + r"\s?"
        + _LATIN.format("post"),
        _clock,
    ),
    *(word(pattern, DayPart(part)) for pattern, part in _PARTS),
    word("낮", DayPart(Part.LUNCH), weak=True),
    word("밤", DayPart(Part.NIGHT), weak=True),
    word("오늘밤", DayShift(0), DayPart(Part.NIGHT)),
    word("정오", Clock(12, definite=True)),
    word("자정", Clock(0, definite=True, midnight=True)),
)

"""Korean working days: "3영업일 뒤", "영업일 기준 5일 이내", "이번 달 마지막 영업일"."""

from panager.when.grammar import numbers
from panager.when.grammar.korean.lexicon import COMING
from panager.when.grammar.rules import Match, Rule, needing, rule, word
from panager.when.model.components import Component
from panager.when.model.named_days import Counted, Ordinal, WorkingDays

_NAME = r"(?:영업일|근무일|업무일|거래일)"
_DAYS = rf"(?P<days>[0-9]{{1,3}}|{numbers.SINO}|{numbers.DAY_NAME}|{numbers.NATIVE})"
_ABOUT = r"\s?(?:정도|쯤)?\s?"
_SIDE = r"(?P<side>뒤|후|이후|이내|안|내(?=에|로|\s|$)|전(?!까지))"
_NTH = {"첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "마지막": -1}


def _workdays(match: Match) -> tuple[Component, ...] | None:
    said = match["days"]
    days = numbers.days(said) if numbers.is_day_name(said) else numbers.whole(said)
    if not days:
        return None
    return (WorkingDays(-days if match["side"] == "전" else days, "KR"),)


def _nth(match: Match) -> tuple[Component, ...]:
    return (Ordinal(_NTH[match[1]], Counted.KOREAN_WORKDAY),)


WORKDAY_RULES: tuple[Rule, ...] = needing(
    ("영업일", "근무일", "업무일", "거래일"),
    rule(rf"{_DAYS}\s?{_NAME}{_ABOUT}{_SIDE}", _workdays),
    rule(rf"{_NAME}\s?기준(?:으로)?\s?{_DAYS}\s?일?{_ABOUT}{_SIDE}", _workdays),
    word(rf"(?:다음|익|{COMING}|바로\s?다음)\s?{_NAME}", WorkingDays(1, "KR")),
    word(rf"(?:직전|이전|전|지난)\s?{_NAME}", WorkingDays(-1, "KR")),
    rule(rf"(?:의\s?)?(첫|두|둘|세|셋|마지막)(?:째|\s?번째)?\s?{_NAME}", _nth),
)

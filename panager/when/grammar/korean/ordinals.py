"""Korean counting: "첫째 월요일", "둘째 주", "말일", "12월 초", "3분기", "마지막 영업일"."""

from panager.when.grammar import numbers
from panager.when.grammar.korean.lexicon import COMING, WEEKDAY, WEEKDAYS
from panager.when.grammar.rules import Match, Rule, needing, rule, word
from panager.when.model.components import Component, Weekday
from panager.when.model.named_days import (
    Counted,
    DayGroup,
    Group,
    IsoWeek,
    Ordinal,
    Season,
    Side,
    Stage,
    StageOf,
    WorkingDays,
)

_FIRST = ("첫", "두", "세", "네", "다섯")
_NTH = (
    r"(?P<nth>첫째|둘째|셋째|넷째|다섯째|마지막|(?:첫|두|세|네|다섯)\s?번째|첫|"
    r"[1-5]\s?(?:번째|째))\s?"
)
_IN = r"(?:의\s?)?"
_STAGES = (
    (r"초순|상순|초반|초", Stage.EARLY),
    (r"중순|중반", Stage.MID),
    (r"하순|후반|말(?:경|쯤|께)?", Stage.LATE),
)
_SEASONS = {"봄": 3, "여름": 6, "가을": 9, "겨울": 12}
_SEASON = rf"({'|'.join(_SEASONS)})(?:철)?"


def _number(text: str) -> int:
    if text.startswith("마지막"):
        return -1
    if text[0].isdigit():
        return int(text[0])
    second = {"둘": 2, "셋": 3, "넷": 4}
    number = second.get(text[0])
    return number or next(
        place for place, name in enumerate(_FIRST, start=1) if text.startswith(name)
    )


def _weekday(match: Match) -> tuple[Component, ...]:
    return Ordinal(_number(match["nth"]), Counted.WEEKDAY), Weekday(WEEKDAYS.index(match[2]))


def _week(match: Match) -> tuple[Component, ...]:
    return (Ordinal(_number(match["nth"]), Counted.WEEK),)


def _week_in_month(match: Match) -> tuple[Component, ...]:
    return (Ordinal(int(match[1]), Counted.WEEK),)


def _week_number(match: Match) -> tuple[Component, ...] | None:
    number = int(match[1])
    return (IsoWeek(number),) if 6 <= number <= 53 else None


def _weekday_of_week(match: Match) -> tuple[Component, ...]:
    return Ordinal(_number(match["nth"]), Counted.WEEK), Weekday(WEEKDAYS.index(match[2]))


def _weekend_of_week(match: Match) -> tuple[Component, ...]:
    return Ordinal(_number(match["nth"]), Counted.WEEK), DayGroup(Group.WEEKEND)


def _weekend(match: Match) -> tuple[Component, ...]:
    return (Ordinal(_number(match["nth"]), Counted.WEEKEND),)


def _day(match: Match) -> tuple[Component, ...]:
    return (Ordinal(_number(match["nth"]), Counted.DAY),)


def _quarter(match: Match) -> tuple[Component, ...]:
    number = "일이삼사".index(match[1]) + 1 if match[1] in "일이삼사" else int(match[1])
    return (Ordinal(number, Counted.QUARTER),)


def _season(match: Match) -> tuple[Component, ...]:
    return (Season(_SEASONS[match[1]]),)


def _past_season(match: Match) -> tuple[Component, ...]:
    return Side(past=True), Season(_SEASONS[match[1]])


ORDINAL_RULES: tuple[Rule, ...] = (
    rule(rf"{_IN}{_NTH}{WEEKDAY}", _weekday),
    rule(rf"{_IN}{_NTH}주(?!말)(?:의\s?|\s?)?{WEEKDAY}", _weekday_of_week),
    rule(rf"{_IN}{_NTH}주(?!말)\s?주말", _weekend_of_week),
    rule(rf"{_IN}{_NTH}주(?!말|차|기)", _week),
    rule(rf"{_IN}{_NTH}주말", _weekend),
    rule(r"([1-5])\s?주차", _week_in_month),
    # Weak: the twentieth week may be one of anything.
    rule(r"([0-9]{1,2})\s?(?:번째\s?주|주차)", _week_number, weak=True, needs=("주",)),
    rule(rf"(?:(?<=[달월년해주])|(?<=[달월년해주]\s)){_IN}{_NTH}날", _day),
    word(r"(?:의\s?)?(?:월말일|말일|(?<=[달월])\s?끝\s?날)", Ordinal(-1, Counted.DAY)),
    *(word(rf"(?<=[달월년해기])\s?(?:{words})", StageOf(stage)) for words, stage in _STAGES),
    word(r"월\s?초", StageOf(Stage.EARLY, Counted.MONTH)),
    word(r"월\s?중순", StageOf(Stage.MID, Counted.MONTH)),
    word(r"월\s?말", StageOf(Stage.LATE, Counted.MONTH)),
    word("연초|년초", StageOf(Stage.EARLY, Counted.YEAR)),
    word("연말|년말|세밑", StageOf(Stage.LATE, Counted.YEAR)),
    rule(r"([1-4일이삼사])\s?(?:/\s?4\s?|사\s?)?분기", _quarter),
    word(r"분기\s?초", StageOf(Stage.EARLY, Counted.QUARTER)),
    word(r"분기\s?말", StageOf(Stage.LATE, Counted.QUARTER)),
    word("상반기|전반기", Ordinal(1, Counted.HALF)),
    word("하반기|후반기", Ordinal(2, Counted.HALF)),
    rule(rf"(?:이번|{COMING}|다음)\s?{_SEASON}", _season),
    rule(rf"(?:지난|저번)\s?{_SEASON}", _past_season),
    rule(rf"(?<=[년해올])\s?{_SEASON}", _season),
)


_NAME = r"(?:영업일|근무일|업무일|거래일)"
_DAYS = rf"(?P<days>[0-9]{{1,3}}|{numbers.SINO}|{numbers.DAY_NAME}|{numbers.NATIVE})"
_ABOUT = r"\s?(?:정도|쯤)?\s?"
_SIDE = r"(?P<side>뒤|후|이후|이내|안|내(?=에|로|\s|$)|전(?!까지))"
_WORKDAY_NTH = {"첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "마지막": -1}


def _workdays(match: Match) -> tuple[Component, ...] | None:
    said = match["days"]
    days = numbers.days(said) if numbers.is_day_name(said) else numbers.whole(said)
    if not days:
        return None
    return (WorkingDays(-days if match["side"] == "전" else days, "KR"),)


def _nth(match: Match) -> tuple[Component, ...]:
    return (Ordinal(_WORKDAY_NTH[match[1]], Counted.KOREAN_WORKDAY),)


WORKDAY_RULES: tuple[Rule, ...] = needing(
    ("영업일", "근무일", "업무일", "거래일"),
    rule(rf"{_DAYS}\s?{_NAME}{_ABOUT}{_SIDE}", _workdays),
    rule(rf"{_NAME}\s?기준(?:으로)?\s?{_DAYS}\s?일?{_ABOUT}{_SIDE}", _workdays),
    word(rf"(?:다음|익|{COMING}|바로\s?다음)\s?{_NAME}", WorkingDays(1, "KR")),
    word(rf"(?:직전|이전|전|지난)\s?{_NAME}", WorkingDays(-1, "KR")),
    rule(rf"(?:의\s?)?(첫|두|둘|세|셋|마지막)(?:째|\s?번째)?\s?{_NAME}", _nth),
)

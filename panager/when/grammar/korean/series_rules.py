"""Korean recurrences: "격주 금요일", "매달 말일", "이틀에 한 번", "금요일까지", "공휴일 빼고"."""

import re
from collections.abc import Iterator

from panager.when.grammar import numbers
from panager.when.grammar.korean.lexicon import PART, WEEKDAYS
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Component, Date, DayPart, Part
from panager.when.model.series_parts import (
    HALF_ENDS,
    HALF_STARTS,
    QUARTER_ENDS,
    QUARTER_STARTS,
    WEEKEND,
    WORKDAYS,
    ByMoon,
    Every,
    MonthDays,
    Months,
    Nth,
    OnDays,
    Unit,
)

_SUFFIX = r"(?:요일|욜)"
_JOIN = r"(?:\s?[,·/、・]\s?)"
_LETTERS = rf"[{WEEKDAYS}](?:{_JOIN}?[{WEEKDAYS}]){{1,13}}"
_SPACED = rf"[{WEEKDAYS}](?:(?:{_JOIN}|\s)?[{WEEKDAYS}](?!요|[가-힣]*주)){{0,13}}"
_ORDINALS = {
    "첫": 1,
    "첫째": 1,
    "첫번째": 1,
    "1번째": 1,
    "둘째": 2,
    "두번째": 2,
    "2번째": 2,
    "셋째": 3,
    "세번째": 3,
    "3번째": 3,
    "넷째": 4,
    "네번째": 4,
    "4번째": 4,
    "다섯째": 5,
    "다섯번째": 5,
    "마지막": -1,
}
_ORDINAL = (
    r"(첫\s?번째|첫째|첫|둘째|두\s?번째|셋째|세\s?번째|넷째|네\s?번째|다섯째|다섯\s?번째|"
    r"[1-4]\s?번째|마지막)"
)
_WORKDAY = "평일|근무일|영업일|업무일"
# "월수" and "수목" are words too: two days alone need a time after them.
_TIME_FOLLOWS = (
    rf"(?=\s*(?:마다|(?:{PART})|정오|[0-9]{{1,2}}\s?(?:시(?!간)|:)|"
    rf"(?:{numbers.NATIVE})\s?시(?!간)))"
)
_NOT_AMOUNT = (
    r"(?!\s*(?:뒤|후|동안|간(?![가-힣])|마다|에\s?(?:한|두|세|[1-9])\s?(?:번|회)|만에|째|씩|"
    r"전(?!\s?날|에?\s*까지)))"
)


def _letters(text: str) -> tuple[int, ...]:
    plain = re.sub(_SUFFIX, "", text)
    return tuple(sorted({WEEKDAYS.index(letter) for letter in plain if letter in WEEKDAYS}))


def _weekly(match: Match) -> tuple[Component, ...]:
    return Every(Unit.WEEK), OnDays(_letters(match[1]))


def _weekly_range(match: Match) -> tuple[Component, ...]:
    return (Every(Unit.WEEK), *_day_range(match))


def _biweekly(match: Match) -> tuple[Component, ...]:
    return Every(Unit.WEEK, interval=2), OnDays(_letters(match[1]))


def _several(match: Match) -> tuple[Component, ...]:
    return Every(), OnDays(_letters(match[0]))


def _day_range(match: Match) -> tuple[Component, ...]:
    first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2])
    days = {(first + more) % 7 for more in range((last - first) % 7 + 1)}
    return (OnDays(tuple(sorted(days))),)


def _nth(match: Match) -> tuple[Component, ...]:
    number = _ORDINALS[re.sub(r"\s", "", match[1])]
    if match[2]:
        return (Nth(number, (WEEKDAYS.index(match[2]),)),)
    return (Nth(number, WORKDAYS, working=not match[0].endswith("평일")),)


def _several_nth(match: Match) -> tuple[Component, ...]:
    ordinals = re.findall(_ORDINAL, match[1])
    days = (WEEKDAYS.index(match[match.re.groups]),)
    return tuple(Nth(_ORDINALS[re.sub(r"\s", "", one)], days) for one in ordinals)


def _every_hour_at(match: Match) -> tuple[Component, ...] | None:
    minute = int(match[1])
    return (Every(Unit.HOUR, minute=minute),) if minute < 60 else None


def _month_days(match: Match) -> tuple[Component, ...] | None:
    days = {numbers.whole(text) or 0 for text in re.findall(_NUMBER_OF_DAY, match[1])}
    return (MonthDays(tuple(sorted(days))),) if all(1 <= day <= 31 for day in days) else None


_NUMBER_OF_DAY = r"[0-9]{1,2}|[이삼]?십[일이삼사오육칠팔구]?"


def _so_often(match: Match) -> tuple[Component, ...] | None:
    times = numbers.whole(match[1])
    return None if not times else (Every(times=times, after=True),)


def _weekly_often(match: Match) -> tuple[Component, ...] | None:
    times = numbers.whole(match[1])
    return None if not times else (Every(Unit.WEEK, times=times),)


def _daily_often(match: Match) -> tuple[Component, ...] | None:
    times = numbers.whole(match[1])
    return None if not times else (Every(Unit.DAY, times=times),)


def _ends_of(unit: str, starts: tuple[int, ...], ends: tuple[int, ...]) -> Iterator[Rule]:
    """The first and the last day of each quarter or half of the year."""
    # "이번 분기 말일" is one day.
    every = rf"(?:매\s?{unit}(?:마다)?|{unit}(?:마다|별로|별))(?:의)?\s?|"
    every += rf"(?<!번 )(?<!음 ){unit}\s?(?=(?:첫\s?날|말일|말|마지막\s?날|\S*\s?영업일)마다)"
    yearly = Every(Unit.YEAR)
    first, last = r"(?:첫\s?날|1일)(?:마다)?", r"(?:말일|말(?=에|마다|\s|$)|마지막\s?날)(?:마다)?"
    workday = rf"(?:{_WORKDAY})(?:마다)?"
    yield word(rf"(?:{every}){first}", yearly, Months(starts), MonthDays((1,)))
    yield word(rf"(?:{every}){last}", yearly, Months(ends), MonthDays((-1,)))
    yield word(rf"(?:{every})첫\s?(?:번째\s?)?{workday}", yearly, Months(starts), Nth(1, WORKDAYS))
    yield word(rf"(?:{every})마지막\s?{workday}", yearly, Months(ends), Nth(-1, WORKDAYS))


def _month(match: Match) -> tuple[Component, ...]:
    return (Date(None, int(match[1]), None),)


KOREAN_RULES: tuple[Rule, ...] = (
    word(r"매일\s?매일|매일|날마다|매\s일", Every(Unit.DAY)),
    word(r"매\s?주(?!말)|주마다|일주일마다", Every(Unit.WEEK)),
    word(r"매[월달]|달마다", Every(Unit.MONTH)),
    word(r"매[년해]|해마다|연마다", Every(Unit.YEAR)),
    word(r"매\s?시간(?:마다)?|시간마다|매시", Every(Unit.HOUR)),
    word(r"매\s?시(?:간)?\s?정각(?:마다)?|정시마다|정각마다", Every(Unit.HOUR, minute=0)),
    rule(r"매\s?시(?:간)?(?:마다)?\s?([0-9]{1,2})\s?분", _every_hour_at),
    word(r"매\s?분(?!기)|분마다", Every(Unit.MINUTE)),
    word(r"격일(?:제)?(?:로)?|하루\s?걸러(?:\s한\s?번)?|하루\s?건너", Every(Unit.DAY, interval=2)),
    word(r"격주(?:로|마다)?|한\s?주\s?걸러", Every(Unit.WEEK, interval=2)),
    rule(rf"격주(?:로|마다)?\s?({_SPACED}){_SUFFIX}?", _biweekly),
    word(r"격월(?:로|마다)?", Every(Unit.MONTH, interval=2)),
    word(r"격년(?:으로|마다)?", Every(Unit.YEAR, interval=2)),
    word(r"매\s?분기(?:마다)?|분기마다|분기별로", Every(Unit.MONTH, interval=3)),
    word(r"매\s?반기(?:마다)?|반기마다|반년마다", Every(Unit.MONTH, interval=6)),
    word(rf"매(?=\s(?:[0-9]|평일|주말|{PART}))|매(?=[0-9])", Every()),
    word(r"(?:\s?한\s?번)?\s?마다(?:\s?한\s?번)?(?:씩)?", Every(after=True)),
    word(r"\s?에\s?(?:한|1)\s?(?:번|회)(?:씩)?|\s?간격(?:으로)?|\s?꼴로", Every(after=True)),
    rule(r"\s?에\s?(두|세|네|다섯|여섯|[2-9])\s?(?:번|회|차례)(?:씩)?(?!만|까지)", _so_often),
    rule(r"매일\s?(두|세|네|다섯|여섯|[2-9])\s?(?:번|회|차례)(?:씩)?(?!만|까지)", _daily_often),
    rule(r"하루(?:에)?\s?(한|두|세|네|다섯|여섯|[1-9])\s?(?:번|회|차례)(?:씩)?", _daily_often),
    rule(r"주(?:에)?\s?(한|두|세|네|다섯|[1-7])\s?(?:번|회)(?:씩)?", _weekly_often),
    rule(rf"매\s?주\s?({_SPACED}){_SUFFIX}?", _weekly),
    rule(
        rf"매\s?주\s?([{WEEKDAYS}]){_SUFFIX}?\s?(?:[~–-]|부터|에서)\s?([{WEEKDAYS}])"
        rf"{_SUFFIX}?(?:\s?까지)?",
        _weekly_range,
    ),
    word(r"앞으로(?=\s)"),
    rule(rf"[{WEEKDAYS}](?:{_JOIN}?[{WEEKDAYS}]){{2,6}}{_SUFFIX}?", _several),
    rule(rf"(?!금일(?!요)){_LETTERS}{_SUFFIX}?{_TIME_FOLLOWS}", _several),
    # "월 수 금 오후 7시"
    rule(
        rf"(?<![가-힣])[{WEEKDAYS}](?:\s[{WEEKDAYS}]){{1,6}}{_SUFFIX}?{_TIME_FOLLOWS}",
        _several,
    ),
    # With a time of day it is every week.
    rule(
        rf"([{WEEKDAYS}]){_SUFFIX}?\s?[~–-]\s?([{WEEKDAYS}]){_SUFFIX}?{_TIME_FOLLOWS}",
        lambda match: (Every(), *_day_range(match)),
    ),
    rule(rf"([{WEEKDAYS}]){_SUFFIX}?\s?(?:~|-|–|〜)\s?([{WEEKDAYS}]){_SUFFIX}?", _day_range),
    rule(
        rf"([{WEEKDAYS}]){_SUFFIX}?\s?(?:부터|에서)\s?([{WEEKDAYS}]){_SUFFIX}?\s?까지", _day_range
    ),
    # "영업일 기준 5일 이내" and "다음 영업일" are one day.
    word(
        rf"평일|(?<!다음)(?<!다음 )(?<!전)(?<!전 )(?:{_WORKDAY})"
        r"(?!\s?(?:기준|뒤|후|이후|이?내|안))|주중",
        Every(),
        OnDays(WORKDAYS),
    ),
    word(r"주말|토일", OnDays(WEEKEND)),
    rule(rf"{_ORDINAL}\s?(?:주(?:차)?(?:의)?\s?)?([{WEEKDAYS}]){_SUFFIX}", _nth),
    rule(rf"{_ORDINAL}\s?(?:{_WORKDAY})()?", _nth),
    rule(
        rf"({_ORDINAL}(?:\s?(?:,|·|와|과)?\s?{_ORDINAL})+)\s?(?:주\s?)?([{WEEKDAYS}]){_SUFFIX}",
        _several_nth,
    ),
    word(r"말일|마지막\s?날|월말(?!\s?까지)|그믐|말(?=에|일)", MonthDays((-1,))),
    word(r"(?<=매달\s)말|(?<=매월\s)말", MonthDays((-1,))),
    word(r"매[달월]\s?말", Every(Unit.MONTH), MonthDays((-1,))),
    word(r"첫날|초하루", MonthDays((1,))),
    rule(
        rf"((?:(?:{_NUMBER_OF_DAY})\s?일?{_JOIN})*(?:{_NUMBER_OF_DAY})\s?일)(?!요일|욜){_NOT_AMOUNT}",
        _month_days,
    ),
    rule(r"([0-9]{1,2})월(?!\s?(?:[0-9]|말|초))", _month),
    *(
        rule
        for unit, starts, ends in (
            ("분기", QUARTER_STARTS, QUARTER_ENDS),
            ("반기", HALF_STARTS, HALF_ENDS),
        )
        for rule in _ends_of(unit, starts, ends)
    ),
    word(r"짝수\s?[달월](?:마다)?(?:의|에)?", Every(Unit.YEAR), Months(tuple(range(2, 13, 2)))),
    word(r"홀수\s?[달월](?:마다)?(?:의|에)?", Every(Unit.YEAR), Months(tuple(range(1, 13, 2)))),
    word(r"짝수\s?(?:날|일)(?:마다)?", Every(Unit.MONTH), MonthDays(tuple(range(2, 31, 2)))),
    word(r"홀수\s?(?:날|일)(?:마다)?", Every(Unit.MONTH), MonthDays(tuple(range(1, 32, 2)))),
    word(r"음력(?:으로)?", ByMoon()),
    word(r"음력(?:으로)?\s?보름(?:날)?(?:\s?날)?", ByMoon(), MonthDays((15,))),
    word(r"음력(?:으로)?\s?(?:그믐|말일)(?:날)?", ByMoon(), MonthDays((-1,))),
    word(r"아침\s?저녁(?:으로)", Every(Unit.DAY), DayPart(Part.MORNING), DayPart(Part.EVENING)),
    word(r"아침저녁", DayPart(Part.MORNING), DayPart(Part.EVENING)),
)

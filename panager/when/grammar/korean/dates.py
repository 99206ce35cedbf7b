"""Korean dates: "3월 5일", "이천이십칠년 삼월 오일", "27.3.5", "5일에", "음력 8월 15일"."""

from panager.when.grammar import numbers
from panager.when.grammar.korean import lexicon
from panager.when.grammar.korean.lexicon import COMING, DAY, MONTH, PART, WEEKDAYS, YEAR
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Component, Date, Range, Vague, Weekday
from panager.when.model.named_days import LunarDate, Side

# After "5일" one of these shows that five days are meant and not the fifth.
_AMOUNT = (
    r"(?!\s*(?:뒤|후(?!\s?기)|있다|이따|지나|동안|간(?![가-힣])|만(?![가-힣])|만에|더(?![가-힣])|이상|이하|"
    r"이내|내로|내에|안에|째|치(?![가-힣])|연속|내내|넘|걸[려렸]|미뤄|미루|연기|늦춰|정도|마다|에\s?한|남[았은]|"
    r"전(?!까지|후))|\s?[0-9]\s?(?:식|회|번))"
)
_MONTH_OF_DATE = rf"(?:{YEAR}\s*)?{MONTH}\s*"
# Of "3.2" alone nobody knows; "버전 3.2" is none.
_CLOCK_FOLLOWS = (
    rf"(?=\s?(?:(?:{PART})\s?)?"
    rf"(?:[0-9]{{1,2}}:[0-9]{{2}}|(?:[0-9]{{1,2}}|{numbers.NATIVE})\s?시(?!간)))"
)
_SHORT_YEAR = r"'?([0-9]{2})"
_A_FEW_DAYS = 10
_LUNAR = r"(?:\(음력?\)|음력(?:으로)?)\s?"
_LUNAR_MONTHS = {"정": 1, "동짓": 11, "섣": 12}
_LUNAR_MONTH = rf"(?:(윤)달?\s?)?(?:{MONTH}|(정)월|(동짓|섣)달)"
_LUNAR_DAY = rf"(?:{DAY}|초({numbers.DAY_NAME})|(보름)(?:날)?|(그믐|말일)(?:날)?)"


def _date(match: Match) -> tuple[Component, ...] | None:
    year, bare, month, day = match.groups()
    return _made(lexicon.year(year, bare), month, day)


def _made(year: int | None, month: str, day: str) -> tuple[Component, ...] | None:
    number, of_month = lexicon.month(month), numbers.whole(day)
    return None if number is None or of_month is None else (Date(year, number, of_month),)


def _days_of_month(match: Match) -> tuple[Component, ...] | None:
    """ "10월 3~5일"."""
    year, bare, month, first, last = match.groups()
    start = _made(lexicon.year(year, bare), month, first)
    end = _made(lexicon.year(year, bare), month, last)
    return None if start is None or end is None else (Range(start, end),)


def _days(match: Match) -> tuple[Component, ...] | None:
    """ "23~25일"; of "3~4일" nobody knows whether it is a length."""
    first, last = int(match[1]), int(match[2])
    if not first < last <= 31:
        return None
    start, end = Date(None, None, first), Date(None, None, last)
    return (Range((start,), (end,)),) if last > _A_FEW_DAYS else (Vague(),)


def _month(match: Match) -> tuple[Component, ...] | None:
    year, bare, month = match.groups()
    number = lexicon.month(month)
    return None if number is None else (Date(lexicon.year(year, bare), number, None),)


def _year(match: Match) -> tuple[Component, ...]:
    return (Date(lexicon.year(match[1]), None, None),)


def _day(match: Match) -> tuple[Component, ...] | None:
    number = lexicon.day(match[1])
    return None if number is None else (Date(None, None, number),)


def _short(match: Match) -> tuple[Component, ...] | None:
    """ "27.3.5" is the year first."""
    if not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return None
    return (Date(lexicon.year(match[1]), int(match[2]), int(match[3])),)


def _compact(match: Match) -> tuple[Component, ...]:
    return (Date(*(int(group) for group in match.groups())),)


def _pointed(match: Match) -> tuple[Component, ...] | None:
    if not 1 <= int(match[1]) <= 12:
        return None
    date = Date(None, int(match[1]), int(match[2]))
    return date, Weekday(WEEKDAYS.index(match[3]))


def _dashed(match: Match) -> tuple[Component, ...] | None:
    month, day = int(match[1]), int(match[2])
    return (Date(None, month, day),) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _lunar(match: Match) -> tuple[Component, ...] | None:
    leap = match[1]
    names = match.group(2, 3, 4)
    month = _LUNAR_MONTHS.get(names[1] or names[2] or "") or lexicon.month(names[0] or "")
    day = _lunar_day(match)
    if month is None or day is None:
        return None
    return (LunarDate(month, day, leap=bool(leap)),)


def _lunar_day(match: Match) -> int | None:
    digits, early, full_moon, last = match.group(5, 6, 7, 8)
    if digits:
        return lexicon.day(digits)
    if early:
        return numbers.days(early)
    return 15 if full_moon else (0 if last else None)


def _lunar_numbers(match: Match) -> tuple[Component, ...] | None:
    month, day = int(match[1]), int(match[2])
    return (LunarDate(month, day),) if 1 <= month <= 12 and 1 <= day <= 30 else None


# A month in words alone may be another word: "이월", "일월".
_SIDES = (
    word(
        r"(?:지난|저번)(?=\s?(?:[0-9]{1,2}월|[0-9]{1,2}일(?!\s?(?:간|동안|치))|(?:십[일이]?|[이삼사오유칠팔구시])월))",
        Side(past=True),
    ),
    word(r"이번(?=\s?[0-9]{1,2}월)", Side(past=False)),
    word(
        rf"(?:{COMING}|다음)(?=\s?(?:[0-9]{{1,2}}월|[0-9]{{1,2}}일(?!\s?(?:간|동안))|"
        r"(?:십[일이]?|[이삼사오유칠팔구시])월))",
        Side(past=False),
    ),
)

DATE_RULES: tuple[Rule, ...] = (
    *_SIDES,
    word(r"양력(?:으로)?(?=\s?[0-9'])"),
    rule(rf"{_MONTH_OF_DATE}{DAY}(?!\s*(?:뒤|후|동안|간)(?![가-힣]))", _date),
    rule(rf"{_MONTH_OF_DATE}([0-9]{{1,2}})일?\s?[~∼-]\s?([0-9]{{1,2}})일", _days_of_month),
    rule(rf"(?:{YEAR}\s*)?([0-9]{{1,2}}|십[일이])\s?월(?:달)?(?!\s?[0-9]{{1,2}}\s?일)", _month),
    rule(
        rf"(?:{YEAR}\s*)?{MONTH}(?=에|까지|쯤|부터|\s?[초중말]|\s?(?:첫|마지막|둘째|셋째))", _month
    ),
    rule(r"((?:19|20)[0-9]{2}|이천[영일이삼사오육칠팔구십]{0,4})\s?년도?", _year),
    rule(rf"(?<!박)(?<!박\s)([0-9]{{1,2}})\s?일(?!\s?요일|욜){_AMOUNT}", _day),
    rule(
        rf"([0-9]{{1,2}})\s?[~∼-]\s?([0-9]{{1,2}})일(?!\s?요일|욜){_AMOUNT}",
        _days,
        needs=("~", "∼", "-"),
    ),
    rule(rf"((?:이|삼)?십[일이삼사오육칠팔구]?)일(?!요일|욜){_AMOUNT}", _day, weak=True),
    rule(rf"{_SHORT_YEAR}\.\s?([0-9]{{1,2}})\.\s?([0-9]{{1,2}})\.?(?![0-9])", _short),
    rule(r"([2-9][0-9])/([0-9]{1,2})/([0-9]{1,2})", _short),
    rule(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", _compact),
    rule(
        rf"([0-9]{{1,2}})\.\s?([0-9]{{1,2}})\.?\s?\(?([{WEEKDAYS}])(?:\)|요일|욜|(?![가-힣]))",
        _pointed,
        needs=(".",),
    ),
    rule(rf"([0-9]{{1,2}})\.\s?([0-9]{{1,2}})\.?{_CLOCK_FOLLOWS}", _dashed, needs=(".",)),
    rule(
        r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?!\s?(?:[-~]|명|개|분|시|일|세|살|번|%))",
        _dashed,
    ),
    rule(rf"{_LUNAR}{_LUNAR_MONTH}\s?{_LUNAR_DAY}", _lunar),
    rule(rf"(윤)달?\s?{MONTH}()()\s?{_LUNAR_DAY}", _lunar),
    rule(rf"()()(정)(?:월)()\s?{_LUNAR_DAY}", _lunar),
    rule(rf"()()()(동짓|섣)달\s?{_LUNAR_DAY}", _lunar),
    rule(r"(?:음력|음)\s?([0-9]{1,2})[./]\s?([0-9]{1,2})\.?", _lunar_numbers),
)

"""Korean days: "내일모레", "다음 주 화요일", "3월 5일", "매주 월요일"."""

from panager.when.components import (
    Component,
    Date,
    DayShift,
    Period,
    PeriodShift,
    Repeat,
    Weekday,
)
from panager.when.rules import Match, Rule, rule, word

_DAYS = "월화수목금토일"
_COUNTS = {
    "지난": -1,
    "저번": -1,
    "이번": 0,
    "다음": 1,
    "담": 1,
    "다다음": 2,
    "다담": 2,
}
_WHICH = "(지난|저번|이번|다다음|다담|다음|담)"
_DAY_NAME = rf"([{_DAYS}])(?:요일|욜)"
# After "5일" one of these shows that it is the fifth and not five days.
_DATED = (
    r"(?=에|까지|부터|날|은\s|이\s|\s*\(|\s*(?:오전|오후|새벽|아침|점심|낮|저녁|밤|정오|자정)|"
    r"\s*[0-9]{1,2}(?:시(?!간)|:[0-9]{2})|"
    r"\s*(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두)\s?시(?!간))"
)


def _weekday(match: Match) -> tuple[Component, ...]:
    return (Weekday(_DAYS.index(match[1])),)


def _which_weekday(match: Match) -> tuple[Component, ...]:
    # "다음 화요일" follows the rule of "다음 주 화요일": the one in the next Monday-based week.
    return (Weekday(_DAYS.index(match[2]), weeks=_COUNTS[match[1]]),)


def _which_week(match: Match) -> tuple[Component, ...]:
    return (PeriodShift(Period.WEEK, _COUNTS[match[1]]),)


def _which_month(match: Match) -> tuple[Component, ...]:
    shift = PeriodShift(Period.MONTH, _COUNTS[match[1]])
    return (shift,) if match[2] is None else (shift, Date(None, None, int(match[2])))


def _date(match: Match) -> tuple[Component, ...]:
    year, month, day = (None if group is None else int(group) for group in match.groups())
    return (Date(year, month, day),)


def _day_of_month(match: Match) -> tuple[Component, ...]:
    return (Date(None, None, int(match[1])),)


def _monthly(match: Match) -> tuple[Component, ...]:
    return (Repeat(), Date(None, None, int(match[1])))


def _month(match: Match) -> tuple[Component, ...]:
    return (Date(None if match[1] is None else int(match[1]), int(match[2]), None),)


DAY_RULES: tuple[Rule, ...] = (
    word("그저께|그제|엊그제", DayShift(-2)),
    word("어제|어젯", DayShift(-1)),
    word("오늘(?!날)|금일", DayShift(0)),
    word(r"이따가?(?=\s)", DayShift(0), weak=True),
    word("내일|낼", DayShift(1)),
    word(
        r"내일\s?모레|낼\s?모레|모레|모래(?=\s*(?:오전|오후|아침|저녁|밤|까지|[0-9]+시))",
        DayShift(2),
    ),
    word("글피", DayShift(3)),
    word("그글피", DayShift(4)),
    rule(_DAY_NAME, _weekday),
    rule(rf"\(([{_DAYS}])\)", _weekday),
    rule(rf"{_WHICH}\s?{_DAY_NAME}", _which_weekday),
    word(rf"(?:오는|돌아오는|다가오는)(?=\s?[{_DAYS}](?:요일|욜))"),
    rule(rf"{_WHICH}\s?주", _which_week),
    word("차주", PeriodShift(Period.WEEK, 1), weak=True),
    word("금주", PeriodShift(Period.WEEK, 0), weak=True),
    rule(rf"{_WHICH}\s?달(?:\s?([0-9]{{1,2}})일)?", _which_month),
    word("내년", PeriodShift(Period.YEAR, 1)),
    word("올해", PeriodShift(Period.YEAR, 0)),
    word("작년", PeriodShift(Period.YEAR, -1)),
    rule(
        r"(?:([0-9]{4})년\s*)?([0-9]{1,2})월\s*([0-9]{1,2})일(?!\s*(?:뒤|후|동안|간))",
        _date,
    ),
    rule(r"(?:([0-9]{4})년\s*)?([0-9]{1,2})월(?=에|까지|쯤)", _month),
    rule(r"([0-9]{1,2})일" + _DATED, _day_of_month),
    rule(r"매[달월]\s*([0-9]{1,2})일", _monthly),
    word("매일|매주|매달|매월|매년|날마다|주마다|달마다", Repeat()),
)

"""Korean days counted from today: "내일모레", "다음 주 화요일", "지지난달", "내후년", "주말"."""

from panager.when.grammar import numbers
from panager.when.grammar.korean.lexicon import COMING, PART, WEEKDAY, WEEKDAYS, WHICH, count
from panager.when.grammar.rules import Match, Rule, needing, rule, word
from panager.when.model.components import (
    Component,
    DayPart,
    DayShift,
    Part,
    Period,
    PeriodShift,
    Range,
    Weekday,
)
from panager.when.model.named_days import (
    Counted,
    DayGroup,
    Group,
    Now,
    Offset,
    SameTime,
    Side,
    Stage,
    StageOf,
    ThatDay,
    WeekOf,
)

_PAST_WEEKDAY = r"(?:지난|저번)"
# A clock or a part of the day follows.
_TIME_FOLLOWS = rf"(?=\s*(?:{PART}|[0-9]|(?:{numbers.NATIVE})\s?시))"


def _weekday(match: Match) -> tuple[Component, ...]:
    return (Weekday(WEEKDAYS.index(match[1])),)


def _weekdays(match: Match) -> tuple[Component, ...]:
    """ "월~수"."""
    first, last = (Weekday(WEEKDAYS.index(match[group])) for group in (1, 2))
    return (Range((first,), (last,)),)


def _past_weekday(match: Match) -> tuple[Component, ...]:
    return Side(past=True), Weekday(WEEKDAYS.index(match[1]))


def _coming_weekday(match: Match) -> tuple[Component, ...]:
    return Side(past=False), Weekday(WEEKDAYS.index(match[1]))


def _which_weekday(match: Match) -> tuple[Component, ...]:
    # "다음 금요일" on a Monday: this week's, or next week's? Both are said and meant.
    weeks = count(match[1])
    return (Weekday(WEEKDAYS.index(match[2]), weeks=weeks, or_coming=weeks == 1),)


def _two_days(match: Match) -> tuple[Component, ...]:
    """ "다음 주 목금"."""
    first, last = (Weekday(WEEKDAYS.index(day)) for day in match[2])
    return PeriodShift(Period.WEEK, count(match[1])), Range((first,), (last,))


def _period(match: Match, period: Period) -> tuple[Component, ...]:
    return (PeriodShift(period, count(match[1])),)


def _week(match: Match) -> tuple[Component, ...]:
    return _period(match, Period.WEEK)


def _month(match: Match) -> tuple[Component, ...]:
    return _period(match, Period.MONTH)


def _quarter(match: Match) -> tuple[Component, ...]:
    return _period(match, Period.QUARTER)


def _year(match: Match) -> tuple[Component, ...]:
    return _period(match, Period.YEAR)


def _weekend(match: Match) -> tuple[Component, ...]:
    return PeriodShift(Period.WEEK, count(match[1])), DayGroup(Group.WEEKEND)


def _shifts(period: Period, counts: dict[int, str], *, weak: bool = False) -> tuple[Rule, ...]:
    return tuple(
        word(words, PeriodShift(period, number), weak=weak) for number, words in counts.items()
    )


_TODAY_RULES = (
    word("그그그제", DayShift(-4)),
    word("그끄저께|그그저께|그끄제|그그제", DayShift(-3)),
    word("그저께|그제|엊그제|엊그저께", DayShift(-2)),
    word("어제|어저께|어젯|작일", DayShift(-1)),
    word("전일", DayShift(-1), weak=True),
    word(r"그\s?날|그\s?(?:다음\s?|전\s?)?(?:주|달)(?=에|까지|\s)", ThatDay()),
    word("어젯밤|간밤|지난밤|어제밤", DayShift(-1), DayPart(Part.NIGHT)),
    word(r"엊저녁|지난\s?저녁", DayShift(-1), DayPart(Part.EVENING)),
    word("오늘(?!날)|금일", DayShift(0)),
    word("당일(?!치기)", Offset(0)),
    word(rf"이따가?{_TIME_FOLLOWS}", DayShift(0)),
    word(rf"(?:이번|요번)(?=\s?(?:{PART}))", DayShift(0)),
    word("오늘밤", DayShift(0), DayPart(Part.NIGHT)),
    word(r"내일|낼(?!\s수)|명일|익일", DayShift(1)),
    word(
        r"내일\s?모레|낼\s?모레|모레|명후일|익익일|"
        rf"모래(?=\s*(?:{PART}|까지|[0-9]+시))",
        DayShift(2),
    ),
    word("글피", DayShift(3)),
    word("그글피", DayShift(4)),
    word("그그글피", DayShift(5)),
    word(r"지금(?:\s?(?:당장|바로))?|방금(?:\s?전)?|현재", Now(), weak=True),
    word(r"당장|바로\s?지금", Now(), weak=True),
    word(r"(?:이|같은)\s?(?:시각|시간)(?:대)?(?![가-힣]*\s?(?:뒤|후|동안))|이맘때쯤?", SameTime()),
)
_WEEK_RULES = (
    rule(WEEKDAY, _weekday),
    rule(rf"\(([{WEEKDAYS}])\)", _weekday),
    rule(rf"([{WEEKDAYS}])\s?[~∼-]\s?([{WEEKDAYS}])(?:요일)?(?!\S*[~-])", _weekdays),
    rule(rf"{_PAST_WEEKDAY}\s?{WEEKDAY}", _past_weekday),
    rule(rf"{COMING}\s?{WEEKDAY}", _coming_weekday),
    rule(rf"{WHICH}\s?{WEEKDAY}", _which_weekday),
    rule(rf"{WHICH}\s?주\s?([{WEEKDAYS}])(?=에|\s*$|{_TIME_FOLLOWS})", _which_weekday),
    rule(
        rf"([{WEEKDAYS[:-1]}])(?=\s(?:(?:{PART})\s?)?[0-9]{{1,2}}(?:시(?!간)|:))",
        _weekday,
    ),
    rule(rf"{WHICH}\s?주(?:\s?중(?=에|으로|\s))?", _week),
    rule(rf"{WHICH}\s?(?:주\s?)?주말", _weekend),
    word(rf"{COMING}\s?주말|주말", DayGroup(Group.WEEKEND)),
    word(r"주중|(?<=주)\s?평일", DayGroup(Group.WORKDAYS)),
    word(r"(?<=주)\s?초(?:반)?(?!\S*등)", StageOf(Stage.EARLY)),
    word(r"(?<=주)\s?중반", StageOf(Stage.MID)),
    word(r"(?<=주)\s?후반", StageOf(Stage.LATE)),
    word(r"주\s?초(?=에|반|\s|$)", StageOf(Stage.EARLY, Counted.WEEK)),
    *needing(
        ("주",),
        word(
            r"(?:(?:의|이|가)?\s?(?:있는|낀|든|들어간|포함된|포함한)|(?<=일)의)\s?주(?=에|까지|\s|$)",
            WeekOf(),
        ),
        rule(rf"{WHICH}\s?주\s?(월화|화수|수목|목금|금토|토일)(?![가-힣])", _two_days),
    ),
    *_shifts(Period.WEEK, {1: rf"내주|익주|{COMING}\s?주", -2: "전전주", -3: "전전전주"}),
    *_shifts(Period.WEEK, {0: r"금주(?=\s?(?:내|안|중)(?:에|으?로))"}),
    *_shifts(Period.WEEK, {0: r"금주|이\s주", 1: "차주", -1: "전주"}, weak=True),
)
_LONGER_RULES = (
    rule(rf"{WHICH}\s?달", _month),
    rule(rf"{WHICH}\s?분기", _quarter),
    rule(rf"{WHICH}\s?해", _year),
    *_shifts(
        Period.MONTH,
        {
            0: r"이\s?달(?!라)|금월|당월",
            1: r"익월|내달|새달|차월",
            -2: "전전달|전전월",
            -3: "전전전달",
        },
    ),
    *_shifts(Period.MONTH, {-1: "전달|전월"}, weak=True),
    *_shifts(Period.QUARTER, {-1: r"(?:직전|전)\s?분기"}),
    *_shifts(
        Period.YEAR,
        {
            0: r"올\s?해|금년도?|당해(?:\s?연도)?|"
            r"올(?=\s?(?:[0-9]{1,2}월|봄|여름|가을|겨울|추석|설|연말))",
            1: r"내년도?|명년|익년|새해(?=\s?(?:첫|마지막|[0-9]{1,2}월))",
            2: "내후년|후년",
            3: "후후년",
            -1: "작년도?|지난해|거년",
            -2: "재작년|지지난해",
            -3: "재재작년|지지지난해",
        },
    ),
    *_shifts(Period.YEAR, {-1: "전년"}, weak=True),
)

DAY_RULES: tuple[Rule, ...] = (
    *_TODAY_RULES,
    *_WEEK_RULES,
    *_LONGER_RULES,
)

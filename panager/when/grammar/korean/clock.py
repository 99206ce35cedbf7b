"""Korean times of day: "오후 3시 반", "세 시 십오 분 전", "밤 12시", "저녁"."""

from panager.when.grammar import numbers
from panager.when.grammar.korean.lexicon import PART
from panager.when.grammar.rules import Match, Rule, needing, rule, word
from panager.when.model.components import Clock, Component, DayPart, Part, Range
from panager.when.model.understanding import Grain

_HOUR_NUMBER = rf"([0-9]{{1,2}}|{numbers.NATIVE}|영|십[삼사오육칠팔구]|이십[일이삼사]?)"
_HOUR = rf"(?:정각\s)?{_HOUR_NUMBER}\s?시(?!간|작|리즈|즌|스템|험|도\s때)(?:\s?정각)?"
_NUMBER = rf"[0-9]{{1,2}}|{numbers.SINO}"
_MINUTE = (
    rf"(?:\s*(?:(?P<half>반)|(?P<minute>{_NUMBER})\s?분(?P<to>\s?전)?)|"
    r"(?P<bare>[0-5][0-9])(?![0-9가-힣%]|\s(?:명|개|번|호|권|장|살|원|쪽))|"
    r"\s(?P<end>[0-5][05])(?=\s*$))?"
)
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
    minute = 30 if match["half"] else numbers.whole(_minute(match))
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


def _minute(match: Match) -> str:
    """ "9시30" and "9시 30" leave out the word."""
    return match["minute"] or match["bare"] or match["end"] or "0"


def _valid(hour: int, minute: int, second: int) -> bool:
    return (hour < 24 and minute < 60 and second < 60) or (hour, minute, second) == (24, 0, 0)


def _grain(match: Match) -> Grain:
    if match["second"]:
        return Grain.SECOND
    return Grain.MINUTE if match["half"] or _minute(match) != "0" else Grain.HOUR


def _hours(match: Match) -> tuple[Component, ...] | None:
    """ "3~5시": two hours that share the word."""
    first, last = numbers.whole(match[1]), numbers.whole(match[2])
    if first is None or last is None or first > 24 or last > 24:
        return None
    minute = 30 if match["half"] else numbers.whole(_minute(match)) or 0
    if minute > 59:
        return None
    return (Range((_at(first),), (_at(last, minute),)),)


def _at(hour: int, minute: int = 0) -> Clock:
    grain = Grain.MINUTE if minute else Grain.HOUR
    return Clock(hour, minute, grain=grain, definite=hour == 0 or hour > 12)


_ABOUT = r"(?:\s?(?:무렵|즈음|쯤|경|께))?"
_PARTS = (
    (r"오전|am(?=\s?[0-9]{1,2}:)", Part.AM),
    (r"오후|pm(?=\s?[0-9]{1,2}:)", Part.PM),
    (r"(?:이른\s?)?새벽(?:녘|\s?일찍)?|동틀\s?무렵|해\s?뜰\s?무렵", Part.DAWN),
    (rf"아침(?:\s?시간|때|나절)?{_ABOUT}{_NO_MEAL}", Part.MORNING),
    (rf"점심(?:\s?시간|때)?{_ABOUT}{_NO_MEAL}", Part.LUNCH),
    (rf"저녁(?:\s?시간|때)?{_ABOUT}{_NO_MEAL}|해\s?질\s?(?:녘|무렵)", Part.EVENING),
    (r"한낮|대낮|낮(?=에)", Part.LUNCH),
    (r"밤(?=에|중에)", Part.NIGHT),
    (
        r"퇴근\s?(?:시간|무렵|즈음|때|할\s?때|(?:하기\s?)?전)",
        Part.CLOSE,
    ),
)
# "저녁 먹고 산책" tells of an evening; somebody who asks to be told means a time.
_EATEN = r"먹고\s?(?:나서|난\s?(?:뒤|후)에?)|먹고(?=.{0,40}(?:라고|알려|말해|리마인|알림))"
# Hours from the usual time of that part of the day; one pattern, as most texts have none of them.
_EARLY_OR_LATE = {
    "early_morning": (r"이른\s?아침|아침\s?일찍", DayPart(Part.MORNING, -2)),
    "late_morning": (r"늦은\s?아침|아침\s?늦게", DayPart(Part.MORNING, 1)),
    "early_afternoon": (r"이른\s?오후|오후\s?일찍", DayPart(Part.AFTERNOON, -1)),
    "late_afternoon": (r"늦은\s?오후|오후\s?늦게", DayPart(Part.AFTERNOON, 1)),
    "early_evening": (rf"(?:이른\s?저녁|초저녁|저녁\s?일찍){_NO_MEAL}", DayPart(Part.EVENING, -1)),
    "late_evening": (rf"(?:늦은\s?저녁|저녁\s?늦게){_NO_MEAL}", DayPart(Part.EVENING, 1)),
    "late_night": (r"늦은\s?밤|밤\s?늦게", DayPart(Part.NIGHT, 1)),
    "after_work": (
        r"퇴근\s?(?:길|하고(?:\s?나서)?|하면|한\s?(?:뒤|후)|후)",
        DayPart(Part.CLOSE, 1),
    ),
    "after_lunch": (
        rf"점심\s?(?:을\s?)?(?:{_EATEN}|먹은\s?(?:뒤|후)에?|식사\s?(?:뒤|후)에?)",
        DayPart(Part.LUNCH, 1),
    ),
    "after_supper": (
        rf"저녁\s?(?:을\s?)?(?:{_EATEN}|먹은\s?(?:뒤|후)에?|식사\s?(?:뒤|후)에?)",
        DayPart(Part.EVENING, 1),
    ),
    "deep_night": (r"한밤(?:중(?:에)?)?|오밤중|심야", DayPart(Part.NIGHT, 3)),
}
_ANY_EARLY_OR_LATE = "|".join(f"(?P<{name}>{said})" for name, (said, _) in _EARLY_OR_LATE.items())
# "좋은 아침" is a greeting.
_GREETING = (
    r"(?:좋은|즐거운|행복한|편안한|굿)\s?"
    rf"(?:{PART}|하루|주말|연휴|명절|한\s?주|한\s?달|추석|설날?|크리스마스|새해)"
)


def _early_or_late(match: Match) -> tuple[Component, ...]:
    return (_EARLY_OR_LATE[match.lastgroup or ""][1],)


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
    rule(
        rf"{_HOUR_NUMBER}\s?시?\s?[~∼–-]\s?{_HOUR}{_MINUTE}",
        _hours,
    ),
    *needing(("좋은", "즐거운", "행복한", "편안한", "굿"), word(_GREETING)),
    *(word(pattern, DayPart(part)) for pattern, part in _PARTS),
    rule(_ANY_EARLY_OR_LATE, _early_or_late),
    word("낮", DayPart(Part.LUNCH), weak=True),
    word("밤", DayPart(Part.NIGHT), weak=True),
    word(r"(?:(?:12|열두)\s?시\s)?정오", Clock(12, definite=True)),
    word("자정", Clock(0, definite=True, midnight=True)),
)

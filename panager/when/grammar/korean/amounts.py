"""Korean amounts of time: "두 시간 반 뒤", "10분만", "사흘 후", "1시간 전에"."""

import re

from panager.when.grammar import numbers
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import (
    Amount,
    Before,
    Component,
    Later,
    Length,
    Vague,
    Window,
    WindowKind,
    amount_of,
)

_UNITS = {
    "초": "second",
    "분": "minute",
    "시간": "hour",
    "일": "day",
    "주": "week",
    "달": "month",
    "개월": "month",
    "년": "year",
    "해": "year",
}
_DIGITS, _NATIVE, _SINO = numbers.DIGITS, numbers.NATIVE, numbers.SINO
# "두 분" and "네 분" are people, so minutes take digits and Sino-Korean numbers only.
_PLAIN_TERM = (
    rf"(?:{_DIGITS}\s?(?:초|분(?!의\s?[0-9일이삼])|시간|일(?!요일|\s?[0-9]\s?[식회])|주(?:일|간)?|달|개월|년)|"
    rf"{_NATIVE}\s?(?:시간|달|개월|주(?:일|간)?|해)|반\s?시간|반\s?년)"
)
_ANY_TERM = (
    rf"(?:{_PLAIN_TERM}|{_SINO}\s?(?:초|분|시간|일(?!요일)|주(?:일|간)?|개월|년)|"
    rf"{numbers.DAY_NAME})"
)
_AND = r"\s*(?:(?:하고|그리고)\s*)?"
_PLAIN = rf"({_PLAIN_TERM}(?:{_AND}{_PLAIN_TERM}){{0,4}}(?:\s*반)?)"
_ANY = rf"({_ANY_TERM}(?:{_AND}{_ANY_TERM}){{0,4}}(?:\s*반)?)"
_ABOUT = r"\s*(?:정도|쯤|가량)?(?:만)?\s*(?:더\s*)?"
_FROM_NOW = r"(?:(?:앞으로|지금(?:으로)?부터|이제(?:부터)?|오늘(?:로)?부터|약|대략)\s*)*"
_LATER = (
    rf"{_ABOUT}(?:뒤|후(?!\s?기)|이후|있다가?|이따가?|지나서|지나면|지나고|"
    r"안(?=에|으로|$|\s)|이내(?=에|로|$|\s)|내(?=에|로|$|\s))"
)
_ONLY = r"\s*(?:정도|쯤)?\s*(?:동안(?:만)?|간(?![가-힣])|만\s*더|만|더(?![가-힣])|내내|종일)"
# "일주일 미뤄줘"
_MOVED = r"(?=\s*(?:정도|쯤)?\s?(?:뒤로\s?)?(?:미[뤄루]|늦[춰추]|연기|앞?당[겨기]))"
_TERM = re.compile(
    rf"(?P<name>{numbers.DAY_NAME})|(?P<half_unit>반\s?(?:시간|년))|"
    rf"(?P<number>{_DIGITS}|{_NATIVE}|{_SINO})\s?"
    r"(?P<unit>초|분|시간|개월|일|주|달|년|해)(?:일|간)?|"
    r"(?P<half>반)"
)


def amount(text: str) -> Amount | None:
    """The length that these words say, None if a number in them is none."""
    terms: list[tuple[float, str]] = []
    for match in _TERM.finditer(text):
        term = _term(match, terms)
        if term is None:
            return None
        terms.append(term)
    units = [unit for _, unit in terms]
    # "하루 이틀" is one or two days, not three; "25일 3일 전" is a day of the month and an amount.
    is_guess = any(
        number >= 1 and unit in units[:place] for place, (number, unit) in enumerate(terms)
    )
    return None if is_guess else amount_of(terms)


def _term(match: Match, before: list[tuple[float, str]]) -> tuple[float, str] | None:
    if match["name"]:
        return float(numbers.days(match["name"])), "day"
    if match["half_unit"]:
        return 0.5, "hour" if match["half_unit"].endswith("시간") else "year"
    if match["half"]:
        return _half(before[-1][1]) if before else None
    number = numbers.read(match["number"])
    # "2027년" is a year of the calendar, not an amount.
    if number is None or (match["unit"] == "년" and number >= 1900):
        return None
    return number, _UNITS[match["unit"]]


def _half(unit: str) -> tuple[float, str]:
    """Half a month is a fortnight and a day: 보름."""
    return (15.0, "day") if unit == "month" else (0.5, unit)


def _later(match: Match) -> tuple[Component, ...] | None:
    if match[0].endswith("이후") and _MONTH_BEFORE.search(match.string[: match.start()]):
        return None  # "지난달 22일 이후" begins with a date
    length = amount(match[1])
    return None if length is None else (Later(length),)


def _before(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Before(length, ago=_is_ago(match)),)


def _counted_before(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Before(length),)


def _is_ago(match: Match) -> bool:
    """Nothing stands before it from which it could count: "3일 전에", but not "회의 3일 전에"."""
    if match[0] != match.string[match.start(1) : match.end()]:
        return True  # "오늘부터 3일 전"
    return bool(_NOTHING_BEFORE.search(match.string[: match.start()]))


def _window(match: Match) -> tuple[Component, ...] | None:
    length, side = amount(match[3]), match[1] or match[2]
    if length is None:
        return None
    past = side in ("지난", "최근", "이전", "과거")
    during = match["during"] or bool(_SPAN.search(match[3]))
    is_ahead = side in ("앞으로", "향후") or (side == "다가오는" and during and not length.days)
    if side == "최근" or is_ahead:
        return (Window(length, past, WindowKind.WITH_TODAY),)
    return (Window(length, past, WindowKind.DAYS if past and during else WindowKind.UNITS),)


def _length(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[1])
    return None if length is None else (Length(length),)


# "지난 3일" is the third, "지난 3일간" the last three days.
_NO_DATE = r"(?!\s?[0-9]{1,2}\s?일(?!\s?(?:간|동안)))"
_MONTH_BEFORE = re.compile(r"[달월]\s?$")
# "2주간", but not "2시간".
_SPAN = re.compile("(?<!시)간$")
_WINDOW = rf"(?:(지난|다음|다가오는){_NO_DATE}|(최근|앞으로|향후|이전|과거))\s?"
_DURING = r"(?P<during>\s?동안|\s?간(?=\s|$|의|에))?"
_NOTHING_BEFORE = re.compile(
    r"(?:^|[.,!?~:;()]|(?:^|[\s가-힣])(?:은|는|이|가|을|를|에서|에게|한테|랑|그때|아까|벌써|이미|약|대략|바로|겨우|"
    r"불과|나|난|내가|제가|저|전))\s*$"
)
_A_FEW = (
    r"(?:몇\s*(?:초|분|시간|일|주|달|개월|년)|며칠|하루\s?이틀|이틀\s?사흘|사흘\s?나흘|(?:한두|두세|두어|서너|너댓|네댓|대여섯|예닐곱)\s*"
    r"(?:시간|달|주|개월|해)|[0-9]{1,3}\s?[~,∼-]\s?[0-9]{1,3}\s?(?:초|분|시간|일|주|달|개월|년)|"
    r"(?:[0-9]{1,3}|[일이삼사오육칠팔구]?십|백)여\s?(?:초|분|시간|일|주|달|개월|년)|반나절|(?:이삼|삼사|사오|오륙)\s*(?:초|분|일|주|개월|년)|사나흘|이사흘)"
)

# An amount right after a day of the month: "12월 20일 이틀 전".
_AFTER_DAY = rf"(?<=[0-9]일)\s?({_ANY_TERM})\s?"

AMOUNT_RULES: tuple[Rule, ...] = (
    rule(rf"{_AFTER_DAY}(?:이전|전)(?!화|체|부|시|문|용|국|후|날)", _counted_before, needs=("전",)),
    rule(rf"{_AFTER_DAY}(?:뒤|후(?!\s?기))", _later, needs=("뒤", "후")),
    rule(_FROM_NOW + _ANY + _LATER, _later),
    rule(_FROM_NOW + _ANY + r"\s*(?:이전|전)(?!화|체|부|시|문|용|국|후)", _before, needs=("전",)),
    rule(_WINDOW + _ANY + _DURING + r"(?!\s?(?:뒤|후|전))", _window),
    rule(_ANY + _ONLY, _length),
    rule(_ANY + _MOVED, _length, needs=("미", "늦", "연기", "당")),
    rule(rf"{_DIGITS}박\s?([0-9]{{1,2}}일)", _length, needs=("박",)),
    rule(_PLAIN, _length),
    rule(_ANY, _length, weak=True),
    word(
        rf"{_A_FEW}{_ABOUT}(?:뒤|후|있다가?|이따가?|지나서|이후|이내|안(?=에|$|\s)|내(?=에|$|\s))|"
        r"(?:조금|좀|쫌|잠시|잠깐|한참)\s*(?:만\s*)?(?:뒤|후|있다가?|이따가?)",
        Vague(),
    ),
    word(r"(?:한두|두세|서너|너댓|네댓|대여섯|예닐곱|일고여덟)\s?시(?!간)", Vague()),
    word(r"나중(?=에)|이따가?|조만간|머지않아|언젠가", Vague()),
    word(r"나중|곧", Vague(), weak=True),
)

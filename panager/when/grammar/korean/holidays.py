"""Korean names of days: "추석", "설 연휴 끝나고", "크리스마스 이브", "어린이날 다음날", "동지"."""

from panager.when.grammar import numbers
from panager.when.grammar.korean.lexicon import COMING, PART
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Component
from panager.when.model.named_days import Counted, Holiday, Offset, Ordinal, Side

# A word that is another one as well is a day before a time: "동지 아침", "한식에".
_TIME = (
    rf"(?=\s*(?:$|[0-9]|에(?:\s|$)|{PART}|정오|전날|다음\s?날|"
    rf"(?:{numbers.NATIVE})\s?시))"
)
_NAMES = {
    "new_year": r"신정|새해\s?첫날|새해(?=에|부터)|양력\s?설(?:날)?",
    "seollal": r"구정|음력\s?설(?:날)?|설날|"
    rf"설(?=\s?(?:연휴|명절|전전?날|다음\s?날|당일|차례|{PART})|에(?:는|도)?(?:\s|$)|\s*$)",
    "seollal_eve": r"섣달\s?그믐(?:날)?",
    "daeboreum": r"(?:정월\s?)?대보름(?:날)?",
    "valentine": r"(?:발렌타인|밸런타인)\s?데이",
    "samil": r"삼일절|3[.·]?1절",
    "white_day": r"화이트\s?데이",
    "april_fools": r"만우절",
    "arbor_day": r"식목일",
    "hansik": rf"한식날|한식{_TIME}",
    "buddha": r"부처님\s?오신\s?날|석가\s?탄신일|석탄일|사월\s?초파일|초파일",
    "labour_day": r"근로자의\s?날|(?:국제\s?)?노동자의\s?날|노동절|메이\s?데이",
    "childrens_day": r"어린이\s?날",
    "parents_day": r"어버이\s?날",
    "teachers_day": r"스승의\s?날",
    "coming_of_age_day": r"성년의\s?날",
    "dano": r"단오(?:날|절)?|단옷날",
    "memorial_day_kr": r"현충일",
    "constitution_day": r"제헌절",
    "chilseok": r"칠월\s?칠석|칠석(?:날)?",
    "liberation_day": r"광복절",
    "chuseok": r"추석|한가위",
    "armed_forces_day": r"국군의\s?날",
    "foundation_day": r"개천절",
    "hangul_day": r"한글\s?날",
    "halloween": r"할로윈|핼러윈|할로윈\s?데이|핼러윈\s?데이",
    "pepero_day": r"빼빼로\s?데이",
    "thanksgiving": r"추수\s?감사절",
    "black_friday": r"블랙\s?프라이데이",
    "easter": r"부활절",
    "christmas_eve": r"(?:크리스마스|성탄절?)\s?(?:이브|전야)",
    "christmas": r"크리스마스|성탄절|성탄일|기독탄신일",
    "ipchun": r"입춘",
    "gyeongchip": r"경칩",
    "chunbun": r"춘분",
    "cheongmyeong": rf"청명{_TIME}",
    "gogu": r"곡우",
    "ipha": rf"입하{_TIME}",
    "haji": rf"하짓날|하지날|하지{_TIME}",
    "ipchu": r"입추",
    "cheoseo": r"처서",
    "chubun": r"추분",
    "sanggang": r"상강",
    "ipdong": r"입동",
    "dongji": rf"동짓날|동지날|동지{_TIME}|동지(?=\s?팥죽)",
    "chobok": r"초복(?:날)?",
    "jungbok": r"중복(?:날|(?=에\s|\s*$|\s?삼계탕))",
    "malbok": r"말복(?:날)?",
    "suneung": r"수능\s?(?:시험\s?)?날|수능(?=에\s|\s*$|\s?당일)",
}
_OFF = r"\s?(?:명절\s?)?연휴(?:\s?(?:기간))?"
_DAY_OF = r"(?:\s?(?:당일|날(?=에|\s|$)))?"
NAMED_DAY = "|".join(_NAMES.values())
# One pattern for all: each is a search of the text, and longer names come before their parts.
_NAMED = "|".join(
    f"(?P<{name}>{words})"
    for name, words in sorted(_NAMES.items(), key=lambda item: item[0] == "christmas")
)


def _day(match: Match) -> tuple[Component, ...]:
    return (Holiday(match.lastgroup or ""),)


def _days_off(match: Match) -> tuple[Component, ...]:
    days_off = Holiday("chuseok" if match["chuseok"] else "seollal", off=True)
    if match["over"]:
        return days_off, Offset(1, working=True)
    if match["edge"]:
        return days_off, Ordinal(1 if match["edge"] == "첫" else -1, Counted.DAY)
    return (days_off,)


_OVER = r"\s?(?P<over>끝나고|끝난\s?(?:뒤|후|다음)에?|끝나면|지나고|이후에?|뒤에|후에)"
_EDGE = r"\s?(?P<edge>첫|마지막)\s?날"
_OF = (r"의\s?", "")
_NEXT_DAY = r"(?:그\s?)?(?:다음\s?날|담날|이튿날|뒷날)"

HOLIDAY_RULES: tuple[Rule, ...] = (
    word(r"(?:그\s?)?다음\s?다음\s?날", Offset(2)),
    word(r"전전날", Offset(-2)),
    rule(rf"(?:{_NAMED}){_DAY_OF}", _day),
    rule(
        rf"(?:(?P<chuseok>{_NAMES['chuseok']})|{_NAMES['seollal']}){_OFF}(?:{_OVER}|{_EDGE})?",
        _days_off,
    ),
    word(rf"(?:지난|저번)(?=\s?(?:{NAMED_DAY}))", Side(past=True)),
    word(rf"(?:이번|{COMING}|다음)(?=\s?(?:{NAMED_DAY}))", Side(past=False)),
    # "크리스마스의 전날", but "회의 전날" too.
    *(word(rf"{of}(?:그\s?)?(?:바로\s?)?(?:전날|전\s날)", Offset(-1)) for of in _OF),
    *(word(rf"{of}(?:바로\s?)?{_NEXT_DAY}", Offset(1)) for of in _OF),
)

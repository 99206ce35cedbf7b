"""Recognising what words mean to somebody: "아침은 7시 반으로 해줘", "my mornings start at 7"."""

import re
from collections.abc import Iterator
from typing import Final

from panager.llm.offline import words
from panager.llm.offline.conversation import Setting
from panager.llm.offline.steps import Call, Step
from panager.when import WEEK_DAYS, Kind, Missing
from panager.when.grammar.korean.lexicon import WEEKDAYS

TOOL: Final = "set_habits"
NAMES: Final = {
    "dawn": r"새벽|dawns?",
    "morning": r"아침|mornings?",
    "lunch": r"점심|lunch(?:\s?times?)?",
    "afternoon": r"오후|afternoons?",
    "evening": r"저녁|evenings?",
    "night": r"밤|nights?",
    "close": r"퇴근|eod|end\s+of\s+(?:the|my)\s+(?:work(?:ing)?\s?)?day|work(?:ing)?\s?days?",
}
NAME: Final = "|".join(f"(?P<{name}>{pattern})" for name, pattern in NAMES.items())
DAYS: Final = dict(zip(WEEKDAYS, WEEK_DAYS, strict=True))
WEEK_KO: Final = r"(?:일주일|1주일|한\s*주|주)(?:의)?(?:\s*시작(?:\s*요일|하는\s*요일|일)?)?"
WHOSE_KO: Final = (
    r"(?:(?:나한테는?|저한테는?|나에게는?|저에게는?|내게는?|내|제|나의|저의|우리|나는|난|저는|전|"
    r"앞으로|이제|이제부터|지금부터)\s+)*"
)
_DO_KO: Final = (
    r"(?:(?:설정|변경)?해|바꿔|바꾸자|잡아|맞춰|알아|기억해|생각해|쳐|봐|하자|할게|부탁해)"
    r"(?:\s*(?:둬|놔|두고))?(?:\s*(?:줘|줘요|주세요|줄래|줄래요|요))?"
)
_IS_KO: Final = r"(?:이야|야|이에요|예요|에요|입니다|이다|임|이요|요)"
_TAIL_KO: Final = (
    r"(?:쯤|정도)?(?:부터|에)?(?:\s*시작(?:해|해요|합니다|한다)?)?"
    rf"(?:{_IS_KO}|\s*(?:이?라고|으?로)\s*{_DO_KO}|(?:이?라고)\s*(?:생각해|보면\s*돼)\S{{0,2}})?"
)
_CLOCK: Final = r"(?P<clock>\S.{0,30}?)"
_FOR_ME_EN: Final = r"(?:[,\s]+(?:for|to) me|\s+please|\s+from now on|\s+now|\s+usually)*"
_IS_EN: Final = (
    r"(?:is|are|means?|starts?|begins?|ends?|should be|should start|should mean)"
    r"(?:\s+(?:at|from|around))?"
)
_TIMES: Final = tuple(
    re.compile(rf"{pattern}{words.MARKS}", re.IGNORECASE)
    for pattern in (
        rf"{WHOSE_KO}(?:{NAME})(?:\s*(?:시간|시각))?(?:은|는|을|를|이|가)\s*{_CLOCK}{_TAIL_KO}",
        rf"{WHOSE_KO}(?:내가\s*)?(?:{NAME})(?:이?라고\s*(?:하면|말하면|할\s*땐)|(?:이?란)\s*(?:건|거는)?)\s*"
        rf"{_CLOCK}(?:{_TAIL_KO}|(?:을|를)\s*(?:말하는\s*거|뜻해)\S{{0,3}})",
        rf"{WHOSE_KO}{_CLOCK}(?:을|를)\s*(?:{NAME})(?:으로|로|이라고|이?라)\s*{_DO_KO}",
        rf"{words.EN_LEAD}(?:(?:for|to) me,?\s+)?my\s+(?:{NAME})\s+{_IS_EN}\s+{_CLOCK}{_FOR_ME_EN}",
        rf"{words.EN_LEAD}(?:{NAME})\s+means?\s+{_CLOCK}{_FOR_ME_EN}",
        rf"{words.EN_LEAD}(?:(?:for|to) me,?\s+)(?:{NAME})\s+{_IS_EN}\s+{_CLOCK}{_FOR_ME_EN}",
        rf"{words.EN_LEAD}(?:{NAME})\s+{_IS_EN}\s+{_CLOCK}\s+(?:for|to) me{_FOR_ME_EN}",
        rf"{words.EN_LEAD}(?:when|if|by)\s+(?:i\s+say\s+)?[\"“']?(?:{NAME})[\"”']?,?\s+(?:i|it)\s+means?\s+"
        rf"{_CLOCK}{_FOR_ME_EN}",
        rf"{words.EN_LEAD}(?:set|make)\s+my\s+(?:{NAME})\s+(?:to\s+|start\s+(?:at\s+)?)?{_CLOCK}{_FOR_ME_EN}",
    )
)
_DAY_KO: Final = rf"(?P<ko>{'|'.join(DAYS)})요일"
_DAY_EN: Final = rf"(?P<en>{'|'.join(WEEK_DAYS)})s?"
_WEEK: Final = tuple(
    re.compile(rf"{pattern}{words.MARKS}", re.IGNORECASE)
    for pattern in (
        rf"(?=.*(?:시작|부터)){WHOSE_KO}{WEEK_KO}(?:은|는|이|가|을|를)?\s*{_DAY_KO}(?:부터|에|으로|로)?"
        rf"(?:\s*시작)?(?:하는\s*(?:걸|거|것으)로)?(?:해|해요|합니다|한다|{_IS_KO})?(?:\s*{_DO_KO})?",
        rf"{words.EN_LEAD}(?:(?:for|to) me,?\s+)?(?:(?:my|the|a)\s+)?weeks?\s+"
        rf"(?:starts?|begins?)\s+(?:(?:on|with)\s+)?{_DAY_EN}{_FOR_ME_EN}",
        rf"{words.EN_LEAD}(?:start|begin)\s+(?:my|the)\s+weeks?\s+on\s+{_DAY_EN}{_FOR_ME_EN}",
        rf"{words.EN_LEAD}(?:set\s+)?(?:the\s+)?(?:start|first day)\s+of\s+(?:my|the)\s+weeks?\s+"
        rf"(?:is|to)\s+{_DAY_EN}{_FOR_ME_EN}",
    )
)
_AND: Final = re.compile(r"이?고\s+|\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_HOUR: Final = re.compile(r"\d{1,2}")


def habits(text: str, setting: Setting) -> Step | None:
    """All that is said about words of the day, when the message is about nothing else."""
    if text.rstrip().endswith("?"):
        return None
    whole = _said(text.strip(), setting)
    if whole is not None:
        return Call(TOOL, {whole[0]: whole[1]})
    parts = [_said(part, setting) for part in _AND.split(text.strip())]
    said = dict(part for part in parts if part is not None)
    return Call(TOOL, {**said}) if len(said) == len(parts) else None


def _said(text: str, setting: Setting) -> tuple[str, str] | None:
    """The habit and its value."""
    for found in _matches(text):
        name = next(name for name in NAMES if found[name])
        if _is_clock(found["clock"], setting):
            return name, found["clock"].strip()
    for pattern in _WEEK:
        if week := pattern.fullmatch(text):
            return "week_start", _day(week)
    return None


def _matches(text: str) -> Iterator[re.Match[str]]:
    return (found for pattern in _TIMES if (found := pattern.fullmatch(text)))


def _day(found: re.Match[str]) -> str:
    said = found.groupdict()
    return DAYS[said["ko"]] if said.get("ko") else said["en"].lower()


def _is_clock(text: str, setting: Setting) -> bool:
    """Nothing but a time of day: "7시 반", "half past seven", "6"."""
    if _HOUR.fullmatch(text):
        return True
    heard = setting.understand(text)
    is_moment = heard.kind is Kind.INSTANT or heard.missing is Missing.MERIDIEM
    return is_moment and not heard.rest and not heard.dated

"""Recognising a pause that ends: "약 알림 다음 주까지 쉬어", "pause the gym until Monday"."""

import re
from typing import Final

from panager.llm.offline import times, which, words
from panager.llm.offline.setting import Setting
from panager.llm.offline.steps import Call, Say, Step

_REST_KO: Final = re.compile(
    rf"(?:(?P<clear>(?:쉬어|쉬자|쉴게|쉴래|쉬게|쉬고|쉬었|멈춰|멈추|멈출|중지|중단|정지|보류){words.KO_END})|"
    rf"(?P<unclear>(?:꺼|끄){words.KO_END}|"
    r"(?:보내|울리|알리|알려\s*주)지\s*(?:마|말)\S*(?:\s*(?:줘\S*|주세요))?[\s.,!~]*$))"
)
_REST_EN: Final = re.compile(
    rf"{words.EN_LEAD}(?:(?P<clear>pause|suspend|mute|silence|skip)|(?P<unclear>stop|hold|"
    r"(?:turn|switch)(?: off)?))\b(?P<body>.*)$",
    re.IGNORECASE,
)
_ONE: Final = re.compile(
    r"알림|알람|(?:거|것|건)(?:\s|[은는을를도만]|$)|\b(?:reminders?|alarms?|one|it|that)\b",
    re.IGNORECASE,
)
_ME: Final = re.compile(r"^(?:나|난|나는|저|전|저는|우리)\s")
# "월요일까지 알림 꺼줘 그 약 알림": what it is about comes as an afterthought.
_AFTERTHOUGHT: Final = re.compile(
    r"^(?P<asked>.*?(?:줘|줘요|주세요|쉬어|쉬자))[\s,.]+(?P<what>\S.{0,40}?(?:알림|알람|거|것))[\s.!~]*$"
)
_LASTS_KO: Final = re.compile(
    r"\s*(?:전\s*)?까지(?:만|는)?(?=\s|$)|\s*동안(?:만|은)?(?=\s|$)|\s*간(?=\s)"
)
_ENDS_IN: Final = re.compile(r"(?:까지|동안)(?:만|는|은)?$")
_LASTS_EN: Final = re.compile(
    r"\b(?:until|till|til|through|thru|for|over|during)(?: the)?\s*$", re.IGNORECASE
)
_STARTS_WITH: Final = re.compile(r"(?:until|till|for|through|over|during)\b", re.IGNORECASE)
_LEFT_OVER: Final = re.compile(
    r"\b(?:off|reminding me (?:of|about|to)|sending me)\b", re.IGNORECASE
)


def until(text: str, setting: Setting) -> Step | None:
    """With the end in the person's words."""
    if _ME.search(text):
        return None
    text = _AFTERTHOUGHT.sub(r"\g<what> \g<asked>", text)
    if (found := _REST_KO.search(text)) is not None:
        return _paused(text[: found.start()], found, setting)
    if (found := _REST_EN.search(text)) is not None:
        return _paused(found["body"], found, setting)
    return None


def _paused(body: str, found: re.Match[str], setting: Setting) -> Step | None:
    end = _end(body, setting)
    if not end:
        return None
    left = _LEFT_OVER.sub(" ", body.replace(end, " ", 1))
    names_one = _ONE.search(left) is not None
    if not names_one and (found["unclear"] or times.has_clock(setting.understand(body))):
        return None  # "내일까지 가스 꺼줘" is something to be done
    if words.ALL.match(left.strip(" .,!?")):
        return Say("ask.one_by_one")
    return Call("pause_reminder", {"which": which.words(left, setting), "until": end})


def _end(body: str, setting: Setting) -> str:
    """ "다음 주까지", "until Monday", "일주일 동안"; "" for none."""
    phrase = setting.understand(body).phrase
    before, _, after = body.partition(phrase) if phrase else ("", "", "")
    if not phrase or phrase.casefold() == "now":
        return ""
    if lasts := _LASTS_KO.match(after):
        return f"{phrase}{lasts[0]}"
    if lasts := _LASTS_EN.search(before):
        return f"{lasts[0]}{phrase}"
    says_it = _ENDS_IN.search(phrase) or _STARTS_WITH.match(phrase)
    return phrase if says_it else ""

"""Recognising what is to happen to a series: leave one out, pause it, let it go on."""

import re
from typing import Final

from panager.llm.offline import pauses, times, which, words
from panager.llm.offline.setting import Setting
from panager.llm.offline.steps import Call, Say, Step
from panager.when import Kind

_LEAVE_OUT: Final = re.compile(
    rf"(?P<ko>(?:건너\s*(?:뛰|뛸|띄)|넘어가|넘길|넘겨|스킵|생략|패스){words.KO_END})|"
    rf"{words.EN_LEAD}(?:skip|leave out|pass on)\b(?P<body>.*)$",
    re.IGNORECASE,
)
_NOT_THEN: Final = re.compile(
    rf"(?P<ko>(?:(?<!\S)빼|취소|삭제|지워|쉬자|쉴게|쉴래|쉬게|쉬어|(?<=\s)꺼){words.KO_END}|"
    r"(?:안\s*(?:해|알려|보내|울려)\S*\s*(?:돼|되|괜찮)\S*|필요\s*없\S*|없어도\s*\S+|"
    r"\S{1,4}지\s*(?:마|말)\S*(?:\s*(?:줘\S*|주세요))?|(?<=\s)됐어(?:요)?|말고)[\s.,!~]*$)",
    re.IGNORECASE,
)
_ONCE: Final = re.compile(
    r"(?:^|(?<=\s))(?:이번|다음|담)(?!\s*(?:주|달|해|년|월|화|수|목|금|토|일|분기))\s*(?:(?:에는|"
    r"엔|에|은|만|번|차례|회)\s*)?(?:거|것|건|알림)?(?:는|은|만|을|를)?"
    r"(?:\s*(?:한\s*)?번만)?(?=\s|$)|(?:오늘|내일)?\s*(?:딱\s*)?(?:한|하루)\s*(?:번)?만(?=\s|$)|"
    r"\b(?:the )?next (?:one|time|occurrence|reminder)\b|\b(?:just |only )?(?:this|for) (?:time|"
    r"once)\b|"
    r"\b(?:just |only )?this (?:one|once)\b",
    re.IGNORECASE,
)
_NOT_EN: Final = re.compile(
    rf"{words.EN_LEAD}(?:not|don'?t(?! let)(?: \w+ me)?|do not(?! let)(?: \w+ me)?|"
    r"no (?:reminders?|alarms?|need)|"
    r"without|except)\b(?P<body>.*)$",
    re.IGNORECASE,
)
_CANCEL_EN: Final = re.compile(
    rf"{words.EN_LEAD}(?:cancel|delete|remove|drop)\b(?P<body>.*)$", re.IGNORECASE
)
_DAY_PARTICLE: Final = re.compile(r"^(?:에는|엔|까지|부터|은|는|만|에|을|를|의)(?=\s|$)")
_PAUSE: Final = re.compile(
    r"(?P<ko>(?:멈춰|멈추|멈출|중지|중단|정지|(?<=\s)그만\s*(?:보내|알려|울려)|일시\s*정지|"
    rf"보류){words.KO_END}|"
    r"(?:당분간|잠깐|잠시|한동안|알림|알람|그거|이거|것|거|^)(?:\S*)\s*(?P<off>(?:꺼|끄|쉬게|"
    rf"쉬자|쉴게){words.KO_END}))|"
    rf"{words.EN_LEAD}(?:pause|suspend|mute|put(?=.*\bon (?:hold|pause)\b)|hold(?= off|"
    r".*\breminder)|"
    r"(?:turn|switch)(?= off\b|.*\boff\b)|(?:stop|silence)(?=.*\bfor (?:now|a while|a bit)\b))\b"
    r"(?P<body>.*)$",
    re.IGNORECASE,
)
_RESUME: Final = re.compile(
    r"(?P<ko>(?:다시\s*(?:좀\s*)?(?:켜|킬|켤|시작|틀|살려|이어|진행|작동)|재개|재시작|(?<=\s)살려|"
    r"일시\s*정지\s*(?:풀|해제)|"
    rf"이어서\s*(?:해|알려|보내)|(?<!\S)켜\s*(?=줘|주)){words.KO_END})|"
    rf"{words.EN_LEAD}(?:resume|unpause|un-pause|unmute|restart|reactivate|continue(?= with\b|"
    r".*\breminder|\W*$)|"
    r"(?:turn|switch)(?=.*\b(?:back )?on\b)|start(?=.*\bagain\b)|go on with)\b(?P<body>.*)$",
    re.IGNORECASE,
)
_ONE: Final = re.compile(
    r"알림|알람|(?:거|것|건)(?:\s|[은는을를도만]|$)|\b(?:reminder|alarm|one)\b"
)
_WHILE: Final = re.compile(
    r"(?:^|(?<=\s))(?:당분간|잠깐만?|잠시만?|한동안|일단|일시|지금은?)(?=\s|$)|"
    r"\b(?:for (?:now|a while|a bit)|on (?:hold|pause)|off|back on|on|again|with)\b",
    re.IGNORECASE,
)


def skip(text: str, setting: Setting) -> Step | None:
    """ "이번만 건너뛰어", "내일 거는 빼줘", "skip the next one", "not tomorrow"."""
    if found := _LEAVE_OUT.search(text):
        return _skipped(_body(text, found), setting)
    found = _NOT_THEN.search(text) or _CANCEL_EN.search(text) or _NOT_EN.search(text)
    if found is None:
        return None
    body = _body(text, found)
    if found[0].startswith("꺼") and _is_plan(body, setting):
        return None
    return _skipped(body, setting) if _names_an_occurrence(body, setting) else None


def pause(text: str, setting: Setting) -> Step | None:
    """ "약 알림 잠깐 멈춰", "당분간 꺼줘", "pause the pill reminder"."""
    if (for_a_while := pauses.until(text, setting)) is not None:
        return for_a_while
    found = _PAUSE.search(text)
    if found is None or _is_plan(text, setting):
        return None
    heard = setting.understand(text)
    if found["off"] and heard.dated:
        return None
    end = found.start("off") if found["off"] else found.start()
    body = found["body"] if found["body"] is not None else text[:end]
    day = which.time_in(body, setting) if heard.dated else ""
    body = _without(day, body)
    return _of_one("pause_reminder", body, setting)


def resume(text: str, setting: Setting) -> Step | None:
    """ "다시 켜줘", "약 알림 재개해줘", "resume the pill reminder"."""
    found = _RESUME.search(text)
    if found is None or _is_plan(text, setting):
        return None
    return _of_one("resume_reminder", _body(text, found), setting)


def _of_one(tool: str, body: str, setting: Setting) -> Step:
    body = _WHILE.sub(" ", body)
    if words.ALL.match(body.strip(" .,!?")):
        return Say("ask.one_by_one")
    return Call(tool, {"which": which.words(body, setting)})


def _skipped(body: str, setting: Setting) -> Step:
    """The day or moment that is named, and the reminder; without a day it is the next one."""
    body = _ONCE.sub(" ", _possessive(body))
    day = which.time_in(body, setting)
    if not day or not setting.understand(body).dated:  # "3시 거" names the reminder
        return Call("skip_reminder", {"which": which.words(body, setting)})
    left = which.words(_without(day, body), setting)
    return Call("skip_reminder", {"which": left, "when": day})


def _is_plan(text: str, setting: Setting) -> bool:
    """ "내일 3시에 불 꺼줘" is something to be done then; "3시 거" a reminder."""
    return times.has_clock(setting.understand(text)) and not _ONE.search(text)


def _names_an_occurrence(body: str, setting: Setting) -> bool:
    """Whether it is about one time: "이번만", "내일 거", and not about the whole series."""
    heard = setting.understand(_possessive(body))
    if heard.kind is Kind.RECURRENCE or "repeat" in heard.notes:
        return False
    if _ONCE.search(body):
        return True
    if which.time_in(_possessive(body), setting):
        return heard.dated and heard.kind is not Kind.DURATION
    return False


def _without(phrase: str, text: str) -> str:
    """The text without the phrase and the particle that belongs to it."""
    before, _, after = text.partition(phrase) if phrase else (text, "", "")
    return f"{before} {_DAY_PARTICLE.sub('', after)}"


def _possessive(text: str) -> str:
    return re.sub(r"['’]s\b", "", text)


def _body(text: str, found: re.Match[str]) -> str:
    """What stands before a Korean command, or belongs to an English one."""
    body = found.groupdict().get("body")
    return text[: found.start()] if body is None else body

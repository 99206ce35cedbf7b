"""Recognising what is to happen to a series: leave one out, pause it, let it go on."""

import re
from typing import Final

from panager.llm.offline import find_reminder, times, words
from panager.llm.offline.conversation import Setting
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
    if (for_a_while := _pause_until(text, setting)) is not None:
        return for_a_while
    found = _PAUSE.search(text)
    if found is None or _is_plan(text, setting):
        return None
    heard = setting.understand(text)
    if found["off"] and heard.dated:
        return None
    end = found.start("off") if found["off"] else found.start()
    body = found["body"] if found["body"] is not None else text[:end]
    day = find_reminder.time_in(body, setting) if heard.dated else ""
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
    return Call(tool, {"which": find_reminder.words(body, setting)})


def _skipped(body: str, setting: Setting) -> Step:
    """The day or moment that is named, and the reminder; without a day it is the next one."""
    body = _ONCE.sub(" ", _possessive(body))
    day = find_reminder.time_in(body, setting)
    if not day or not setting.understand(body).dated:  # "3시 거" names the reminder
        return Call("skip_reminder", {"which": find_reminder.words(body, setting)})
    left = find_reminder.words(_without(day, body), setting)
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
    if find_reminder.time_in(_possessive(body), setting):
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


_PAUSE_UNTIL_KO: Final = re.compile(
    rf"(?:(?P<clear>(?:쉬어|쉬자|쉴게|쉴래|쉬게|쉬고|쉬었|멈춰|멈추|멈출|중지|중단|정지|보류){words.KO_END})|"
    rf"(?P<unclear>(?:꺼|끄){words.KO_END}|"
    r"(?:보내|울리|알리|알려\s*주)지\s*(?:마|말)\S*(?:\s*(?:줘\S*|주세요))?[\s.,!~]*$))"
)
_PAUSE_UNTIL_EN: Final = re.compile(
    rf"{words.EN_LEAD}(?:(?P<clear>pause|suspend|mute|silence|skip)|(?P<unclear>stop|hold|"
    r"(?:turn|switch)(?: off)?))\b(?P<body>.*)$",
    re.IGNORECASE,
)
_REMINDER: Final = re.compile(
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


def _pause_until(text: str, setting: Setting) -> Step | None:
    """A pause whose end is in the person's words; None when none is said."""
    if _ME.search(text):
        return None
    text = _AFTERTHOUGHT.sub(r"\g<what> \g<asked>", text)
    if (found := _PAUSE_UNTIL_KO.search(text)) is not None:
        return _paused(text[: found.start()], found, setting)
    if (found := _PAUSE_UNTIL_EN.search(text)) is not None:
        return _paused(found["body"], found, setting)
    return None


def _paused(body: str, found: re.Match[str], setting: Setting) -> Step | None:
    end = _end_of_pause(body, setting)
    if not end:
        return None
    left = _LEFT_OVER.sub(" ", body.replace(end, " ", 1))
    names_one = _REMINDER.search(left) is not None
    if not names_one and (found["unclear"] or times.has_clock(setting.understand(body))):
        return None  # "내일까지 가스 꺼줘" is something to be done
    if words.ALL.match(left.strip(" .,!?")):
        return Say("ask.one_by_one")
    return Call("pause_reminder", {"which": find_reminder.words(left, setting), "until": end})


def _end_of_pause(body: str, setting: Setting) -> str:
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

"""Recognising quiet hours: "밤 11시부터 아침 7시까지 조용히 해줘", "no quiet hours"."""

import re
from typing import Final

from panager.llm.offline import words
from panager.llm.offline.conversation import Setting
from panager.llm.offline.steps import Ask, Call, Step
from panager.when.grammar import mentions

TOOL: Final = "set_quiet_hours"
_NAMED: Final = re.compile(
    r"방해\s*금지|조용한\s*시간|무음\s*(?:시간|모드)|\bquiet (?:hours?|time)\b|\bdo not disturb\b|"
    r"\bdnd\b",
    re.IGNORECASE,
)
_MEANT: Final = re.compile(
    r"조용히\s*(?:해|있|좀|$)|조용하게|(?:깨우|방해하|건드리|알림\S*\s*(?:보내|울리|주)|알려\s*주|"
    r"보내|울리)지\s*(?:마|말)|"
    r"\b(?:be|keep|stay) (?:quiet|silent)\b|\b(?:don'?t|do not|never) (?:disturb|wake|bother|"
    r"message|"
    r"remind|notify|ping|send)\b|\bno (?:reminders|notifications|messages|alerts)\b|^mute\b",
    re.IGNORECASE,
)
_OFF: Final = re.compile(
    r"(?:해제|꺼|끄|없애|취소|풀어|풀자|지워|삭제|그만|필요\s*없|안\s*(?:해도|할)|끝|"
    rf"중지)\S*(?:\s*(?:줘|주세요|돼|돼요))*{words.MARKS}$|"
    r"^(?:\S+\s+){0,3}?(?:no|disable|turn off|switch off|remove|cancel|clear|stop|end|delete|"
    r"without|"
    r"drop|get rid of)\b(?!.*\b(?:reminders|notifications|alerts)\b)|\boff\W*$",
    re.IGNORECASE,
)
_SET: Final = re.compile(
    r"(?:해|설정|켜|걸|만들|정하|바꿔|바꾸|변경|맞춰|부탁)\S*(?:\s*(?:줘|주세요|줄래|할래|"
    rf"싶어))*{words.MARKS}$|"
    r"^(?:please )?(?:set|enable|turn on|start|change|add|i want|i'd like)\b|^\W*(?:방해\s*금지|"
    rf"quiet hours|dnd){words.MARKS}$",
    re.IGNORECASE,
)
_DAYTIME: Final = rf"(?:{mentions.KOREAN_PART})"
_CLOCK: Final = re.compile(
    rf"(?:{_DAYTIME}에?\s*)?(?:\d{{1,2}}:\d{{2}}(?:\s*[ap]\.?m\b\.?)?|"
    rf"{mentions.KOREAN_HOUR}"
    r"(?:\s*반|\s*\d{1,2}\s*분)?)|자정|정오|\b\d{1,2}\s*[ap]\.?m\b\.?|\bmidnight\b|\bnoon\b|"
    rf"(?:{_DAYTIME}\s*)?\b\d{{1,2}}(?=\s*(?:~|-|–|to\b|and\b|until\b|till\b|부터))|"
    r"(?<=to )\d{1,2}\b|(?<=and )\d{1,2}\b|(?<=until )\d{1,2}\b|(?<=[-–~])\d{1,2}\b",
    re.IGNORECASE,
)
_AT_NIGHT: Final = re.compile(
    r"밤에|밤엔|새벽에|새벽엔|(?:잘|자는)\s*(?:때|동안|시간)|\bat night\b|\bwhile i(?:'m|"
    r" am)? (?:sleep|asleep)",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"부터|이후|넘어서|\b(?:after|from|past)\b", re.IGNORECASE)
_UNTIL: Final = re.compile(r"^\s*(?:까지|전)|\b(?:until|till|before|by)\s*$", re.IGNORECASE)


def quiet(text: str, setting: Setting) -> Step | None:
    """Set, or none any more; a question about them or a bare "조용히" is left alone."""
    named = _NAMED.search(text)
    if not (named or _MEANT.search(text)):
        return None
    call, ends = Call(TOOL, {}), hours(text)
    if ends and (named or len(ends) == 2 or _FROM.search(text)):
        return checked(call.having(**ends))
    if not named:
        return Ask("ask.quiet", call, "hours") if _AT_NIGHT.search(text) else None
    if _OFF.search(text):
        return call
    if words.QUESTION.search(text):
        return Call("show_settings", {"about": "quiet_hours"})
    return Ask("ask.quiet", call, "hours") if _SET.search(text) else None


def filled(call: Call, text: str) -> Step | None:
    """The call with the hours of an answer; still a question while one end is missing."""
    ends = hours(text)
    return checked(call.having(**ends)) if ends else None


def hours(text: str) -> dict[str, str]:
    """The times of day in it, as written: both ends, or the one that is named."""
    found = list(_CLOCK.finditer(text))[:2]
    said = [_with_unit(one[0].strip(), text) for one in found]
    if len(said) == 2:
        return {"start": said[0], "end": said[1]}
    if not said:
        return {}
    around = text[found[0].end() :], text[: found[0].start()]
    return {"end" if any(map(_UNTIL.search, around)) else "start": said[0]}


def checked(call: Call) -> Step:
    """The call, or the question for the end that is missing."""
    for end in ("start", "end"):
        if not call.word(end):
            return Ask(f"ask.quiet_{end}", call, end)
    return call


def _with_unit(clock: str, text: str) -> str:
    """ "밤 11-7시": the unit stands only at the end."""
    is_bare = clock[-1].isdigit() and ":" not in clock
    return f"{clock}시" if is_bare and "시" in text else clock

"""The words that say which reminder is meant."""

import re
from collections.abc import Sequence
from typing import Final

from panager.llm.offline.conversation import Setting
from panager.replies.results import ReminderView

_GENERIC: Final = re.compile(
    r"^(?:알림|알람|리마인더|일정|그거|그건|그걸|이거|저거|그|이|저|거|것|건|걸|거를|아까|방금|좀|"
    r"그냥|제발|아니(?:다|야|요)?|아냐|아뇨|"
    r"에|로|으로|까지|쯤|만|더|뒤|후|아까거|방금거|마지막|시간|시각|이름|내용|제목|응|네|아|음|"
    r"다시|미리|다|모두|전부|싹|멈춘|꺼진|정지된|만든|말한|한|할|있는)"
    r"(?:을|를|은|는|만|도|의|이|에)?$"
)
_LEAD_EN: Final = re.compile(
    r"^(?:the|my|a|an|that|this|it|one|last|text|name|time|of|reminders?|alarms?|about|for|to|at|"
    r"on|"
    r"please|saying|says|back|by|from|until|till|again|me|and)\b[\s,:]*",
    re.IGNORECASE,
)
_TAIL_EN: Final = re.compile(
    r"[\s,:]*\b(?:reminders?|alarms?|one|please|now|thanks|it|that|this|back|by|to|at|on|for|from|"
    r"until|till|"
    r"in|again|instead|with)[.!?]*$",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"(?:(?<![\d:])(?P<ko>\d{1,3})\s*번(?:째)?(?!\s*[가-힣]*\s*(?:더|알려))|(?:number|no\.|"
    r"#)\s*(?P<en>\d{1,3})\b|"
    r"^\s*(?P<bare>\d{1,3})\s*[.!)]?\s*$)",
    re.IGNORECASE,
)
_ORDINALS: Final = (
    (re.compile(r"첫\s*(?:번째|째)|\bfirst\b", re.IGNORECASE), 1),
    (re.compile(r"두\s*번째|둘째|\bsecond\b", re.IGNORECASE), 2),
    (re.compile(r"세\s*번째|셋째|\bthird\b", re.IGNORECASE), 3),
    (re.compile(r"네\s*번째|넷째|\bfourth\b", re.IGNORECASE), 4),
    (re.compile(r"다섯\s*번째|\bfifth\b", re.IGNORECASE), 5),
)
_PLACE: Final = re.compile(r"(?:the )?(?:first|second|third|fourth|fifth)", re.IGNORECASE)
_COPULA: Final = re.compile(r"(?:이?요|이?에요|예요|이야|입니다|로)$")
_CLAUSE: Final = re.compile(r"(?:하)?라(?:는|고\s*한)$|(?<=기)로\s*한$")


def words(text: str, setting: Setting) -> str:
    """A list number, else the content words, else the time, else "" (the one just talked of)."""
    phrase = time_in(text, setting)
    without_time = text.replace(phrase, " ", 1) if phrase else text
    if named := number(without_time):  # "for 1 second" names no second reminder
        return str(named)
    return content(without_time) or phrase


def time_in(text: str, setting: Setting) -> str:
    """The time phrase, "" for none; "the second" is a place in a list, not a day."""
    phrase = setting.understand(text).phrase
    return "" if _PLACE.fullmatch(phrase) else phrase


def number(text: str) -> int:
    """The list number in the text ("2번", "the second"), 0 if there is none."""
    return _number(text) or _ordinal(text)


def content(text: str) -> str:
    """The words without articles, particles, pronouns and names for reminders as such."""
    tokens = [token for token in text.strip(" .,!?~").split() if not _GENERIC.match(token)]
    if not tokens:
        return ""
    tokens[-1] = _without_particle(_CLAUSE.sub("", tokens[-1]))
    return _edges(_edges(" ".join(tokens), _LEAD_EN), _TAIL_EN).strip(" .,!?~'\"“”‘’")


def chosen(text: str, reminders: Sequence[ReminderView]) -> str | None:
    """What the text says as an answer to a list of candidates: a number or words of one."""
    if stated := _number(text):
        return str(stated) if stated in {r.number for r in reminders} else None
    if place := _ordinal(text):
        return str(reminders[place - 1].number) if place <= len(reminders) else None
    named = _COPULA.sub("", content(text))
    seen = [f"{r.text} {r.due}".casefold() for r in reminders]
    return named if named and any(named.casefold() in one for one in seen) else None


def _number(text: str) -> int:
    found = _NUMBER.search(text)
    return int(next(filter(None, found.groups()))) if found else 0


def _ordinal(text: str) -> int:
    return next((place for pattern, place in _ORDINALS if pattern.search(text)), 0)


def _without_particle(word: str) -> str:
    """Without an object or topic particle that agrees with the syllable before it."""
    if len(word) < 2 or word[-1] not in "을를은는" or not "가" <= word[-2] <= "힣":
        return word
    closed = (ord(word[-2]) - ord("가")) % 28 > 0
    return word[:-1] if closed == (word[-1] in "을은") else word


def _edges(text: str, pattern: re.Pattern[str]) -> str:
    """With the pattern taken off again and again."""
    while (shorter := pattern.sub("", text)) != text:
        text = shorter
    return text

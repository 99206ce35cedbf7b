"""Recognising that somebody has done what a reminder said: "했어", "약 먹었어", "done"."""

import re
from typing import Final

from panager.llm.offline import find_reminder, times, words
from panager.llm.offline.conversation import Setting
from panager.llm.offline.steps import Call, Step

_TAIL: Final = (
    r"(?:(?:어|다|음|슴다|습니다|네|지|죠|어용|당|쥐)(?:요|용)?)?(?:[\s.!~^ㅋㅎㅇ]|방금|지금)*$"
)
# What people do and then say that they have done; what only happens or is felt is not in it.
_DID: Final = (
    r"(?:먹였|먹었|마셨|끝냈|끝났|마쳤|끝마쳤|보냈|샀|냈|썼|봤|읽었|걸었|걷었|챙겼|치웠|버렸|돌렸|"
    r"널었|닦았|씻었|씻겼|"
    r"일어났|껐|켰|갚았|넣었|발랐|뽑았|맡겼|찾았|받았|부쳤|올렸|다녀왔|갔다\s*왔|갔다왔|갈았|줬|"
    r"채웠|비웠|잠갔|잡았|"
    r"[가-힣]*했|해냈|해치웠|완료됐)"
)
_PAST: Final = re.compile(
    rf"(?:^|(?<=\s)|(?<=[가-힣]))(?P<verb>{_DID}){_TAIL}|"
    r"(?:^|(?<=\s)|(?<=[가-힣]))(?P<noun>완료|끝|다\s*함|먹음|마심|끝냄|끝남|보냄|했음|클리어|"
    r"해결)(?:이야|이요|요|됨|함|"
    r"임)?"
    r"(?:[\s.!~^ㅋㅎ])*$"
)
_NOT_DONE: Final = re.compile(
    r"수고|고생|고마|감사|(?:^|\s)잘\s*(?:했|먹었|마셨|봤|썼|받았)|못\s*\S*$|못했|(?:^|\s)(?:안|"
    r"못|덜|아직|거의|뭐|왜|누가|언제|어디|"
    r"어제|그제)\s|"
    r"(?:그러자고|하자고|말|생각|시작|사랑|미안|실수|부탁|약속|걱정|기대|후회|행복|좋아|싫어|망|"
    r"결정|포기|이해|취소|고백|"
    r"인정|동의|반대|당황|피곤|심심|우울|지루|궁금|필요|중요|가능|불가능|깜빡|실패|접|착)했|"
    r"\?|[가-힣]{2,}(?:이|가)\s(?!끝|다)"
)
_GENERIC: Final = re.compile(
    r"^(?:했|끝냈|끝났|마쳤|끝마쳤|완료했|처리했|해결했|해냈|해치웠|완료됐|성공했)$"
)
_FILLER: Final = re.compile(
    r"(?:^|(?<=\s))(?:응|네|넵|예|어|아|오케이|ㅇㅋ|ㅇㅇ|방금|지금|이미|벌써|아까|이제|드디어|다|"
    r"전부|오늘|나|난|저|전|내가|제가|할\s*일)"
    r"(?=[\s,.!]|$)[\s,.!]*"
)
_LEAD_EN: Final = (
    r"^(?:(?:ok|okay|yes|yep|yeah|yup|just|already|finally|all|and|hey|alright|right)\b[\s,.!]*)*"
)
_END_EN: Final = r"(?:\s+(?:already|now|just now|today|thanks|thank you))?[\s.!~]*$"
_BARE_EN: Final = re.compile(
    rf"{_LEAD_EN}(?:(?:i'?m |i am |it'?s |it is |that'?s )?(?:all )?(?:done|finished|completed?|"
    r"complete)|"
    r"(?:i )?(?:just |already )?(?:did|took|finished|completed|sent|paid|made|drank|ate|bought|"
    r"called|"
    r"have done|'ve done|got) (?:it|that|this|them)(?: done)?|(?:i )?(?:just |already )?did|i have|"
    r"(?:stop|quit) (?:nagging|asking|reminding)(?: me)?|(?:mark|set)(?: it)? as done|"
    rf"got it done|check|ticked off){_END_EN}",
    re.IGNORECASE,
)
_NAMED_EN: Final = (
    re.compile(
        rf"{_LEAD_EN}(?:i'?m |i am )?(?:done|finished) with (?P<what>.+?){_END_EN}", re.IGNORECASE
    ),
    re.compile(
        rf"{_LEAD_EN}(?:i'?ve |i have |i )?(?:just |already )?(?:did|finished|completed|took|"
        r"taken|drank|ate|"
        r"sent|paid|bought|called|phoned|emailed|washed|cleaned|fed|walked|watered|submitted|"
        r"mailed|"
        rf"returned|fixed|picked up|dropped off|done) (?P<what>.+?){_END_EN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}(?:mark|set|check(?= off)) (?:off )?(?P<what>.+?)(?: as)? "
        rf"(?:done|finished|completed?|complete|off){_END_EN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}(?P<what>(?!i\b|what|who|when|is|are|not|almost|nearly|half).+?)"
        rf"(?: is| are|'s)?(?: all)? (?:done|finished|completed|taken|sent|paid){_END_EN}",
        re.IGNORECASE,
    ),
)
_NOT_EN: Final = re.compile(
    r"\?|\b(?:not|never|n't|almost|nearly|until|when|if|well|yesterday|last)\b|n't\b|\bwith you\b",
    re.IGNORECASE,
)


def done(text: str, setting: Setting) -> Step | None:
    """The reminder that was said last, or the one that is named; None for small talk."""
    what = _english(text) if _is_english(text) else _korean(text, setting)
    if what is None or _has_time(what, setting):
        return None
    return Call("complete_reminder", {"which": find_reminder.words(what, setting)})


def _is_english(text: str) -> bool:
    """Whether there is no Korean letter in it."""
    return not any("가" <= letter <= "힣" for letter in text)


def _korean(text: str, setting: Setting) -> str | None:
    found = _PAST.search(text)
    if found is None or _NOT_DONE.search(text) or words.QUOTED.search(text):
        return None
    before = _FILLER.sub("", text[: found.start()].strip() + " ").strip(" ,")
    verb = found["verb"] or ""
    if not verb and before and times.has_clock(setting.understand(before)):
        return None  # "오후 3시 보고서 완료" is a plan
    if not before:
        return _noun(verb) if verb.endswith("했") and not _GENERIC.match(verb) else ""
    return before if not verb or _GENERIC.match(verb) else f"{before} {_noun(verb)}"


def _english(text: str) -> str | None:
    if _NOT_EN.search(text):
        return None
    if _BARE_EN.match(text):
        return ""
    found = next((found for one in _NAMED_EN if (found := one.match(text))), None)
    return found["what"] if found else None


def _has_time(what: str, setting: Setting) -> bool:
    """A story about some other time is no report: only "3시 거" may name the reminder."""
    return setting.understand(what).dated


def _noun(verb: str) -> str:
    """ "먹었" is "먹기", "전화했" is "전화"."""
    if verb.endswith("했"):
        return verb[:-1]
    stem, last = verb[:-1], verb[-1]
    if last in "었았" and stem:
        return f"{stem}기"
    return f"{stem}{_VOWEL.get(last, last)}기"


_VOWEL: Final = {
    "셨": "시", "였": "이", "냈": "내", "났": "나", "쳤": "치", "샀": "사", "썼": "쓰", "봤": "보",
    "겼": "기", "웠": "우", "렸": "리", "껐": "끄", "켰": "켜", "랐": "르", "왔": "오", "줬": "주",
    "갔": "그", "됐": "되",
}  # fmt: skip
"""Syllables of the past and what they are in the stem."""

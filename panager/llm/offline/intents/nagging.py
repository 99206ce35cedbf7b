"""How often a reminder is said again until it is done: "할 때까지 10분마다"."""

import re
from typing import Final

_NUMBER_KO: Final = (
    r"(?:\d{1,3}|한|두|세|네|다섯|여섯|열|열다섯|스무|서른|십오|십|이십|삼십|사십오|오십|오)"
)
_EVERY_KO: Final = (
    rf"(?:매\s*)?(?P<ko>{_NUMBER_KO}\s*(?:분|시간|초)(?:\s*반)?)\s*"
    r"(?:마다|간격(?:으로)?|에\s*한\s*번(?:씩)?)"
)
_EVERY_EN: Final = (
    r"\bevery\s+(?P<en>\d{1,3}\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|m)|"
    r"half an hour|half hour|minute|hour|five minutes|ten minutes|fifteen minutes|"
    r"twenty minutes|thirty minutes|two hours)\b"
)
EVERY: Final = re.compile(rf"{_EVERY_KO}|{_EVERY_EN}", re.IGNORECASE)
_UNTIL_KO: Final = (
    r"(?:내가\s*|제가\s*)?(?:다\s*)?(?:(?:했|끝냈|먹었|됐|마쳤|완료했)다고\s*)?"
    r"(?P<doing>[가-힣]+)\s*때까지|"
    r"(?:(?:내가\s*)?안\s*(?:하|먹으|끝내|마치|일어나)면|(?:안|못)\s*(?:했|먹었|끝냈)으면|"
    r"(?:대?답|확인|반응)(?:이|을)?\s*(?:없으면|안\s*하면))(?=.*(?:마다|간격|한\s*번))"
)
_UNTIL_EN: Final = (
    r"\b(?:until|till|'til|unless)\s+(?:i|i'?ve|i'?m|it'?s|it is)\b"
    r"(?:(?!\bevery\b|\band\b|\bat \d|\bkeep\b)[^,.;])*"
)
UNTIL: Final = re.compile(rf"{_UNTIL_KO}|{_UNTIL_EN}", re.IGNORECASE)
KEEP: Final = re.compile(
    r"(?:계속|반복해서|끈질기게)(?=\s)|재촉|잔소리|\b(?:and\s+)?(?:keep|nag)\b(?:\s+on)?\s*"
    r"(?:reminding|nagging|asking|telling|pinging)?\s*(?:me\b)?",
    re.IGNORECASE,
)
_GENERIC: Final = re.compile(
    r"^(?:할|끝낼|마칠|완료할|답할|대답할|말할|확인할|일어날|끝날|멈출|그만하라고\s*할|해낼|"
    r"응답할)$"
)
_AGAIN: Final = r"(?:다시|또|계속|반복해서|꾸준히|씩|한\s*번씩)"
_LEFT_OVER: Final = re.compile(rf"^(?:{_AGAIN}\s*)+(?=알려|말해|깨워|물어|보내|재촉)")


def cut(text: str) -> tuple[str, str] | None:
    """The text without these words, and how often ("" if not said); None if it is not asked.

    "매일 3시간마다" alone is a series; only with "until it is done" or "keep" it is this.
    """
    until, every = UNTIL.search(text), EVERY.search(text)
    if until and until["doing"] and not _is_to_come(until["doing"]):
        until = None
    if until is None and not (every and KEEP.search(text)):
        return None
    spans = [found.span() for found in (until, every) if found]
    left = text
    for start, end in sorted(spans, reverse=True):
        kept = _nominal(text, until) if until and until.start() == start else ""
        left = f"{left[:start].rstrip(' ,')} {kept}{_without_again(left[end:])}"
    left = KEEP.sub(" ", left)
    return " ".join(left.split()).strip(" ,"), _amount(every)


def amount(text: str) -> str | None:
    """How often, as the answer to that question: "10분마다요", "every hour"."""
    found = EVERY.search(text)
    return _amount(found) if found else None


def _amount(every: re.Match[str] | None) -> str:
    said = "" if every is None else every["ko"] or every["en"]
    return f"1 {said}" if said.casefold() in ("hour", "minute") else said


def _without_again(text: str) -> str:
    """What stood only between the interval and the request goes with it."""
    return " " + _LEFT_OVER.sub("", text.lstrip(" ,"))


def _nominal(text: str, until: re.Match[str]) -> str:
    """ "약 먹을 때까지" is all that says what to do, unless a request says it too."""
    doing = until["doing"]
    if not doing or _GENERIC.match(doing) or re.search(r"라고|고\s+.*때까지|[.!,]", text):
        return ""
    return f"{_stem(doing)}기 "


def _is_to_come(doing: str) -> bool:
    """Whether it ends in ㄹ, as what is still to be done: "먹을", "갈"."""
    return (ord(doing[-1]) - ord("가")) % 28 == 8


def _stem(doing: str) -> str:
    if doing[-1] == "을" and len(doing) > 1:
        return doing[:-1]
    return doing[:-1] + chr(ord(doing[-1]) - 8)

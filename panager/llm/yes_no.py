"""Plain words that code reads before any model does: yes and no to a card, and "undo".

Whatever is not plainly one of them is none. Words by which people only show that they have heard
("확인", "right", "ok thanks") are no yes: what a card does wants more than that.
"""

import re
from typing import Final

from panager.llm.offline import words

_MARKS: Final = " .,!~^ㅋㅎ"
_WHOLE: Final = (
    (re.compile(r"\bof\s+course\b|\bgo\s+(?:ahead|for\s+it)\b|\bdo\s+it\b", re.IGNORECASE), "yes"),
    (re.compile(r"(?<=yes)\W+(?:thanks|thank\s+you)\b|\bi'?m\s+sure\b", re.IGNORECASE), " "),
)
"""Several words that are one, or that add nothing to a plain yes."""
_YES: Final = re.compile(
    r"응+|웅|네+|넵|넹|예|ㅇ+|그러자|그럼요|물론이지|물론이에요|물론이죠|당연하지|당연하죠|"
    r"진행해(?:줘|주세요)?|부탁해(?:요)?|부탁드려요|부탁합니다|"
    r"yes|yep|yup|y|confirm|absolutely|definitely",
    re.IGNORECASE,
)
_AGREED: Final = re.compile(r"그래(?:요)?|좋아(?:요)?|오케이|ㅇㅋ|yeah|ok|okay|sure", re.IGNORECASE)
"""A yes when nothing follows but what is wanted: "ok thanks" and "yeah yeah" only show that
somebody has heard."""
_WANTED: Final = re.compile(
    r"다|전부|모두|싹|그냥|그렇게|해(?:요|줘|줘요|주세요)?|줘(?:요)?|주세요|부탁\S*|진행\S*|"
    r"please|them|all|everything",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"아니(?:야|요|에요)?|아뇨|아냐|안돼(?:요)?|노|ㄴ+|하지|그만(?:둬)?|됐어(?:요)?|놔둬|"
    r"그대로|취소하지|지우지|"
    r"no|nope|nah|n|don'?t|stop|never|nevermind|keep|leave",
    re.IGNORECASE,
)
_AFTER_NO: Final = re.compile(
    r"아니(?:야|요)?|됐어(?:요)?|괜찮아(?:요)?|하지|취소하지|지우지|마(?:요|세요)?|말아(?:줘)?|"
    r"그만(?:둬|해)?|그냥|놔|둬|놔둬|"
    r"두자|돼(?:요)?|안|thanks|thank|you|don'?t|do|that|please|it|them|all|keep|leave|mind|"
    r"now|of|stop|never|as|is",
    re.IGNORECASE,
)


def answer(text: str, *, doing: re.Pattern[str] | None = None) -> bool | None:
    """True for yes, False for no, None for anything else, which then is a new request.

    `doing`: further words that may follow a yes, because they only repeat what was asked.
    """
    spoken = _spoken(text)
    if _all(spoken, (_NO,), (_NO, _AFTER_NO)):
        return False
    wanted = (_WANTED,) if doing is None else (_WANTED, _IT, doing)
    is_yes = _all(spoken, (_YES,), (_YES, *wanted)) or _all(spoken, (_AGREED,), (_YES, *wanted))
    return True if is_yes else None


def may_answer(text: str) -> bool:
    """Whether it begins like a yes or a no."""
    first = next(iter(_spoken(text)), "")
    return any(pattern.fullmatch(first) for pattern in (_YES, _AGREED, _NO))


def is_undo(text: str) -> bool:
    """Whether it asks, in so many words, to take back what was done last."""
    return words.UNDO.search(text.strip()) is not None


_IT: Final = re.compile(r"it|of", re.IGNORECASE)
"""Between a yes and the word for what is done: "yes, cancel it", "cancel all of them"."""


def _spoken(text: str) -> list[str]:
    for several, one in _WHOLE:
        text = several.sub(one, text)
    return [word for token in text.split() if (word := token.strip(_MARKS))]


def _all(
    spoken: list[str], first: tuple[re.Pattern[str], ...], others: tuple[re.Pattern[str], ...]
) -> bool:
    """Whether it begins with such a word and nothing else follows: "yes, tomorrow" is no yes."""
    return bool(spoken) and all(
        any(pattern.fullmatch(word) for pattern in (others if place else first))
        for place, word in enumerate(spoken)
    )

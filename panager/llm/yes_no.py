"""Yes and no, as answers to what a card asks; whatever is not plainly one of them is neither."""

import re
from typing import Final

_MARKS: Final = " .,!~^ㅋㅎ"
_WHOLE: Final = (
    (re.compile(r"\bof\s+course\b|\bgo\s+(?:ahead|for\s+it)\b|\bdo\s+it\b", re.IGNORECASE), "yes"),
    (re.compile(r"\bthat'?s\s+(?:right|correct|fine)\b", re.IGNORECASE), "yes"),
)
"""Several words that are one."""
_YES: Final = re.compile(
    r"응+|웅|네+|넵|넹|예|ㅇ+|ㅇㅋ|그래요?|그러자|그럼요?|좋아요?|맞아요?|오케이|물론(?:이지|"
    r"이에요)?|당연하지|확인|진행해(?:줘)?|"
    r"그렇게|부탁해(?:요)?|yes|yeah|yep|yup|y|sure|ok|okay|right|correct|confirm(?:ed)?|absolutely|"
    r"definitely",
    re.IGNORECASE,
)
_AFTER_YES: Final = re.compile(
    r"그래요?|다|전부|모두|싹|그냥|그렇게|해(?:요|줘|줘요|주세요)?|줘(?:요)?|주세요|부탁\S*|"
    r"진행\S*|돼(?:요)?|"
    r"please|it|i'?m|them|all|of|everything|thanks|thank|you",
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
    for several, one in _WHOLE:
        text = several.sub(one, text)
    spoken = [word for token in text.split() if (word := token.strip(_MARKS))]
    if _all(spoken, (_NO,), (_NO, _AFTER_NO)):
        return False
    repeating = () if doing is None else (doing,)
    return True if _all(spoken, (_YES,), (_YES, _AFTER_YES, *repeating)) else None


def may_answer(text: str) -> bool:
    """Whether it begins like a yes or a no."""
    for several, one in _WHOLE:
        text = several.sub(one, text)
    first = next((word for token in text.split() if (word := token.strip(_MARKS))), "")
    return bool(_YES.fullmatch(first) or _NO.fullmatch(first))


def _all(
    spoken: list[str], first: tuple[re.Pattern[str], ...], others: tuple[re.Pattern[str], ...]
) -> bool:
    """Whether it begins with such a word and nothing else follows: "yes, tomorrow" is no yes."""
    return bool(spoken) and all(
        any(pattern.fullmatch(word) for pattern in (others if place else first))
        for place, word in enumerate(spoken)
    )

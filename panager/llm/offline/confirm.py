"""Yes and no, as answers to "shall I?"."""

import re
from typing import Final

_MARKS: Final = " .,!~^ㅋㅎ"
_YES: Final = re.compile(
    r"응+|웅|네+|넵|넹|예|ㅇ+|ㅇㅋ|그래요?|그러자|그럼요?|좋아요?|맞아요?|오케이|물론(?:이지|"
    r"이에요)?|당연하지|확인|진행해(?:줘)?|"
    r"그렇게|부탁해(?:요)?|yes|yeah|yep|yup|y|sure|ok|okay|right|correct|confirm(?:ed)?|absolutely|"
    r"definitely|of|go|do|please",
    re.IGNORECASE,
)
_AFTER_YES: Final = re.compile(
    r"그래요?|다|전부|모두|싹|그냥|그렇게|해(?:요|줘|줘요|주세요)?|줘(?:요)?|주세요|부탁\S*|"
    r"진행\S*|돼(?:요)?|"
    r"(?:취소|삭제|제거)(?:해(?:도|줘|줘요|주세요)?)?|지워(?:도|줘|줘요|주세요)?|없애(?:줘|"
    r"주세요)?|"
    r"please|do|it|go|ahead|course|i'?m|sure|cancel|delete|remove|clear|them|all|of|everything|"
    r"that'?s|right|thanks|thank|you",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"아니(?:야|요|에요)?|아뇨|아냐|안돼(?:요)?|안|노|ㄴ+|하지|그만(?:둬)?|됐어(?:요)?|놔둬|"
    r"그대로|취소하지|지우지|"
    r"no|nope|nah|n|don'?t|stop|not|never|nevermind|wait|leave|keep",
    re.IGNORECASE,
)
_AFTER_NO: Final = re.compile(
    r"아니(?:야|요)?|됐어(?:요)?|괜찮아(?:요)?|하지|취소하지|지우지|마(?:요|세요)?|말아(?:줘)?|"
    r"그만(?:둬|해)?|그냥|놔|둬|놔둬|"
    r"두자|돼(?:요)?|안|thanks|thank|you|don'?t|do|that|please|it|them|cancel|all|keep|leave|mind|"
    r"now|of|delete|stop|never",
    re.IGNORECASE,
)


def answer(text: str) -> bool | None:
    """True for yes, False for no, None for anything else, which then is a new request."""
    spoken = [word for token in text.split() if (word := token.strip(_MARKS))]
    if _all(spoken, _NO, _AFTER_NO):
        return False
    return True if _all(spoken, _YES, _AFTER_YES) else None


def _all(spoken: list[str], first: re.Pattern[str], after: re.Pattern[str]) -> bool:
    """Whether it begins with such a word and nothing else follows: "yes, tomorrow" is no yes."""
    return (
        bool(spoken)
        and first.fullmatch(spoken[0]) is not None
        and all(first.fullmatch(word) or after.fullmatch(word) for word in spoken[1:])
    )

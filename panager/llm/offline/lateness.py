"""What is to happen to a reminder that could only come late: "늦으면 보내지 마", "ask if late"."""

import re
from typing import Final

_IF_KO: Final = (
    r"(?:만약\s*|혹시\s*)?(?:너무\s*|많이\s*)?(?:늦으면|늦었으면|늦어지면|늦게\s*되면|"
    r"늦을\s*거면)\s*"
)
_LATE_EN: Final = (
    r"if (?:it'?s|it is|you'?re|you are|you'd be|it would be|it gets|that'?s|it comes)\s+"
    r"(?:too |much too |very |way too )?late"
)
_IF_EN: Final = rf"\b{_LATE_EN},?\s+(?:then |just |please )*"
_THEN_EN: Final = r"(?:then |just |please |and |but )*"
_GIVE: Final = r"(?:\s*(?:줘|주|해\s*줘|해\s*주|말아\s*줘|말아\s*주)(?:세요|요)?)?(?=[\s,.!~]|$)"
_NOT_KO: Final = (
    r"(?:그냥\s*|아예\s*)?(?:"
    r"(?:보내|알려|말해|하|울리)(?:주)?지\s*(?:마(?:요|세요|라|십시오)?|말(?:고|아\s*줘(?:요)?|"
    r"아\s*주세요)?)|"
    r"(?:안\s*(?:해도|보내도|알려줘도|와도)|없어도|생략해도|건너뛰어도)\s*(?:돼|괜찮아|"
    r"됩니다)(?:요)?|"
    r"됐어(?:요)?|필요\s*없(?:어|어요|음|다)|"
    r"(?:건너\s*뛰어|건너\s*뛰고|건너\s*뛰자|넘어가|생략|패스|스킵|취소|빼)(?:해)?)"
)
_NOT_EN: Final = (
    r"(?:skip(?: it| this| that)?|don'?t (?:send|bother|remind me)(?: it| at all)?|"
    r"do not send(?: it)?|forget (?:about )?it|never ?mind|leave it|drop it)"
)
_ASK_KO: Final = r"(?:나한테\s*|먼저\s*|한\s*번\s*)*(?:물어\s*봐?|확인해|여쭤\s*봐)"
_ASK_EN: Final = r"(?:ask(?: me)?(?: first| again)?|check with me(?: first)?)"
# A condition alone must not lose its sentence: what follows is what was to be reminded of.
_STILL: Final = (
    r"(?:늦어도|늦더라도)\s*(?:꼭\s*|그냥\s*)*(?=알려|보내|말해|깨워)|"
    rf"\b{_THEN_EN}(?:send it )?even {_LATE_EN}"
)


def _said(korean: str, english: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_IF_KO}{korean}{_GIVE}|{_IF_EN}{english}|\b{_THEN_EN}{english}\s+{_LATE_EN}",
        re.IGNORECASE,
    )


WAYS: Final = (
    ("ask", _said(_ASK_KO, _ASK_EN)),
    ("skip", _said(_NOT_KO, _NOT_EN)),
    ("skip", re.compile(rf"\b(?:but )?not {_LATE_EN}", re.IGNORECASE)),
    ("send", re.compile(_STILL, re.IGNORECASE)),
)
"""The value of `if_late`, and the words that ask for it."""

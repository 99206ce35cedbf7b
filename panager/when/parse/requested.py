"""Whether a time stands beside the words of the request: that time is the one that is asked for."""

import re

_SOON = r"(?:(?:꼭|좀|다시|미리|한\s?번|나한테|저한테|나|또)\s*)*"
_TELL = r"(?:알려|알람|알림|리마인|말해|얘기|이야기|깨워|노티|톡|메시지|푸시|연락|상기)"
_PARTICLE = r"(?:쯤|경|정도|께)?(?:에|으로|로|까지|부터)?"
_KOREAN_AFTER = re.compile(rf"{_PARTICLE}\s*{_SOON}{_TELL}")
_ASK = (
    r"(?:(?:remind|tell|notify|ping|alert|message|text|nudge|buzz|wake|call)\s+me(?:\s+(?:again|up|back))?|"
    r"(?:set|create|make|add|schedule)\s+(?:me\s+)?(?:an?|the|another)\s+"
    r"(?:reminder|alarm|timer|notification|alert)(?:\s+for\s+me)?)"
)
_LINK = r"(?:\s+(?:at|on|by|around|about|for|from|in|to\s+be\s+at))*\s*"
_ENGLISH_BEFORE = re.compile(rf"\b{_ASK}{_LINK}$", re.IGNORECASE)
_ENGLISH_AFTER = re.compile(rf"\s*,?\s*(?:please\s+)?{_ASK}\b", re.IGNORECASE)
_LONGEST = 60
"""Characters before a time in which a request may stand."""


def asked_at(text: str, start: int, end: int) -> int:
    """How near a request stands to the time there: 2 where it says just this time, 0 for none.

    In "it closes at 9pm, remind me at 8pm" the request stands beside both, and says the second.
    """
    before = text[max(0, start - _LONGEST) : start]
    if _KOREAN_AFTER.match(text, end) or _ENGLISH_BEFORE.search(before):
        return 2
    return int(bool(_ENGLISH_AFTER.match(text, end)))

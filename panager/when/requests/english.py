"""The words of an English request around what is asked: "please remind me to …"."""

import re

_POLITE = r"(?:(?:hey|hi|hello|ok|okay|please|pls|plz|also|and|then|just)\b[,!]?\s+)*"
_ASK = (
    r"(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?|i(?:'d|\s+would)\s+like\s+you\s+to\s+|"
    r"i\s+(?:need|want)\s+you\s+to\s+)?"
)
_TELL = (
    r"(?:(?:remind|tell|notify|ping|alert|message|text|nudge|buzz)\s+me(?:\s+again)?|let\s+me\s+know|"
    r"(?:don'?t|do\s+not)\s+let\s+me\s+forget|"
    r"(?:set|create|make|add|give\s+me|schedule)\s+(?:me\s+)?(?:an?|the|another)\s+"
    r"(?:reminder|alarm|timer|notification|alert)(?:\s+for\s+me)?|(?:reminder|alarm)(?=\s|:|$))"
)
_LINK = r"(?:(?:\s*[:,-]\s*|\s+)(?:to|about|that|of|for|saying)(?=\s|$)|\s*[:,-])?\s*"
_REQUEST = re.compile(rf"^{_POLITE}{_ASK}{_TELL}\b{_LINK}", re.IGNORECASE)
_TRAILING = re.compile(
    rf"[\s,]+(?:and\s+)?{_ASK}(?:remind\s+me(?:\s+(?:to|about)\s+(?:it|that))?|let\s+me\s+know)$",
    re.IGNORECASE,
)
_WAKE = re.compile(rf"^{_POLITE}{_ASK}wake\s+me(?:\s+up)?\b\s*(?:to\s+|for\s+)?", re.IGNORECASE)
_OBLIGED = re.compile(
    rf"^{_POLITE}i(?:\s+(?:need|have|want|ought)\s+to|\s+(?:gotta|must|should)|'ve\s+got\s+to)\s+",
    re.IGNORECASE,
)
_THANKS = re.compile(r"[\s,]+(?:please|pls|plz|thanks|thank\s+you|thx)[\s.!?]*$", re.IGNORECASE)


def strip_english_request(text: str) -> str:
    """What an English sentence asks to be told."""
    text = _THANKS.sub("", text).strip()
    woken = _WAKE.match(text)
    if woken:
        return text[woken.end() :].strip() or "wake up"
    asked = _REQUEST.match(text)
    if asked:
        return _without_link(text[asked.end() :].rstrip("? "))
    text = _TRAILING.sub("", text)
    return _without_link(_OBLIGED.sub("", text))


def _without_link(text: str) -> str:
    """A sentence that began with its time leaves "to call mom"."""
    return re.sub(r"^(?:to|that)\s+", "", text, flags=re.IGNORECASE)

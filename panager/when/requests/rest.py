"""What a sentence asks for, without its time and without the words of the request."""

import re
from collections.abc import Iterable

from panager.when.grammar.korean.lexicon import GLUED
from panager.when.parse.scan import PARTICLE
from panager.when.requests.english import strip_english_request
from panager.when.requests.korean import strip_korean_request

_BEFORE = re.compile(
    r"(?:^|(?<=[\s,(]))(?:no\s+(?:later|earlier)\s+than\s+|towards?\s+|"
    r"(?:(?:at|on|by|around|about|for|until|till|from|before|after|since|in|over|starting)\s+){1,2})$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(?:동안|중(?:에|으로)|안(?:에|으로)|내(?:에|로)|이내(?:에|로)?|때(?:에|는)?|정각에?|전까지|전에|이후)(?![가-힣])|"
    rf"{PARTICLE}(?=[^가-힣]|$|{GLUED})|\s+(?:sharp|on\s+the\s+dot)\b"
)
# At the end these say nothing: faces, hearts, clocks, bells and thumbs; and who is called.
_CHATTER = re.compile(
    r"(?:\s|<@[!&]?\d+>|@(?:here|everyone)\b|[\u23f0-\u23f3\u231a\u231b\u2764\ufe0f\u200d]|"
    r"[\U0001f550-\U0001f567\U0001f514\U0001f4c5\U0001f4c6\U0001f5d3\U0001f44d\U0001f3fb-\U0001f3ff]|"
    r"[\U0001f600-\U0001f64f\U0001f970-\U0001f97a\U0001f495-\U0001f49f])+$"
)
_EDGES = " ,.;:!~·-"


def rest_of(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without these stretches, without their particles, and without the request."""
    left = _CHATTER.sub("", _without(text, list(spans)))
    return _trim(strip_english_request(_trim(strip_korean_request(_trim(left)))))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        before = _BEFORE.sub("", text[:start])
        swallowed = _AFTER.match(text, end)
        after = text[swallowed.end() if swallowed else end :]
        text = f"{before.rstrip()} {after.lstrip()}"
    return text


def _trim(text: str) -> str:
    return re.sub(r" {2,}", " ", text).strip(_EDGES)

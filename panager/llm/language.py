"""Whether an answer is in another language than what was said to us."""

import re
from collections.abc import Iterable
from typing import Final

from panager.sentences import Language

SHORTEST_LATIN: Final = 40
"""Letters; shorter answers may be names and terms."""
SHORTEST_OTHER: Final = 12
"""The same of scripts that say more with a letter."""
LITTLE: Final = 0.1
MOSTLY: Final = 0.5

_QUOTED: Final = re.compile(
    r"```.*?(?:```|\Z)|`[^`]*`|https?://\S+|\"[^\"]*\"|“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|^>.*?$",
    re.DOTALL | re.MULTILINE,
)
"""Code, addresses and what others said keep their language."""
_OTHER_LANGUAGE: Final = re.compile(
    r"translat|번역|통역|(?:영|한국|일본|중국|독일|스페인|프랑스|러시아|외국)어|영문|한글|한국말"
    r"|\b(?:korean|english|japanese|chinese|german|spanish|french|russian|hangul|language)\b",
    re.IGNORECASE,
)
"""Who speaks of a language may want another one."""


def missed_language(asked: str, answer: str, quoted: Iterable[str] = ()) -> Language | None:
    """The language that the answer should have been in and clearly is not; None if it is fine.

    `quoted`: texts that were looked up for the answer, such as reminders' names; they do not count.
    """
    if _OTHER_LANGUAGE.search(asked):
        return None
    said, heard = _Letters(asked), _Letters(_without(answer, quoted))
    if said.hangul >= 2 and said.share(said.hangul) >= MOSTLY:
        is_long = heard.latin >= SHORTEST_LATIN or heard.other >= SHORTEST_OTHER
        return "ko" if is_long and heard.share(heard.hangul) < LITTLE else None
    if said.latin >= 2 and said.share(said.latin) > 1 - LITTLE:
        foreign = heard.hangul + heard.other
        is_long = foreign >= SHORTEST_OTHER
        return "en" if is_long and heard.share(foreign) > MOSTLY else None
    return None


def _without(answer: str, quoted: Iterable[str]) -> str:
    """The answer's own words; a text counts as quoted where a word begins, however it is spaced."""
    texts = {tuple(text.rstrip("…").split()) for text in quoted} - {()}
    longest_first = sorted(texts, key=lambda words: len(" ".join(words)), reverse=True)
    if not longest_first:
        return answer
    either = "|".join(r"\s+".join(map(re.escape, words)) for words in longest_first)
    # No word of another one's middle; after Hangul a particle may follow.
    return re.sub(
        rf"(?<![^\W_])(?:{either})(?:(?<=[가-힣])|(?![a-zA-Z0-9]))", " ", answer, flags=re.I
    )


class _Letters:
    """How many of each script there are outside of quotations."""

    def __init__(self, text: str) -> None:
        letters = [c for c in _QUOTED.sub(" ", text) if c.isalpha()]
        self.latin = sum(c < "ɐ" for c in letters)
        self.hangul = sum("가" <= c <= "힣" or "ㄱ" <= c <= "ㆎ" for c in letters)
        self.other = len(letters) - self.latin - self.hangul

    def share(self, count: int) -> float:
        return count / max(1, self.latin + self.hangul + self.other)

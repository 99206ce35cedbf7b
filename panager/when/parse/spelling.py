"""Words of days that are typed wrong beside a time: "금요릴 오후 3시", "tomorow", "wednesady"."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from panager.when.grammar.english import lexicon as english
from panager.when.grammar.korean import lexicon as korean
from panager.when.grammar.text import has_hangul
from panager.when.parse.combine import Span

_KOREAN = ("내일", "모레", "글피", "오늘", *(f"{day}요일" for day in korean.WEEKDAYS))
_ENGLISH = ("tomorrow", "today", "tonight", *english.WEEKDAYS)
_RIGHT = frozenset((*_KOREAN, *_ENGLISH))
# Ordinary words that are one stroke from a day; only with these two readings are asked about.
_OTHER_WORDS = frozenset({"네일"})
# And those that nobody means as a day.
_NO_DAY = frozenset({
    "오는", "매일", "모래", "모네", "내인", "내실", "대일", "sundry", "mondays", "toady",
})  # fmt: skip
_PARTICLE = re.compile(r"(?:에|은|는)$")
_BEFORE = re.compile(r"(?:^|(?<=\s))([가-힣]{2,4}|[A-Za-z]{5,10})\s*$")
_AFTER = re.compile(r"\s+(?:on\s+)?([가-힣]{2,4}|[A-Za-z]{5,10})(?![가-힣A-Za-z])", re.IGNORECASE)
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Typo:
    """A word beside the time, and the word of a day that it is likely to be."""

    span: Span
    right: str
    sure: bool
    """No other word of a day is as near, and it is no word by itself."""


def typo_beside(text: str, spans: Sequence[Span]) -> Typo | None:
    """The word right beside what was understood that is a mistyped word of a day."""
    for start, end in _words_beside(text, spans):
        word = text[start:end].lower()
        near = [] if word in _RIGHT or word in _NO_DAY else _neighbours(word)
        if near:
            sure = len(near) == 1 and word not in _OTHER_WORDS
            return Typo((start, end), near[0], sure)
    return None


def _words_beside(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    for start, end in spans:
        if before := _BEFORE.search(text, max(0, start - _LONGEST), start):
            yield _plain(before.span(1), text)
        if after := _AFTER.match(text, end):
            yield _plain(after.span(1), text)


def _plain(span: Span, text: str) -> Span:
    word = text[span[0] : span[1]]
    return span[0], span[0] + len(_PARTICLE.sub("", word) if len(word) > 2 else word)


def _neighbours(word: str) -> list[str]:
    """The words of days that one wrong, missing, doubled or swapped letter makes of it."""
    typed = _letters(word)
    known = _known()
    keys = (typed, *_shorter(typed))
    near = dict.fromkeys(right for key in keys for right in known.get(key, ()))
    return [right for right in near if right != word and _alike(word, right)]


def _alike(word: str, right: str) -> bool:
    # Korean syllables are many letters each: their number is hardly ever wrong.
    return not has_hangul(word) or len(word) == len(right)


@cache
def _known() -> dict[str, list[str]]:
    """Each word of a day by its letters, whole and with one of them left out."""
    known: dict[str, list[str]] = {}
    for right in (*_KOREAN, *_ENGLISH):
        letters = _letters(right)
        for key in (letters, *_shorter(letters)):
            known.setdefault(key, []).append(right)
    return known


def _shorter(letters: str) -> set[str]:
    return {letters[:place] + letters[place + 1 :] for place in range(len(letters))}


def _letters(word: str) -> str:
    return unicodedata.normalize("NFD", word)

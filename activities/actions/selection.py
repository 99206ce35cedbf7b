"""Reading which of a numbered list a person wants to keep: "1, 3", "1번이랑 3번", "the dentist"."""

import re
from collections.abc import Sequence
from typing import Final

from activities.reminders.find import fitting_words, number_said

_BETWEEN: Final = re.compile(r"\s*(?:[,;&+\n]|\band\b|그리고|(?<=번)(?:이랑|하고|과|와)?\s)\s*")
_AFTER: Final = re.compile(
    r"\s*(?:(?:은|는|만|을|를|도)?\s*(?:빼고|빼줘|남겨\S*|두고|놔\S*|제외\S*)|"
    r"이랑|하고|은|는|만|을|를)\s*[.!]*$"
)
_BEFORE: Final = re.compile(r"^\s*(?:keep|all but|except(?: for)?|not|but)\s+", re.IGNORECASE)
_SPACED: Final = re.compile(r"\d{1,3}(?:\s+\d{1,3})+")


def numbers_to_keep(wish: str, texts: Sequence[str]) -> set[int]:
    """Positions from 1; none at all when one part of it is not clear."""
    kept: set[int] = set()
    for part in _parts(wish):
        number = _number(part, texts)
        if number is None:
            return set()
        kept.add(number)
    return kept


def _parts(wish: str) -> list[str]:
    bare = _BEFORE.sub("", wish.strip())
    if _SPACED.fullmatch(bare):
        return bare.split()
    return [said for part in _BETWEEN.split(bare) if (said := _AFTER.sub("", part).strip())]


def _number(part: str, texts: Sequence[str]) -> int | None:
    number = number_said(part)
    if number is not None:
        return number if 0 < number <= len(texts) else None
    found = fitting_words(part, texts)
    return found[0] + 1 if len(found) == 1 else None

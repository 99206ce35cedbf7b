"""The text as the grammar wants it: bounded, composed, with plain spaces, digits and quotes."""

import re
import unicodedata

MAX_LENGTH = 1000
"""Characters that are read; a time phrase is expected in the beginning of a message."""

_PLAIN = str.maketrans("０１２３４５６７８９：／’‘", "0123456789:/''")


def tidy(text: str) -> str:
    """The first characters of the text; Hangul composed (macOS types it decomposed)."""
    # Decomposed Hangul is up to three characters a syllable.
    composed = unicodedata.normalize("NFC", text[: 3 * MAX_LENGTH])[:MAX_LENGTH]
    return re.sub(r"\s", " ", composed).translate(_PLAIN)


def is_hangul(character: str) -> bool:
    """Whether it is a Hangul syllable."""
    return "가" <= character <= "힣"


def has_hangul(text: str) -> bool:
    """Whether any of it is Hangul."""
    return any(is_hangul(character) for character in text)


def is_latin(character: str) -> bool:
    """Whether it is a letter that the English rules may match."""
    return character.isascii() and character.isalpha()


def is_digit(character: str) -> bool:
    """Whether it is one of 0 to 9."""
    return character.isascii() and character.isdigit()

"""The text as the grammar wants it: bounded, composed, with plain spaces, digits and quotes."""

import re
import unicodedata

MAX_LENGTH = 1000
"""Characters that are read; a time phrase is expected in the beginning of a message."""

_PLAIN = str.maketrans("０１２３４５６７８９：／’‘", "0123456789:/''")


# People write "열 두시" and "십 오 분".
_ONES = "(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉)"
_NATIVE_UNIT = r"\s?(?:시|달|주|개월)"
_SINO_UNIT = r"\s?(?:분|초|일(?!요)|시간|개월|월|주|년)"
_IN_NUMBER = re.compile(
    rf"(?:(?<=(?<![가-힣])열)|(?<=스물)|(?<=서른)|(?<=마흔)|(?<=쉰)) (?={_ONES}{_NATIVE_UNIT})|"
    rf"(?<=십) (?=[일이삼사오육칠팔구]{_SINO_UNIT})|"
    rf"(?<=(?<![가-힣])[이삼사오육칠팔구]) (?=십\s?[일이삼사오육칠팔구]?{_SINO_UNIT})"
)


def tidy(text: str) -> str:
    """The first characters of the text; Hangul composed (macOS types it decomposed)."""
    # Decomposed Hangul is up to three characters a syllable.
    composed = unicodedata.normalize("NFC", text[: 3 * MAX_LENGTH])[:MAX_LENGTH]
    return _IN_NUMBER.sub("", re.sub(r"\s", " ", composed).translate(_PLAIN))


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

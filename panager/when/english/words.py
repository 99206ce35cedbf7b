"""English patterns that several rule modules share."""

from panager.when import numbers
from panager.when.numeric import full_year

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_STARTS = tuple(name[:3] for name in MONTHS)
"""Letters of which some are in every text with a month."""
NUMBER = rf"(?:{numbers.DIGITS}|{numbers.ENGLISH})"
# A bare number ("at 5", "the 5th") is a time only where a noun cannot follow: "at 5 houses".
NO_NOUN = (
    r"(?=\s+\d{1,2}(?::\d{2}|\s?[ap]\.?m\b)|\s*(?:$|[.,!?;:)(\u3131-\ud7a3]|-\s)|\s+(?:to|on|in|at|by|that|about|for|please|pls|and|or|but|if|"
    r"because|so|sharp|today|tonight|tomorrow|yesterday|last|next|this|every|each|of|from|with|via|when|then|until|till|"
    r"remind|set|wake|tell|call|ping|i|we|my|am|pm|mon|tue|wed|thu|fri|sat|sun|noon|morning|after|before|"
    r"utc|gmt|[ecmp][sd]?t|kst|jst|c?est|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)"
)
MERIDIEM = r"(?:[ap]\.\s?m\.|[ap]\.?\s?m\b)"

FULL_WEEKDAY = "|".join(WEEKDAYS)
# "sun", "sat" and "wed" are ordinary words; they need a preposition or other words of time.
SAFE_SHORT_WEEKDAY = r"mon|tues?|thu(?:rs?)?|fri"
ANY_WEEKDAY = rf"(?:{FULL_WEEKDAY}|(?:{SAFE_SHORT_WEEKDAY}|sun|sat|weds?)\b\.?)"
MONTH = rf"(?:{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])\.?)"

_ORDINAL_ONES = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_ONES, start=1)} | {
    "thirtieth": 30,
    **{f"twenty {word}": 20 + number for number, word in enumerate(_ORDINAL_ONES[:9], start=1)},
    "thirty first": 31,
    "last": -1,
    "final": -1,
}
_SPELLED = "|".join(sorted(_ORDINALS, key=len, reverse=True)).replace(" ", "[ -]")
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|(?:{_SPELLED})(?![a-z]))"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?(?![\da-z:])|(?:{_SPELLED})(?![a-z])"
PLAIN_DAY_NUMBER = rf"(?:{_DAY})"
DAY_NUMBER = rf"(?:{_DAY}|(?:{numbers.ENGLISH})(?![a-z])(?!\s+(?:people|times|of\s+(?:us|them))))"
_CENTURY = r"seventeen|eighteen|nineteen|twenty"
_SPELLED_YEAR = (
    rf"(?:(?:{_CENTURY})\s+(?:hundred\s+(?:and\s+)?)?(?:oh?\s+)?(?:{numbers.ENGLISH})|"
    rf"two\s+thousand(?:\s+(?:and\s+)?(?:{numbers.ENGLISH}))?)(?![a-z])"
)
YEAR = rf"(?:(?:19|20|21)\d{{2}}(?![\d:])|'\d{{2}}(?!\d)|{_SPELLED_YEAR})"


def weekday_number(text: str) -> int:
    """Monday is 0."""
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(text[:3].lower()))


def month_number(name: str) -> int:
    """January is 1."""
    return next(
        number for number, full in enumerate(MONTHS, start=1) if full.startswith(name[:3].lower())
    )


def ordinal_number(text: str) -> int:
    """What "3rd", "third" or "3" counts; -1 for the last."""
    digits = text[:2] if text[:2].isdigit() else text[:1]
    if digits.isdigit():
        return int(digits)
    words = " ".join(text.lower().replace("-", " ").split())
    return _ORDINALS[words] if words in _ORDINALS else numbers.whole(words) or 0


def year_number(text: str | None) -> int | None:
    """The year of "2027" or "'27"; None for none."""
    if text is None:
        return None
    if text[0].isalpha():
        return _spelled_year(text.lower())
    return full_year(int(text[1:])) if text.startswith("'") else int(text)


def _spelled_year(words: str) -> int:
    """ "nineteen eighty six" is 1986, "two thousand and five" 2005."""
    said = [word for word in words.split() if word not in ("and", "hundred", "oh", "o")]
    if said[:2] == ["two", "thousand"]:
        return 2000 + (numbers.whole(" ".join(said[2:]) or "zero") or 0)
    return 100 * (numbers.whole(said[0]) or 0) + (numbers.whole(" ".join(said[1:])) or 0)

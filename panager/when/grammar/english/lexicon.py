"""English words of time: what all English rules, guards and patterns take theirs from."""

from panager.when.grammar import numbers
from panager.when.grammar.numeric import full_year
from panager.when.model.components import Part

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_PARTS = {
    "morning": Part.MORNING,
    "mornin": Part.MORNING,
    "afternoon": Part.AFTERNOON,
    "arvo": Part.AFTERNOON,
    "evening": Part.EVENING,
    "night": Part.NIGHT,
    "nite": Part.NIGHT,
}
PART = "|".join(DAY_PARTS)
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
WEEKDAY_STARTS = "|".join(name[:3] for name in WEEKDAYS)
WEEKDAY_STEMS = "|".join(name.removesuffix("day") for name in WEEKDAYS)
"""What stands before "day": "wednes", "satur"."""
SHORT_MONTHS = "|".join(name[:3] for name in MONTHS)
UNITS = "minute|hour|day|week|month|quarter|year"
MONTH_STARTS = (*(name[:3] for name in MONTHS), "apirl", "agust", "setp", "ocot")
"""Letters of which some are in every text with a month."""
NUMBER = rf"(?:{numbers.DIGITS}|{numbers.ENGLISH})"
# A bare number ("at 5", "the 5th") is a time only where a noun cannot follow: "at 5 houses".
NO_NOUN = (
    r"(?=\s+\d{1,2}(?::\d{2}|\s?[ap]\.?m\b)|\s*(?:$|[.,!?;:)(@\x1f\u3131-\ud7a3]|-\s)|"
    r"\s+(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b|"
    rf"(?:{SHORT_MONTHS})[a-z]{{0,6}}\b|"
    r"(?:to|on|in|at|by|that|about|for|please|pls|and|or|but|if|because|so|sharp|today|tonight|"
    r"tomorrow|tmrw|yesterday|last|next|this|every|each|of|from|with|w/|via|when|then|until|till?|"
    r"is|are|was|will|has|falls|as|it|into|off|over|not|than|too|again|instead|maybe|since|during|"
    r"remind(?:er)?|set|wake|tell|call|ping|i|i'm|i'll|we|my|am|pm|noon|midnight|morning|afternoon|"
    r"evening|night|late|early|noonish|after|before|utc|gmt|[ecmp][sd]?t|kst|jst|c?est)(?![a-z])))"
)
MERIDIEM = r"(?:[ap]\.\s?m\.|[ap]\.?\s?m\b)"

# As they are often mistyped; the first letters still tell which it is.
_MISTYPED = {
    0: "munday|moday|monady|modnay",
    1: "tuseday|tusday|teusday|tuesay|tueday|tuesady",
    2: "wensday|wendsday|wednsday|wedsday|wedensday|wednesay|wendesday|wednesdy",
    3: "thrusday|thurday|thusday|thursay|thirsday|thurdsay|thursdy",
    4: "firday|friady|fridya|frday|firdy",
    5: "saterday|satuday|satruday|saturay|staurday|sautrday|saturdy",
    6: "sundy|sunay|snuday|sudnay",
}
FULL_WEEKDAY = "|".join((*WEEKDAYS, *_MISTYPED.values()))
_WEEKDAY_NUMBERS = {name[:3]: number for number, name in enumerate(WEEKDAYS)} | {
    name[:3]: number for number, names in _MISTYPED.items() for name in names.split("|")
}
# "sun", "sat" and "wed" are ordinary words; they need a preposition or other words of time.
SAFE_SHORT_WEEKDAY = r"mon|tues?|thu(?:rs?)?|fri"
ANY_WEEKDAY = rf"(?:{FULL_WEEKDAY}|(?:{SAFE_SHORT_WEEKDAY}|sun|sat|weds?)\b\.?)"
WEEKDAY_OR_PLURAL = rf"(?:(?:{FULL_WEEKDAY})s|(?:mon|tue|wed|thur?|fri|sat|sun)s\b|{ANY_WEEKDAY})"
_MISTYPED_MONTHS = (
    r"janurary|januray|janaury|febuary|feburary|februrary|apirl|agust|augst|septembr|setpember|"
    r"ocotber|octobre|novmber|novemeber|decemeber|decmber|decembre"
)
MONTH = (
    rf"(?:{'|'.join(MONTHS)}|{_MISTYPED_MONTHS}|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])\.?)"
)

_MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, start=1)} | {
    "api": 4,
    "agu": 8,
    "set": 9,
    "oco": 10,
}

ORDINAL_WORDS = (
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
_ORDINALS = {word: number for number, word in enumerate(ORDINAL_WORDS, start=1)} | {
    "thirtieth": 30,
    **{f"twenty {word}": 20 + number for number, word in enumerate(ORDINAL_WORDS[:9], start=1)},
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
    rf"(?:(?:{_CENTURY})\s+(?:hundred\s+(?:and\s+)?)?(?:(?:oh?|zero)\s+)?(?:{numbers.ENGLISH})|"
    rf"two\s+thousand(?:\s+(?:and\s+)?(?:{numbers.ENGLISH}))?)(?![a-z])"
)
YEAR = rf"(?:(?:19|20|21)\d{{2}}(?![\d:])|'\d{{2}}(?!\d)|{_SPELLED_YEAR})"


def ending(number: int) -> str:
    """What makes an ordinal of it: "st" of 21."""
    tens = number % 100 in (11, 12, 13)
    return "th" if tens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def weekday_number(text: str) -> int:
    """Monday is 0."""
    return _WEEKDAY_NUMBERS[text[:3].lower()]


def month_number(name: str) -> int:
    """January is 1."""
    return _MONTH_NUMBERS[name[:3].lower()]


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
    said = [word for word in words.split() if word not in ("and", "hundred", "oh", "o", "zero")]
    if said[:2] == ["two", "thousand"]:
        return 2000 + (numbers.whole(" ".join(said[2:]) or "zero") or 0)
    return 100 * (numbers.whole(said[0]) or 0) + (numbers.whole(" ".join(said[1:])) or 0)

"""Numbers as people write them: digits, native and Sino-Korean, English words."""

import re

DIGITS = r"[0-9]{1,6}(?:\.[0-9]{1,2})?"

_NATIVE_ONES = {
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "석": 3,
    "넉": 4,
}
_NATIVE_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_TENS = "|".join(_NATIVE_TENS)
_ONES = "한|두|세|네|다섯|여섯|일곱|여덟|아홉"
NATIVE = rf"(?:(?:{_TENS})(?:{_ONES})?|{_ONES}|석|넉)"
_NATIVE_PARTS = re.compile(rf"({_TENS})?({_ONES}|석|넉)?")

SINO = "[영일이삼사오육칠팔구십백]{1,5}"
SINO_LONG = "[영공일이삼사오육칠팔구십백천]{2,9}"
"""Also thousands, and digits read one by one: "이천이십칠", "이공이칠"."""
_SINO_DIGITS = {digit: value for value, digit in enumerate("영일이삼사오육칠팔구")} | {"공": 0}
_SINO_PARTS = re.compile(
    "".join(f"(?:([일이삼사오육칠팔구])?({unit}))?" for unit in "천백십")
    + "([일이삼사오육칠팔구])?"
)
_SINO_ONE_BY_ONE = re.compile("[일이삼사오육칠팔구][영공일이삼사오육칠팔구]{3}")

_DAY_ONES = ("하루", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레")
_DAY_NAMES = {name: number for number, name in enumerate(_DAY_ONES, start=1)} | {
    "열흘": 10,
    "보름": 15,
    "스무날": 20,
    "서른날": 30,
}
DAY_NAME = rf"(?:(?:열|스무)?(?:{'|'.join(_DAY_ONES)})|열흘|보름|(?:스무|서른)\s?날)"

_ENGLISH_ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH = {word: value for value, word in enumerate(_ENGLISH_ONES)} | {
    word: 10 * value for value, word in enumerate(_ENGLISH_TENS, start=2)
}
_TENS_WORDS = "|".join(_ENGLISH_TENS)
_ONE_TO_NINE = "|".join(_ENGLISH_ONES[1:10])
ENGLISH = (
    rf"(?:(?:{_TENS_WORDS})(?:[ -](?:{_ONE_TO_NINE}))?|"
    + "|".join(sorted(_ENGLISH_ONES[1:], key=len, reverse=True))
    + ")"
)


def read(text: str) -> float | None:
    """The value of a number in digits or in words of either language; None if it is none."""
    text = text.strip().lower()
    if re.fullmatch(DIGITS, text):
        return float(text)
    for reader in (_sino, _native, _english):
        value = reader(text)
        if value is not None:
            return float(value)
    return None


def whole(text: str) -> int | None:
    """The value if it is a whole number."""
    value = read(text)
    return int(value) if value is not None and value == int(value) else None


def is_day_name(text: str) -> bool:
    """Whether it is a number of days in one word: "사흘"."""
    return bool(re.fullmatch(DAY_NAME, text))


def days(name: str) -> int:
    """The number of days that have a name of their own: "사흘", "열이틀", "스무 날"."""
    plain = re.sub(r"\s", "", name)
    if plain in _DAY_NAMES:
        return _DAY_NAMES[plain]
    tens = 10 if plain.startswith("열") else 20
    return tens + _DAY_NAMES[plain.removeprefix("열").removeprefix("스무")]


def _sino(text: str) -> int | None:
    if text == "영":
        return 0
    if _SINO_ONE_BY_ONE.fullmatch(text):
        return int("".join(str(_SINO_DIGITS[digit]) for digit in text))
    match = _SINO_PARTS.fullmatch(text)
    if match is None or not text:
        return None
    total = 0
    for place, value in enumerate((1000, 100, 10)):
        digit, unit = match.group(2 * place + 1, 2 * place + 2)
        total += _SINO_DIGITS[digit or "일"] * value if unit else 0
    return total + _SINO_DIGITS[match[7] or "영"]


def _native(text: str) -> int | None:
    match = _NATIVE_PARTS.fullmatch(text)
    if match is None or not text:
        return None
    tens, ones = match.groups()
    return _NATIVE_TENS.get(tens, 0) + _NATIVE_ONES.get(ones, 0)


def _english(text: str) -> int | None:
    words = re.split(r"[ -]+", text)
    if not all(word in _ENGLISH for word in words) or len(words) > 2:
        return None
    return sum(_ENGLISH[word] for word in words)

"""Time phrases in what a person says: finding them, and completing one that was unclear."""

import re
from collections.abc import Iterator
from typing import Final

from panager.llm.offline.conversation import Setting
from panager.when import Grain, Kind, Missing, Understanding
from panager.when.grammar import mentions

# Possessive, longest word first: what may repeat in many ways must not be tried in all of them.
_FILLER: Final = re.compile(
    r"^(?:으로|로|이에요|예요|이요|에|요|입니다|쯤|정도|응|네|음|그럼|아|그래|줘|부탁\S*|해주세요|"
    r"해줘|해|"
    r"yes|okay|ok|at|on|by|for|to|in|please|then|let's say|say|how about|around|the|make it|"
    r"\s|[.,!~?])*+$",
    re.IGNORECASE,
)
CLEAR: Final = (Kind.INSTANT, Kind.RECURRENCE)
"""What somebody can be reminded at."""
_RO: Final = re.compile(r"(?:으로|로)\s*$")


def strip_ro(phrase: str) -> str:
    """The phrase without the particle of a direction: "4시로" is "4시"."""
    return _RO.sub("", phrase).strip()


def only_time(text: str, setting: Setting) -> Understanding | None:
    """What the text means if it says nothing but a time."""
    heard = setting.understand(strip_ro(text))
    if heard.kind is Kind.NONE or not _FILLER.match(heard.rest):
        return None
    return heard


def split_tail(text: str, setting: Setting) -> tuple[str, str]:
    """The words before the time at the end of the text, and that time ("" if there is none)."""
    tokens = text.split()
    for start in range(max(0, len(tokens) - 8), len(tokens)):
        if heard := only_time(" ".join(tokens[start:]), setting):
            return " ".join(tokens[:start]), strip_ro(heard.phrase)
    return text, ""


def has_clock(heard: Understanding) -> bool:
    """Whether a time of day was given, not only a day."""
    return heard.kind in CLEAR or heard.missing is Missing.MERIDIEM


_MERIDIEM_KO: Final = rf"{mentions.KOREAN_PART}|한밤"
_MERIDIEM: Final = re.compile(rf"{_MERIDIEM_KO}|\b(?:{mentions.ENGLISH_PART})", re.IGNORECASE)
_MERIDIEM_ONLY: Final = re.compile(
    rf"^(?:응|네|음|아|그럼|당연히|the|ok|yes)?[\s,]*(?P<word>{_MERIDIEM_KO}|{mentions.ENGLISH_PART})"
    r"\s*(?:이에요|예요|이요|요|입니다|으로|로|에|이지|지|이야|야|one|please)*+[\s.!~,]*$",
    re.IGNORECASE,
)
_WHOLE_DAYS: Final = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR)
_BARE_HOUR: Final = re.compile(r"^\s*(\d{1,2})\s*[.!]?\s*$")


def completed(old: str, answer: str, setting: Setting) -> str | None:
    """The phrase that `old` and the answer make together; None if it is no answer about time."""
    if not old:
        heard = only_time(answer, setting)
        return strip_ro(heard.phrase) if heard else None
    if only := _MERIDIEM_ONLY.match(answer.strip()):
        return _best(_with_meridiem(old, only["word"]), old, setting)
    said = _BARE_HOUR.sub(r"\1시" if _is_korean(old) else r"at \1", answer)
    heard = only_time(said, setting)
    if heard is None or heard.kind is Kind.DURATION:
        return None
    phrase = strip_ro(heard.phrase)
    is_dated = setting.understand(old).dated
    return _best(_joined(old, phrase, heard, is_dated=is_dated), old, setting)


def amount(text: str, setting: Setting) -> str | None:
    """An amount of time and nothing else: "10분이요"."""
    heard = only_time(text, setting)
    return heard.phrase if heard and heard.kind is Kind.DURATION else None


def _joined(old: str, phrase: str, heard: Understanding, *, is_dated: bool) -> Iterator[str]:
    """Ways to say both, the likeliest first."""
    if mentions.DAY.search(phrase):
        clock = mentions.CLOCK.search(old)
        # "3일 뒤" has a time of its own only where none was said.
        if has_clock(heard) and not (clock and heard.grain in _WHOLE_DAYS):
            yield phrase
        if clock:
            yield f"{phrase} {clock[0]}"
        yield phrase
        return
    if day := _tidy(mentions.CLOCK.sub(" ", old)):
        yield f"{day} {phrase}"
    if meridiem := _MERIDIEM.search(phrase):
        yield from _with_meridiem(old, meridiem[0])
    yield f"{old} {phrase}"
    if not is_dated:  # the day that was said is kept, even if it must be asked about again
        yield phrase


def _with_meridiem(old: str, word: str) -> Iterator[str]:
    yield f"{old} {word}"
    if clock := mentions.CLOCK.search(old):
        yield f"{old[: clock.start()]}{word} {old[clock.start() :]}"
        yield f"{old[: clock.end()].rstrip()} {word}{old[clock.end() :]}"
    yield f"{word} {old}"


def _best(candidates: Iterator[str], old: str, setting: Setting) -> str | None:
    """The first phrase that is clear, else the first that is at least nearer to it."""
    tried = [(phrase, heard) for phrase in candidates if (heard := _whole(phrase, setting))]
    moments = [phrase for phrase, heard in tried if heard.kind in CLEAR]
    partly = [phrase for phrase, heard in tried if heard.kind is Kind.UNCLEAR and phrase != old]
    return next(iter(moments + partly), None)


def _whole(phrase: str, setting: Setting) -> Understanding | None:
    """What it means if all of it counts: of "내일 3시 오후 4시" the end is left over."""
    heard = setting.understand(phrase)
    return None if heard.rest.strip() else heard


def _tidy(text: str) -> str:
    return re.sub(r"\b(?:at|on)\s*$", "", " ".join(text.split()), flags=re.IGNORECASE).strip()


def _is_korean(text: str) -> bool:
    return any("가" <= c <= "힣" for c in text)

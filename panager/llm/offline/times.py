"""Finding time phrases inside what a person says."""

import re
from typing import Final

from panager.llm.offline.setting import Setting
from panager.when import Kind, Missing, Understanding

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

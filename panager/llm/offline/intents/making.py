"""Recognising that somebody wants a new reminder, or one for each of several times of day."""

import re
from typing import Final

from panager import sentences
from panager.llm.offline import times, words
from panager.llm.offline.conversation import Setting
from panager.llm.offline.steps import Ask, Call, Say, Step
from panager.when import Kind, Understanding
from panager.when.grammar import mentions

_WHEN_LIMIT: Final = 200
_CLOCK_KO: Final = mentions.KOREAN_CLOCK
_CLOCK_EN: Final = r"\b\d{1,2}(?::\d{2})?\s*(?:[ap]\.?m\b\.?)?"
_JOIN_KO: Final = r"\s*(?:이?랑|와|과|하고|및|그리고|,)\s*"
_JOIN_EN: Final = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:at\s+)?"
_LISTED: Final = re.compile(
    rf"(?P<ko>{_CLOCK_KO}(?:{_JOIN_KO}{_CLOCK_KO})+)(?!\s*사이)|"
    rf"(?<!between )(?P<en>{_CLOCK_EN}(?:{_JOIN_EN}{_CLOCK_EN})*"
    rf"{_JOIN_EN}\b\d{{1,2}}(?::\d{{2}})?\s*[ap]\.?m\b\.?)",
    re.IGNORECASE,
)
_EACH: Final = re.compile(rf"{_CLOCK_KO}|{_CLOCK_EN}", re.IGNORECASE)
_HALF: Final = re.compile(rf"^(?:{mentions.KOREAN_PART})\s*")
_DIGITS: Final = re.compile(r"^\D*(\d{1,2})")


def create(text: str, setting: Setting) -> Step | None:
    """What to be reminded of and when; asks for the one that is missing."""
    if words.FORBIDDEN.search(text):
        return None
    heard = setting.understand(text)
    if words.FACT.search(text) and not times.has_clock(heard):
        return Say("talk.fact")
    if words.REQUEST.search(text):
        return _requested(text, heard, setting)
    if heard.kind not in (*times.CLEAR, Kind.UNCLEAR):
        return None
    if words.QUESTION.search(text) or words.STATEMENT.search(text):
        return None
    call = _creation(text, heard, setting)
    return call if heard.rest.strip() else Ask("ask.what", call, "text")


def _requested(text: str, heard: Understanding, setting: Setting) -> Step | None:
    call = _creation(text, heard, setting)
    if heard.kind is not Kind.NONE:
        return call
    return None if words.KNOWLEDGE.search(text) else Ask("ask.when", call, "when")


def _creation(text: str, heard: Understanding, setting: Setting) -> Call:
    language = sentences.language_of(text, setting.language)
    default = sentences.say(language, "reminder.default_text")
    rest = words.REQUEST_FIRST.sub("", heard.rest).strip(" .,!?~")
    return Call("create_reminder", {"text": rest or default, "when": heard.phrase[:_WHEN_LIMIT]})


def times_of_day(text: str) -> list[str]:
    """The text once for each time of day in a list of them; none if there is no list."""
    found = _LISTED.search(text)
    if found is None:
        return []
    clocks = [one[0].strip() for one in _EACH.finditer(found[0])]
    return [
        f"{text[: found.start()]}{clock}{text[found.end() :]}" for clock in _with_halves(clocks)
    ]


def _with_halves(clocks: list[str]) -> list[str]:
    """ "오후 3시랑 5시": a later hour is of the same half; an earlier one stays open."""
    half = _HALF.match(clocks[0])
    if half is None:
        return clocks
    first = _hour(clocks[0])
    return [
        f"{half[0]}{clock}" if not _HALF.match(clock) and first < _hour(clock) <= 12 else clock
        for clock in clocks
    ]


def _hour(clock: str) -> int:
    """0 for an hour that is written as a word."""
    found = _DIGITS.match(clock)
    return int(found[1]) if found else 0

"""Which half of the day somebody means by a bare hour: that of "3시", and of "7시 기상"."""

import re

from panager.when.model.components import Clock, Part
from panager.when.model.context import Context

# Who gets up does so in the morning; at 1 to 3 o'clock nobody knows.
_RISES = re.compile(
    r"깨워|깨우|기상|일어나|일어날|첫차|해돋이|일출|\bwak(?:e|ing)\b|\bget(?:ting)?\s+up\b|\bsunrise\b",
    re.IGNORECASE,
)
# These are as likely at night.
_ANY_HOUR = re.compile(
    r"공항|비행기|항공|출국|입국|수유|분유|야간|밤샘|당직|"
    r"\b(?:flight|airport|plane|feed(?:ing)?|night\s?shift|red-?eye)\b",
    re.IGNORECASE,
)
_MORNING = re.compile(
    r"아침|출근|조식|등교|등원|조회|모닝|\b(?:breakfast|morning|commute|before\s+work|school\s+run)\b",
    re.IGNORECASE,
)
_EVENING = re.compile(
    r"저녁|퇴근|회식|야식|야근|취침|자기\s?전|잠들|"
    r"\b(?:dinner|supper|evening|bedtime|go\s+to\s+bed|after\s+work|nightcap|party)\b",
    re.IGNORECASE,
)
_LUNCH = re.compile(r"점심|런치|브런치|\b(?:lunch|brunch)\b", re.IGNORECASE)
_RISING_HOURS = range(4, 12)
_OPEN_HOURS = range(5, 12)
"""Hours that are as common in both halves: a word beside them tells."""
_SMALL_HOURS = 5


def half_meant(clock: Clock, context: Context, *, says_day: bool) -> Part | None:
    """The half of the day, None if it must be asked or nobody wants one to be taken.

    The hours 1 to 5 are the afternoon and 12 is noon, unless a word says otherwise, somebody gets
    up that early, or it is night now and no day is said.
    """
    if context.words is None:
        return None
    hour = clock.hour % 12
    if _RISES.search(context.words):
        return Part.AM if hour in _RISING_HOURS else None
    if _ANY_HOUR.search(context.words):
        return None
    said = _half_said(hour, context.words)
    return said or (Part.PM if _is_usually_after_noon(hour, context, says_day=says_day) else None)


def _half_said(hour: int, words: str) -> Part | None:
    if hour in (10, 11) and _LUNCH.search(words):
        return Part.AM
    morning, evening = _MORNING.search(words), _EVENING.search(words)
    if hour not in _OPEN_HOURS or bool(morning) == bool(evening):
        return None
    return Part.AM if morning else Part.PM


def _is_usually_after_noon(hour: int, context: Context, *, says_day: bool) -> bool:
    if hour > _SMALL_HOURS or context.habits.morning.hour <= hour:
        return False
    return says_day or context.now.hour > _SMALL_HOURS

"""What a time phrase can mean, as types."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a phrase turned out to be. Recurrences and ranges come as further kinds."""

    INSTANT = "instant"
    DURATION = "duration"
    UNCLEAR = "unclear"
    NONE = "none"


class Grain(StrEnum):
    """How exactly a moment was given: "tomorrow" is a day, "3 pm" an hour, "3:15" a minute."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Missing(StrEnum):
    """What a person must still say."""

    TIME = "time"
    """A day without a time of day: "tomorrow"."""
    MERIDIEM = "meridiem"
    """Morning or afternoon: "at 3"; `readings` holds both."""
    DATE = "date"
    """The day does not exist or may be one of several; `readings` holds those that exist."""
    FUTURE = "future"
    """Every reading lies in the past: "yesterday at 3 pm"."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What a person means by words of the day; the defaults until they say otherwise."""

    dawn: time = time(5)
    morning: time = time(9)
    lunch: time = time(12)
    afternoon: time = time(15)
    evening: time = time(19)
    night: time = time(21)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One thing that an unclear phrase may mean."""

    at: datetime
    """Aware, in the person's zone."""
    grain: Grain


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """The result for any text; which fields are set follows from `kind`.

    instant: `at`, `grain`. duration: `length` ("10분만", "for 2 hours" as an amount without
    "later"). unclear: `missing` and `readings` (may be empty). none: there is no time phrase.
    """

    kind: Kind
    at: datetime | None = None
    """Aware, in the person's zone."""
    grain: Grain | None = None
    length: timedelta | None = None
    missing: Missing | None = None
    readings: tuple[Reading, ...] = ()
    phrase: str = ""
    """The words that were understood as time, as written ("" for none)."""
    rest: str = ""
    """The sentence without the phrase and without the request around it:
    "내일 3시에 치과 예약 전화하라고 알려줘" leaves "치과 예약 전화"."""
    notes: tuple[str, ...] = field(default=())
    """What a person should hear of, as keys: "gap", "fold" (RFC 5545 section 3.3.5); "repeat" and
    "range" for a recurrence or an end that was said but is not in the result."""

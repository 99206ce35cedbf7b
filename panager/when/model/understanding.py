"""What a time phrase can mean, who says it and what they mean by words of the day, as types."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Kind(StrEnum):
    """What a phrase turned out to be."""

    INSTANT = "instant"
    RECURRENCE = "recurrence"
    RANGE = "range"
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
    """A reminder was meant, but every reading lies in the past: "yesterday at 3 pm"."""
    MOMENT = "moment"
    """More was said of time than one moment can be: "rent at 9am, dad at 6pm"; `readings` holds
    what was understood of it."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What a person means by words of the day; the defaults until they say otherwise."""

    dawn: time = time(5)
    morning: time = time(9)
    lunch: time = time(12)
    afternoon: time = time(15)
    evening: time = time(19)
    night: time = time(21)
    close: time = time(17)
    """Where a working day ends: "EOD"."""
    week_start: int = 0
    """The first day of a week, Monday 0."""


USUAL = Habits()
"""What people mean who have said nothing of it."""


class RecurrenceError(ValueError):
    """The text is no recurrence rule, or one that a reminder cannot follow."""


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """A rule by RFC 5545, computed on the wall clock and then placed in the person's zone."""

    rrule: str
    """The value of RRULE, without DTSTART: "FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=8;BYMINUTE=0"."""
    start: datetime
    """DTSTART: naive wall clock. What INTERVAL and COUNT are counted from."""
    except_dates: frozenset[date] = frozenset()
    """Wall-clock days without an occurrence (EXDATE)."""
    except_holidays: str | None = None
    """No occurrence on the public holidays of this country (ISO 3166: "KR").

    BYSETPOS of a month or year does not count them either: "the first working day"."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One thing that an unclear phrase may mean."""

    at: datetime
    """Aware, in the person's zone."""
    grain: Grain
    end: datetime | None = None
    """Where it ends, if it is a range."""


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """The result for any text; which fields are set follows from `kind`.

    instant: `at`, `grain`. recurrence: `recurrence`, and `at` is its first occurrence. range:
    `at`, `end`, `grain`. duration: `length` ("10분만", "for 2 hours" as an amount without
    "later"). unclear: `missing` and `readings` (may be empty). none: there is no time phrase.
    """

    kind: Kind
    at: datetime | None = None
    """Aware, in the person's zone."""
    end: datetime | None = None
    """Where a range ends: aware, in the person's zone, not part of the range."""
    grain: Grain | None = None
    recurrence: Recurrence | None = None
    whole: bool = False
    """No time of day was given: `at` is the first moment of the day, week, month or year."""
    dated: bool = False
    """A day was named, or an amount from now: "3 pm" alone may be meant for any day."""
    length: timedelta | None = None
    missing: Missing | None = None
    readings: tuple[Reading, ...] = ()
    phrase: str = ""
    """The words that were understood as time, as written ("" for none)."""
    rest: str = ""
    """The sentence without the phrase and without the request around it:
    "내일 3시에 치과 예약 전화하라고 알려줘" leaves "치과 예약 전화"."""
    notes: tuple[str, ...] = field(default=())
    """What a person should hear of, as keys: "gap", "fold" (RFC 5545 section 3.3.5); "range" for an
    end that was said but is not in the result; "holidays" when those to leave out are not known."""


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, and when; `now` is in `zone`."""

    now: datetime
    zone: ZoneInfo
    habits: Habits
    words: str | None = None
    """All that was said, which tells the half of the day of a bare hour; None: it is left open."""

    def is_future(self, moment: datetime) -> bool:
        """Compares in UTC: two times of one zone would be compared by their wall clocks."""
        return moment.astimezone(UTC) > self.now.astimezone(UTC)

    def at(self, moment: datetime) -> "Context":
        """The same person at another moment."""
        return replace(self, now=moment.astimezone(self.zone))

"""The building blocks of a time phrase; rules produce them, resolve reads them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

from panager.when.model.amount import Amount as Amount
from panager.when.model.amount import amount_of as amount_of
from panager.when.model.named_days import (
    DayGroup,
    Holiday,
    IsoWeek,
    LunarDate,
    Now,
    Offset,
    Ordinal,
    SameTime,
    Season,
    Side,
    StageOf,
    ThatDay,
    WeekdayBeside,
    WeekOf,
    WorkingDays,
)
from panager.when.model.understanding import Grain


class Part(StrEnum):
    """A part of the day; with a clock it says which of the two twelve-hour readings."""

    AM = "am"
    PM = "pm"
    DAWN = "dawn"
    MORNING = "morning"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    CLOSE = "close"


class Period(StrEnum):
    """A calendar unit that can be this one, the next one, the last one."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Later:
    """So much from now: "in 2 hours"."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class Before:
    """So much earlier than another moment ("10분 전에"), or than now when `ago`."""

    amount: Amount
    ago: bool = False


class WindowKind(StrEnum):
    """How a stretch around now is bounded."""

    UNITS = "units"
    """By whole units of the calendar, without the one that is going on: "the last 2 weeks"."""
    DAYS = "days"
    """By today's beginning: "지난 3일간"."""
    WITH_TODAY = "with today"
    """By today's end: "최근 3일"."""


@dataclass(frozen=True, slots=True)
class Window:
    """The last or the next so much."""

    amount: Amount
    past: bool
    kind: WindowKind = WindowKind.UNITS


@dataclass(frozen=True, slots=True)
class Length:
    """An amount and nothing else: "for 2 hours"."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class DayShift:
    """Days from today: "tomorrow" is 1."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 0; `weeks` counts weeks from this one if given.

    With `or_coming` it may as well be the coming one of this week.
    """

    day: int
    weeks: int | None = None
    plus_days: int = 0
    or_coming: bool = False


@dataclass(frozen=True, slots=True)
class PeriodShift:
    """This (0) or the next (1) week, month or year."""

    period: Period
    count: int


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date, with what was left unsaid as None; it may not exist.

    With `slashed` it was two bare numbers, of which either may be the month.
    """

    year: int | None
    month: int | None
    day: int | None
    slashed: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as read; `definite` means that 3 is 03:00 and not maybe 15:00.

    The hour 24 is the end of the day; `midnight` means that start or end was left unsaid.
    """

    hour: int
    minute: int = 0
    second: int = 0
    grain: Grain = Grain.HOUR
    definite: bool = False
    midnight: bool = False
    before_minutes: int = 0


@dataclass(frozen=True, slots=True)
class DayPart:
    """A word for a part of the day: "evening"; `hours` from the usual one in "late evening"."""

    part: Part
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone beside a clock: an offset, a `key` of the zone database, or neither.

    Neither is an abbreviation that only the person's own zone can explain.
    """

    name: str
    offset: timedelta | None
    key: str | None = None
    maybe: bool = False
    """It may only say where something is: "뉴욕 오전 9시 미팅", "5pm in London"."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part of a recurrence; `series_parts` holds what it says."""


@dataclass(frozen=True, slots=True)
class Range:
    """From one moment to another; what holds for both stands beside it in the phrase."""

    start: "tuple[Component, ...]"
    end: "tuple[Component, ...]"


@dataclass(frozen=True, slots=True)
class Vague:
    """A time without a value: "later", "몇 분 뒤"."""


type Component = (
    Later
    | Before
    | Length
    | DayShift
    | Weekday
    | PeriodShift
    | Date
    | LunarDate
    | Holiday
    | Season
    | Ordinal
    | StageOf
    | DayGroup
    | Offset
    | Side
    | ThatDay
    | WeekOf
    | WorkingDays
    | IsoWeek
    | WeekdayBeside
    | Window
    | Now
    | SameTime
    | Clock
    | DayPart
    | Zone
    | Repeat
    | Range
    | Vague
)


SPAN_KINDS: tuple[type[Component], ...] = (Season, Ordinal, StageOf, DayGroup)
"""What picks days out of a week, month or year."""
DAY_KINDS: tuple[type[Component], ...] = (
    DayShift,
    Weekday,
    PeriodShift,
    Date,
    LunarDate,
    Holiday,
    ThatDay,
    IsoWeek,
    WorkingDays,
    *SPAN_KINDS,
)
"""What names a day, or several."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Components that belong together, at most one of each type."""

    components: tuple[Component, ...]
    week_start: int = 0
    """Where weeks begin for the person who says it, Monday 0."""

    def find[T](self, kind: type[T]) -> T | None:
        """The component of this type, if there is one."""
        return next((one for one in self.components if isinstance(one, kind)), None)

    def has(self, *kinds: type[Component]) -> bool:
        """Whether there is a component of any of these types."""
        return any(isinstance(one, kinds) for one in self.components)

    def extended(self, more: Iterable[Component]) -> "Phrase":
        """This phrase with more components at its end."""
        return replace(self, components=(*self.components, *more))

    @property
    def says_day(self) -> bool:
        """Whether it names a day (or a week or month)."""
        return self._begins_with(*DAY_KINDS)

    @property
    def says_time(self) -> bool:
        """Whether it names a time of day."""
        return self._begins_with(Clock, DayPart, SameTime)

    def _begins_with(self, *kinds: type[Component]) -> bool:
        """Whether it has one of these, or its range begins with one."""
        span = self.find(Range)
        begins = () if span is None else span.start
        return any(isinstance(one, kinds) for one in (*self.components, *begins))

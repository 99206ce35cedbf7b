"""The building blocks of a time phrase; rules produce them, resolve reads them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from panager.when.model import Grain

UNIT_GRAINS = {
    "second": Grain.SECOND,
    "minute": Grain.MINUTE,
    "hour": Grain.HOUR,
    "day": Grain.DAY,
    "week": Grain.WEEK,
    "month": Grain.MONTH,
    "year": Grain.YEAR,
}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_FINER = {"minute": "second", "hour": "minute", "day": "hour", "week": "day"}


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


class Period(StrEnum):
    """A calendar unit that can be this one, the next one, the last one."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Amount:
    """A length: months by the calendar, days by the wall clock, seconds in absolute time."""

    grain: Grain
    months: int = 0
    days: int = 0
    seconds: int = 0

    @property
    def sub_day(self) -> bool:
        """Whether any of it is shorter than a day, which fixes the time of day."""
        return self.seconds != 0 or self.grain in (Grain.SECOND, Grain.MINUTE, Grain.HOUR)


@dataclass(frozen=True, slots=True)
class Later:
    """So much from now: "in 2 hours"."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class Before:
    """So much earlier than another moment ("10분 전에"), or than now when `ago`."""

    amount: Amount
    ago: bool = False


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
    """A day of the week, Monday 0; `weeks` counts Monday-based weeks from this one if given."""

    day: int
    weeks: int | None = None
    plus_days: int = 0


@dataclass(frozen=True, slots=True)
class PeriodShift:
    """This (0) or the next (1) week, month or year."""

    period: Period
    count: int


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date, with what was left unsaid as None; it may not exist."""

    year: int | None
    month: int | None
    day: int | None


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
    """A word for a part of the day: "evening"."""

    part: Part


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone abbreviation or offset after a clock; `offset` is None for the person's own zone."""

    name: str
    offset: timedelta | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A word of recurrence ("every"); recurrences are not computed here, only noted."""


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
    | Clock
    | DayPart
    | Zone
    | Repeat
    | Range
    | Vague
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Components that belong together, at most one of each type."""

    components: tuple[Component, ...]

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
        return self._begins_with(DayShift, Weekday, PeriodShift, Date)

    @property
    def says_time(self) -> bool:
        """Whether it names a time of day."""
        return self._begins_with(Clock, DayPart)

    def _begins_with(self, *kinds: type[Component]) -> bool:
        """Whether it has one of these, or its range begins with one."""
        span = self.find(Range)
        begins = () if span is None else span.start
        return any(isinstance(one, kinds) for one in (*self.components, *begins))


def amount_of(terms: Iterable[tuple[float, str]]) -> Amount | None:
    """Adds up numbers with units ("2 hour, 30 minute"); None for a fraction of a month."""
    months = 0
    days = 0
    seconds = 0.0
    units: list[str] = []
    for number, unit in terms:
        units.append(unit if number == int(number) else _FINER.get(unit, unit))
        whole = int(number)
        if unit in _SECONDS:
            seconds += number * _SECONDS[unit]
        elif unit in _DAYS:
            total = number * _DAYS[unit]
            days += int(total)
            seconds += (total - int(total)) * 86_400
        elif number == whole:
            months += whole * _MONTHS[unit]
        elif unit == "year" and number * 12 == int(number * 12):
            months += int(number * 12)
        else:
            return None
    if not units:
        return None
    grain = min((UNIT_GRAINS[unit] for unit in units), key=list(Grain).index)
    return Amount(grain=grain, months=months, days=days, seconds=round(seconds))

"""The building blocks of a recurrence in a sentence; the rules of both languages produce them."""

from dataclasses import dataclass
from enum import StrEnum

from panager.when.model.components import Component, Period, Repeat

WORKDAYS = (0, 1, 2, 3, 4)
QUARTER_STARTS, QUARTER_ENDS = (1, 4, 7, 10), (3, 6, 9, 12)
HALF_STARTS, HALF_ENDS = (1, 7), (6, 12)
WEEKEND = (5, 6)


class Unit(StrEnum):
    """What is counted between two occurrences, the shortest first."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Every(Repeat):
    """A word that makes it a recurrence; without a `unit` what stands beside it says which."""

    unit: Unit | None = None
    interval: int = 1
    times: int = 1
    """How often in each unit: "twice a day" does not say when."""
    minute: int | None = None
    """Of the hour: "매시 정각" is 0."""
    adjective: bool = False
    """It may as well describe a thing: the "daily standup" of tomorrow is once."""
    after: bool = False
    """It belongs to what stands before it: "30분마다"."""


@dataclass(frozen=True, slots=True)
class OnDays(Repeat):
    """Several days of the week, Monday 0."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Nth(Repeat):
    """The nth of these weekdays in the month, -1 the last."""

    number: int
    days: tuple[int, ...]
    working: bool = False
    """Public holidays do not count: "영업일", "business day"."""


@dataclass(frozen=True, slots=True)
class During(Repeat):
    """The month in which it goes on: "12월 내내"."""

    month: int


@dataclass(frozen=True, slots=True)
class MonthDays(Repeat):
    """Days of the month, -1 the last."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Months(Repeat):
    """Months of the year."""

    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DayOfMoon(Repeat):
    """A date of every year of the Korean lunar calendar; day -1 is the last of the month."""

    month: int
    day: int
    leap: bool = False


@dataclass(frozen=True, slots=True)
class ByMoon(Repeat):
    """The dates and the days of the month are those of the Korean lunar calendar."""

    leap: bool = False
    """Of its leap months."""


@dataclass(frozen=True, slots=True)
class Times(Repeat):
    """Times of day in a list, each a clock with or without a part of the day."""

    groups: tuple[tuple[Component, ...], ...]


@dataclass(frozen=True, slots=True)
class Between(Repeat):
    """The hours of the day in which it goes on."""

    first: tuple[Component, ...]
    last: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Count(Repeat):
    """How often altogether."""

    number: int


@dataclass(frozen=True, slots=True)
class PublicHolidays(Repeat):
    """Those of the country where the person lives."""


@dataclass(frozen=True, slots=True)
class PeriodEnd(Repeat):
    """The last day of this (0) or the next (1) week, month or year."""

    period: Period
    count: int = 0


class Bound(StrEnum):
    """What the days beside a word bound."""

    START = "start"
    UNTIL = "until"
    EXCEPT = "except"


@dataclass(frozen=True, slots=True)
class Mark(Repeat):
    """A word that says what the days after it, or before it, are for."""

    bound: Bound
    after: bool = False
    """It follows its days, as in Korean."""

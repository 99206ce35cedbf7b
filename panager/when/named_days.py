"""Building blocks that name days by more than a date: holidays, lunar dates, "the last Friday"."""

from dataclasses import dataclass
from enum import StrEnum


class Counted(StrEnum):
    """What can be counted inside a longer unit: "the second … of March"."""

    DAY = "day"
    WEEKDAY = "weekday"
    WEEK = "week"
    WEEK_NUMBER = "week number"
    """Of the year, by ISO 8601 (BYWEEKNO of RFC 5545)."""
    WORKDAY = "workday"
    """In Korea."""
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Stage(StrEnum):
    """Where inside a week, month or year: "early December"."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


class Group(StrEnum):
    """Days of a week that go by one name."""

    WEEKEND = "weekend"
    WORKDAYS = "workdays"


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A date of the Korean lunar calendar; day 0 is the last of its month."""

    month: int
    day: int
    leap: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with a name ("chuseok", see `holidays`), or with `off` all its days off work."""

    name: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class Season:
    """Three months that begin with this one."""

    month: int


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The so-maniest (-1 the last) weekday, week, … of a month or year, said or understood."""

    number: int
    of: Counted


@dataclass(frozen=True, slots=True)
class StageOf:
    """A stage of the unit that is named beside it, or of any coming `unit`."""

    stage: Stage
    unit: Counted | None = None


@dataclass(frozen=True, slots=True)
class DayGroup:
    """The weekend or the working days of a week."""

    group: Group


@dataclass(frozen=True, slots=True)
class Offset:
    """So many days before or after the day that was named: "the day after Christmas".

    With `working` the first working day from there on: "설 연휴 끝나고".
    """

    days: int
    working: bool = False


@dataclass(frozen=True, slots=True)
class Workdays:
    """So many Korean working days after today, or before it: "3영업일 뒤"."""

    days: int


@dataclass(frozen=True, slots=True)
class ThatDay:
    """A day that something said earlier named: "그날"."""


@dataclass(frozen=True, slots=True)
class Side:
    """Which of the years, months or weeks left unsaid: the last past one, or the coming one."""

    past: bool


@dataclass(frozen=True, slots=True)
class Now:
    """This moment."""


@dataclass(frozen=True, slots=True)
class SameTime:
    """The time that it is now, on another day: "내일 이 시간"."""


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week around the day that is named: "the week of March 5th"."""

"""Building blocks that name days by more than a date: holidays, lunar dates, "the last Friday"."""

from dataclasses import dataclass
from enum import StrEnum


class Counted(StrEnum):
    """What can be counted inside a longer unit: "the second … of March"."""

    DAY = "day"
    WEEKDAY = "weekday"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    WORKDAY = "workday"
    """From Monday to Friday."""
    KOREAN_WORKDAY = "Korean workday"
    """Without the public holidays of Korea."""
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
    """The nth (-1 the last) weekday, week, … of a month or year, said or understood.

    With `count` the first or the last so many.
    """

    number: int
    of: Counted
    count: int = 1


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


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """So many days from Monday to Friday after (before) the day that is named, or today.

    The public holidays of `country` (ISO 3166: "KR") do not count; None if it is not known.
    """

    count: int
    country: str | None = None


@dataclass(frozen=True, slots=True)
class IsoWeek:
    """A week by its number (ISO 8601), of the coming year with such a week if none is said."""

    number: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class WeekdayBeside:
    """The nth such weekday after (before) the day that is named; 0 is the nearest.

    With `weekend` it is the Saturday and the Sunday as well.
    """

    day: int
    count: int
    weekend: bool = False

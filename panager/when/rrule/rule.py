"""A recurrence rule (RRULE of RFC 5545, section 3.3.10, and of RFC 7529) as a type."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LUNAR_SCALE = "DANGI"
"""The name of the Korean lunar calendar in RSCALE: that of Unicode (CLDR)."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    """What INTERVAL counts; SECONDLY is more often than anybody can be reminded."""

    YEARLY = "YEARLY"
    MONTHLY = "MONTHLY"
    WEEKLY = "WEEKLY"
    DAILY = "DAILY"
    HOURLY = "HOURLY"
    MINUTELY = "MINUTELY"

    @property
    def sub_daily(self) -> bool:
        """Whether it advances in absolute time and not by the calendar."""
        return self in (Frequency.HOURLY, Frequency.MINUTELY)


@dataclass(frozen=True, slots=True)
class ByDay:
    """A weekday, Monday 0; `nth` is its place in the month or year, from the end if negative."""

    weekday: int
    nth: int | None = None

    def __str__(self) -> str:
        """The value as in BYDAY: "MO", "2TU", "-1FR"."""
        return f"{'' if self.nth is None else self.nth}{WEEKDAYS[self.weekday]}"


@dataclass(frozen=True, slots=True, order=True)
class LeapMonth:
    """The month of the lunar calendar that some years have after the one of its number."""

    number: int

    def __str__(self) -> str:
        """The value as in BYMONTH: "5L"."""
        return f"{self.number}L"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The parts of a rule; empty means that the part was not given."""

    lunar: bool = False
    """Its months, days of the month and years are those of the Korean lunar calendar (RFC 7529)."""

    freq: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    """The last moment that may be an occurrence: wall clock, or aware (UTC) if it ended in Z."""
    by_month: tuple[int, ...] = ()
    by_week_no: tuple[int, ...] = ()
    by_year_day: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[ByDay, ...] = ()
    by_set_pos: tuple[int, ...] = ()
    by_hour: tuple[int, ...] = ()
    by_minute: tuple[int, ...] = ()
    by_second: tuple[int, ...] = ()
    week_start: int = 0
    by_leap_month: tuple[LeapMonth, ...] = ()
    """Leap months of BYMONTH, of a lunar rule."""
    backward: bool = False
    """Of a lunar rule: a 30th day is the 29th of a shorter month, and a leap month that the year
    does not have the one before it; else there is none (SKIP of RFC 7529)."""

    def __str__(self) -> str:
        """The text of the rule, its keys in one order, without what is the default."""
        return ";".join(f"{key}={value}" for key, value in self._parts() if value)

    def _parts(self) -> tuple[tuple[str, str], ...]:
        return (
            ("RSCALE", LUNAR_SCALE if self.lunar else ""),
            ("FREQ", self.freq),
            ("INTERVAL", str(self.interval) if self.interval > 1 else ""),
            ("COUNT", "" if self.count is None else str(self.count)),
            ("UNTIL", "" if self.until is None else _moment(self.until)),
            ("BYMONTH", _joined((*self.by_month, *self.by_leap_month))),
            ("BYWEEKNO", _joined(self.by_week_no)),
            ("BYYEARDAY", _joined(self.by_year_day)),
            ("BYMONTHDAY", _joined(self.by_month_day)),
            ("BYDAY", _joined(self.by_day)),
            ("BYSETPOS", _joined(self.by_set_pos)),
            ("BYHOUR", _joined(self.by_hour)),
            ("BYMINUTE", _joined(self.by_minute)),
            ("BYSECOND", _joined(self.by_second)),
            ("WKST", WEEKDAYS[self.week_start] if self.week_start else ""),
            ("SKIP", "BACKWARD" if self.backward else ""),
        )


def _joined(values: tuple[object, ...]) -> str:
    return ",".join(str(value) for value in values)


def _moment(until: datetime) -> str:
    # Not by %Y, which C libraries pad with zeros or not.
    return f"{until.year:04}{until:%m%dT%H%M%S}" + ("" if until.tzinfo is None else "Z")

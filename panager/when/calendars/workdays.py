"""Working days: from Monday to Friday, in a country that is known without its public holidays."""

from datetime import date

from panager.when.calendars.arithmetic import DateRange, add_days
from panager.when.calendars.public_holidays import is_public_holiday

_SATURDAY = 5


def back_to_work(end: date) -> date:
    """The first Korean working day from here on: a day in lieu lengthens days off."""
    return add_workdays(add_days(end, -1), 1, "KR")


def add_workdays(day: date, number: int, country: str | None) -> date:
    """The nth working day after this day, which itself does not count, or before it."""
    step = 1 if number > 0 else -1
    for _ in range(abs(number)):
        day = add_days(day, step)
        while not _is_working(day, country):
            day = add_days(day, step)
    return day


def nth_workday_in(span: DateRange, number: int, country: str) -> date | None:
    """The first (1), second, … or last (-1) working day of it."""
    outside = add_days(span[0], -1) if number > 0 else span[1]
    day = add_workdays(outside, number, country)
    return day if span[0] <= day < span[1] else None


def _is_working(day: date, country: str | None) -> bool:
    if day.weekday() >= _SATURDAY:
        return False
    if country is None:
        return True
    return not is_public_holiday(day, country)

"""Korean working days: neither at a weekend nor on a public holiday or a day in lieu of one."""

from datetime import date

from panager.when.calendar_math import Span, add_days


def is_workday(day: date) -> bool:
    """Whether people in Korea work that day."""
    # The package of recurrences builds on the modules of days.
    from panager.when.recurrence.public_holidays import is_public_holiday

    return day.weekday() < 5 and not is_public_holiday(day, "KR")


def back_to_work(end: date) -> date:
    """The first working day from here on."""
    day = end
    while not is_workday(day):
        day = add_days(day, 1)
    return day


def add_workdays(day: date, number: int) -> date:
    """The so-maniest working day after this day, which itself does not count, or before it."""
    step = 1 if number > 0 else -1
    for _ in range(abs(number)):
        day = add_days(day, step)
        while not is_workday(day):
            day = add_days(day, step)
    return day


def nth_workday(span: Span, number: int) -> date | None:
    """The first (1), second, … or last (-1) working day of it."""
    outside = add_days(span[0], -1) if number > 0 else span[1]
    day = add_workdays(outside, number)
    return day if span[0] <= day < span[1] else None

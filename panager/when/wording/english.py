"""A rule in English: "every Mon, Wed and Fri at 8:00 AM, 10 times, except holidays"."""

from collections.abc import Sequence
from datetime import date

from panager.when.grammar.english.lexicon import MONTHS, WEEKDAYS
from panager.when.rrule.rule import Frequency
from panager.when.wording.facts import WEEKEND, WORKDAYS, Facts

_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_UNITS = {
    Frequency.YEARLY: "year",
    Frequency.MONTHLY: "month",
    Frequency.WEEKLY: "week",
    Frequency.DAILY: "day",
    Frequency.HOURLY: "hour",
    Frequency.MINUTELY: "minute",
}


def in_english(facts: Facts, year: int | None) -> str:
    """The words; dates of `year` are said without it."""
    said = " ".join(part for part in (_how_often(facts), _times(facts)) if part)
    ends = (_end(facts, year), _exceptions(facts, year))
    return ", ".join(part for part in (said, *ends) if part)


def _how_often(facts: Facts) -> str:
    if facts.window is not None:
        return _in_window(facts)
    if facts.freq is Frequency.WEEKLY and facts.weekdays and facts.interval < 3:
        return _weekly(facts)
    unit = _UNITS[facts.freq]
    if facts.lunar and facts.freq is Frequency.MONTHLY:
        unit = "lunar month"
    dates = _beside(_dates(facts), facts.beside)
    days = [f"on {_weekdays(facts.weekdays)}"] if facts.weekdays else []
    every = _every(facts.interval, unit, facts)
    return " ".join((every, *([dates] if dates else []), *days))


def _beside(dates: str, days: int) -> str:
    if not days:
        return f"on {dates}" if dates else ""
    side = "before" if days < 0 else "after"
    number = "" if abs(days) == 1 else f"{_ordinal(abs(days))} "
    return f"on the {number}day {side} {dates}"


def _every(interval: int, unit: str, facts: Facts) -> str:
    if facts.minute is not None:
        return f"every hour at :{facts.minute:02}" if facts.minute else "every hour on the hour"
    return f"every {unit}" if interval == 1 else f"every {interval} {unit}s"


def _in_window(facts: Facts) -> str:
    window = facts.window
    if window is None:
        return ""
    hours = window.step % 60 == 0
    number, unit = (window.step // 60, "hour") if hours else (window.step, "minute")
    every = _every(number, unit, facts)
    days = f" on {_weekdays(facts.weekdays)}" if facts.weekdays else ""
    return f"{every} from {_clock(window.first)} to {_clock(window.last)}{days}"


def _weekly(facts: Facts) -> str:
    days = facts.weekdays
    if facts.interval == 1 and len(days) == 6:
        (off,) = set(range(7)) - set(days)
        return f"every day except {WEEKDAYS[off].title()}s"
    if facts.interval == 2 and len(days) > 1:
        return f"every other week on {_weekdays(days)}"
    every = "every" if facts.interval == 1 else "every other"
    if days == WORKDAYS:
        return f"{every} weekday"
    if days == WEEKEND:
        return f"{every} weekend"
    if len(days) == 1:
        return f"{every} {WEEKDAYS[days[0]].title()}"
    return f"{every} {_listed([WEEKDAYS[day][:3].title() for day in days])}"


def _weekdays(days: tuple[int, ...]) -> str:
    if days == WORKDAYS:
        return "weekdays"
    if days == WEEKEND:
        return "weekends"
    if len(days) == 1:
        return WEEKDAYS[days[0]].title()
    return _listed([WEEKDAYS[day][:3].title() for day in days])


def _dates(facts: Facts) -> str:
    moon = "lunar " if facts.lunar else ""
    months = [f"{moon}{MONTHS[month - 1].title()}" for month in facts.months]
    months += [f"{moon}leap {MONTHS[month - 1].title()}" for month in facts.leap_months]
    if months:
        return _listed([one for month in months for one in _in_month(facts, month)])
    days = [_nth(number, weekdays) for number, weekdays in facts.nth]
    numbered = [_ordinal(day) for day in facts.month_days if day > 0]
    days += [f"the {_listed(numbered)}"] if numbered else []
    days += ["the last day"] if -1 in facts.month_days else []
    return _listed(days)


def _in_month(facts: Facts, name: str) -> list[str]:
    days = [f"{_nth(number, weekdays)} of {name}" for number, weekdays in facts.nth]
    return days + [
        f"the last day of {name}" if day < 0 else f"{name} {day}" for day in facts.month_days
    ]


def _nth(number: int, weekdays: tuple[int, ...]) -> str:
    name = "weekday" if weekdays == WORKDAYS else WEEKDAYS[weekdays[0]].title()
    return f"the {_ORDINALS[number]} {name}"


def _ordinal(day: int) -> str:
    teen = 10 < day < 20
    return f"{day}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def _times(facts: Facts) -> str:
    return f"at {_listed([_clock(minutes) for minutes in facts.times])}" if facts.times else ""


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour % 12 or 12}:{minute:02} {'AM' if hour < 12 else 'PM'}"


def _end(facts: Facts, year: int | None) -> str:
    if facts.count is not None:
        return f"{facts.count} times"
    if facts.until is None:
        return ""
    clock = "" if facts.until_day else f" at {_clock(facts.until.hour * 60 + facts.until.minute)}"
    return f"until {_date(facts.until.date(), year)}{clock}"


def _exceptions(facts: Facts, year: int | None) -> str:
    said = [MONTHS[month - 1].title() for month in facts.except_months]
    said += [_date(day, year) for day in facts.except_dates]
    said += ["holidays"] if facts.except_holidays else []
    return f"except {_listed(said)}" if said else ""


def _date(day: date, year: int | None) -> str:
    of_year = "" if day.year == year else f", {day.year}"
    return f"{MONTHS[day.month - 1].title()} {day.day}{of_year}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)

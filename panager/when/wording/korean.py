"""A rule in Korean: "매주 월·수·금 오전 8:00 10번만 공휴일 제외"."""

from datetime import date

from panager.when.grammar.korean.lexicon import WEEKDAYS
from panager.when.rrule.rule import Frequency
from panager.when.wording.facts import WEEKEND, WORKDAYS, Facts

_ORDINALS = {1: "첫째", 2: "둘째", 3: "셋째", 4: "넷째", 5: "다섯째", -1: "마지막"}
_EVERY = {
    Frequency.YEARLY: "매년",
    Frequency.MONTHLY: "매달",
    Frequency.WEEKLY: "매주",
    Frequency.DAILY: "매일",
    Frequency.HOURLY: "매시간",
    Frequency.MINUTELY: "매분",
}
_UNITS = {
    Frequency.YEARLY: "년",
    Frequency.MONTHLY: "개월",
    Frequency.WEEKLY: "주",
    Frequency.DAILY: "일",
    Frequency.HOURLY: "시간",
    Frequency.MINUTELY: "분",
}


def in_korean(facts: Facts, year: int | None) -> str:
    """The words; dates of `year` are said without it."""
    parts = (_how_often(facts), _times(facts), _end(facts, year), _exceptions(facts, year))
    return " ".join(part for part in parts if part)


def _how_often(facts: Facts) -> str:
    if facts.freq.sub_daily:
        return " ".join(part for part in (_weekdays(facts.weekdays), _every(facts)) if part)
    if facts.freq is Frequency.WEEKLY and facts.weekdays:
        return _weekly(facts)
    days = (_dates(facts), _weekdays(facts.weekdays))
    return " ".join(part for part in (_every(facts), *days) if part)


def _every(facts: Facts) -> str:
    if facts.minute is not None:
        return f"매시 {facts.minute}분" if facts.minute else "매시 정각"
    if facts.interval == 1:
        return _EVERY[facts.freq]
    return f"{facts.interval}{_UNITS[facts.freq]}마다"


def _weekly(facts: Facts) -> str:
    days = facts.weekdays
    if facts.interval > 2:
        return f"{_every(facts)} {_weekdays(days)}"
    if facts.interval == 1 and days == WORKDAYS:
        return "평일"
    if facts.interval == 1 and len(days) == 6:
        (off,) = set(range(7)) - set(days)
        return f"매일 {WEEKDAYS[off]}요일 제외"
    every = "매주" if facts.interval == 1 else "격주"
    if days == WEEKEND:
        return f"{every} 주말"
    if len(days) == 1:
        return f"{every} {WEEKDAYS[days[0]]}요일"
    return f"{every} {'·'.join(WEEKDAYS[day] for day in days)}"


def _weekdays(days: tuple[int, ...]) -> str:
    if days == WORKDAYS:
        return "평일"
    return "주말" if days == WEEKEND else ", ".join(f"{WEEKDAYS[day]}요일" for day in days)


def _dates(facts: Facts) -> str:
    days = [_nth(number, weekdays) for number, weekdays in facts.nth]
    days += ["마지막 날" if day < 0 else f"{day}일" for day in facts.month_days]
    if facts.lunar:
        days = ["말일" if day < 0 else f"{day}일" for day in facts.month_days]
    months = [f"{month}월 " for month in facts.months]
    months += [f"윤{month}월 " for month in facts.leap_months]
    moon = "음력 " if facts.lunar and days else ""
    said = [f"{moon}{month}{day}" for month in months or [""] for day in days]
    return " ".join(part for part in (", ".join(said), _beside(facts.beside)) if part)


def _beside(days: int) -> str:
    if abs(days) < 2:
        return {-1: "전날", 0: "", 1: "다음 날"}[days]
    return "다음 다음 날" if days > 0 else f"{-days}일 전"


def _nth(number: int, weekdays: tuple[int, ...]) -> str:
    return f"{_ORDINALS[number]} {_weekdays(weekdays)}"


def _times(facts: Facts) -> str:
    if facts.window is None:
        return ", ".join(_clock(minutes) for minutes in facts.times)
    window = facts.window
    hours = window.step % 60 == 0
    step = f"{window.step // 60}시간마다" if hours else f"{window.step}분마다"
    return f"{_clock(window.first)}부터 {_clock(window.last)}까지 {step}"


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{'오전' if hour < 12 else '오후'} {hour % 12 or 12}:{minute:02}"


def _end(facts: Facts, year: int | None) -> str:
    if facts.count is not None:
        return f"{facts.count}번만"
    if facts.until is None:
        return ""
    clock = "" if facts.until_day else f" {_clock(facts.until.hour * 60 + facts.until.minute)}"
    return f"{_date(facts.until.date(), year)}{clock}까지"


def _exceptions(facts: Facts, year: int | None) -> str:
    said = [f"{month}월" for month in facts.except_months]
    said += [_date(day, year) for day in facts.except_dates]
    said += ["공휴일"] if facts.except_holidays else []
    return f"{', '.join(said)} 제외" if said else ""


def _date(day: date, year: int | None) -> str:
    of_year = "" if day.year == year else f"{day.year}년 "
    return f"{of_year}{day.month}월 {day.day}일"

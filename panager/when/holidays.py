"""Days with a name, in any year; the words for them are in the rules of each language."""

from collections.abc import Callable
from datetime import date

from dateutil.easter import easter

from panager.when.calendar_math import Span, add_days, months_from, nth_weekday
from panager.when.lunar import solar_of
from panager.when.solar_terms import solar_term

type Yearly = Callable[[int], date | None]


def _fixed(month: int, day: int) -> Yearly:
    return lambda year: date(year, month, day)


def _nth(month: int, number: int, weekday: int, plus: int = 0) -> Yearly:
    def day(year: int) -> date | None:
        found = nth_weekday(months_from(date(year, month, 1), 1), number, weekday)
        return None if found is None else add_days(found, plus)

    return day


def _easter(plus: int) -> Yearly:
    return lambda year: add_days(easter(year), plus)


def _lunar(month: int, day: int, plus: int = 0) -> Yearly:
    def found(year: int) -> date | None:
        solar = solar_of(year, month, day)
        return None if solar is None else add_days(solar, plus)

    return found


def _term(longitude: int, plus: int = 0) -> Yearly:
    return lambda year: add_days(solar_term(year, longitude), plus)


HOLIDAYS: dict[str, Yearly] = {
    "new_year": _fixed(1, 1),
    "valentine": _fixed(2, 14),
    "samil": _fixed(3, 1),
    "white_day": _fixed(3, 14),
    "april_fools": _fixed(4, 1),
    "arbor_day": _fixed(4, 5),
    "labour_day": _fixed(5, 1),
    "childrens_day": _fixed(5, 5),
    "parents_day": _fixed(5, 8),
    "teachers_day": _fixed(5, 15),
    "coming_of_age_day": _nth(5, 3, 0),
    "memorial_day_kr": _fixed(6, 6),
    "constitution_day": _fixed(7, 17),
    "liberation_day": _fixed(8, 15),
    "armed_forces_day": _fixed(10, 1),
    "foundation_day": _fixed(10, 3),
    "hangul_day": _fixed(10, 9),
    "halloween": _fixed(10, 31),
    "pepero_day": _fixed(11, 11),
    "christmas_eve": _fixed(12, 24),
    "christmas": _fixed(12, 25),
    "new_years_eve": _fixed(12, 31),
    "thanksgiving": _nth(11, 4, 3),
    "black_friday": _nth(11, 4, 3, plus=1),
    "easter": _easter(0),
    "epiphany": _fixed(1, 6),
    "mlk_day": _nth(1, 3, 0),
    "groundhog_day": _fixed(2, 2),
    "presidents_day": _nth(2, 3, 0),
    "womens_day": _fixed(3, 8),
    "st_patrick": _fixed(3, 17),
    "earth_day": _fixed(4, 22),
    "shrove_monday": _easter(-48),
    "shrove_tuesday": _easter(-47),
    "ash_wednesday": _easter(-46),
    "maundy_thursday": _easter(-3),
    "whit_monday": _easter(50),
    "trinity_sunday": _easter(56),
    "corpus_christi": _easter(60),
    "palm_sunday": _easter(-7),
    "good_friday": _easter(-2),
    "easter_monday": _easter(1),
    "ascension": _easter(39),
    "pentecost": _easter(49),
    "may_day": _fixed(5, 1),
    "cinco_de_mayo": _fixed(5, 5),
    "mothers_day": _nth(5, 2, 6),
    "memorial_day": _nth(5, -1, 0),
    "fathers_day": _nth(6, 3, 6),
    "juneteenth": _fixed(6, 19),
    "canada_day": _fixed(7, 1),
    "independence_day": _fixed(7, 4),
    "bastille_day": _fixed(7, 14),
    "labor_day": _nth(9, 1, 0),
    "columbus_day": _nth(10, 2, 0),
    "all_saints": _fixed(11, 1),
    "guy_fawkes": _fixed(11, 5),
    "veterans_day": _fixed(11, 11),
    "cyber_monday": _nth(11, 4, 3, plus=4),
    "boxing_day": _fixed(12, 26),
    "seollal_eve": _lunar(1, 1, plus=-1),
    "seollal": _lunar(1, 1),
    "daeboreum": _lunar(1, 15),
    "buddha": _lunar(4, 8),
    "dano": _lunar(5, 5),
    "chilseok": _lunar(7, 7),
    "chuseok": _lunar(8, 15),
    "ipchun": _term(315),
    "gyeongchip": _term(345),
    "chunbun": _term(0),
    "cheongmyeong": _term(15),
    "hansik": _term(270, plus=105),
    "gogu": _term(30),
    "ipha": _term(45),
    "haji": _term(90),
    "ipchu": _term(135),
    "cheoseo": _term(150),
    "chubun": _term(180),
    "sanggang": _term(210),
    "ipdong": _term(225),
    "dongji": _term(270),
}
_THREE_DAYS_OFF = ("seollal", "chuseok")


def holiday(name: str, year: int) -> date | None:
    """The day in this year; None if there is none, or it is past the lunar tables."""
    day = HOLIDAYS[name]
    return day(year - 1 if name == "hansik" else year)


def fixed_date(name: str) -> tuple[int, int] | None:
    """Month and day of a holiday that has the same ones every year."""
    days = {holiday(name, year) for year in range(2025, 2029)}
    dates = {None if day is None else (day.month, day.day) for day in days}
    return dates.pop() if len(dates) == 1 else None


def days_off(name: str, year: int) -> Span | None:
    """The days off work around it by law: three of the two great Korean holidays."""
    day = holiday(name, year)
    if day is None:
        return None
    around = 1 if name in _THREE_DAYS_OFF else 0
    return add_days(day, -around), add_days(day, around + 1)

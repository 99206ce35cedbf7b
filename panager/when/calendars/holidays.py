"""Days with a name, in any year; the words for them are in the rules of each language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateutil.easter import easter

from panager.when.calendars.arithmetic import DateRange, add_days, months_from, nth_weekday
from panager.when.calendars.lunar import solar_of, solar_term

type Yearly = Callable[[int], date | None]


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A date that is the same every year."""

    month: int
    day: int

    def __call__(self, year: int) -> date | None:
        """The day in this year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """So many days after the nth (-1 the last) weekday of a month."""

    month: int
    number: int
    weekday: int
    plus: int = 0

    def __call__(self, year: int) -> date | None:
        """The day in this year."""
        month = months_from(date(year, self.month, 1), 1)
        found = nth_weekday(month, self.number, self.weekday)
        return None if found is None else add_days(found, self.plus)


@dataclass(frozen=True, slots=True)
class LunarDay:
    """So many days after a date of the Korean lunar calendar."""

    month: int
    day: int
    plus: int = 0

    def __call__(self, year: int) -> date | None:
        """The day in this year; None past the lunar tables."""
        solar = solar_of(year, self.month, self.day)
        return None if solar is None else add_days(solar, self.plus)


def _easter(plus: int) -> Yearly:
    return lambda year: add_days(easter(year), plus)


def _term(longitude: int, plus: int = 0) -> Yearly:
    return lambda year: add_days(solar_term(year, longitude), plus)


_TEN_STEMS = 10
_SEVENTH_STEM = date(2024, 7, 15).toordinal() % _TEN_STEMS


def _dog_day(longitude: int, number: int) -> Yearly:
    """The nth day of the seventh stem (庚) from a solar term on: 초복, 중복, 말복."""

    def day(year: int) -> date:
        term = solar_term(year, longitude)
        first = (_SEVENTH_STEM - term.toordinal()) % _TEN_STEMS
        return add_days(term, first + _TEN_STEMS * (number - 1))

    return day


# As the Korean ministry of education has announced it; other years are not known.
_COLLEGE_TEST = {
    2024: date(2024, 11, 14),
    2025: date(2025, 11, 13),
    2026: date(2026, 11, 19),
    2027: date(2027, 11, 18),
}

HOLIDAYS: dict[str, Yearly] = {
    "new_year": FixedDay(1, 1),
    "valentine": FixedDay(2, 14),
    "samil": FixedDay(3, 1),
    "white_day": FixedDay(3, 14),
    "april_fools": FixedDay(4, 1),
    "arbor_day": FixedDay(4, 5),
    "labour_day": FixedDay(5, 1),
    "childrens_day": FixedDay(5, 5),
    "parents_day": FixedDay(5, 8),
    "teachers_day": FixedDay(5, 15),
    "coming_of_age_day": NthWeekday(5, 3, 0),
    "memorial_day_kr": FixedDay(6, 6),
    "constitution_day": FixedDay(7, 17),
    "liberation_day": FixedDay(8, 15),
    "armed_forces_day": FixedDay(10, 1),
    "foundation_day": FixedDay(10, 3),
    "hangul_day": FixedDay(10, 9),
    "halloween": FixedDay(10, 31),
    "pepero_day": FixedDay(11, 11),
    "christmas_eve": FixedDay(12, 24),
    "christmas": FixedDay(12, 25),
    "new_years_eve": FixedDay(12, 31),
    "thanksgiving": NthWeekday(11, 4, 3),
    "black_friday": NthWeekday(11, 4, 3, plus=1),
    "easter": _easter(0),
    "epiphany": FixedDay(1, 6),
    "mlk_day": NthWeekday(1, 3, 0),
    "groundhog_day": FixedDay(2, 2),
    "presidents_day": NthWeekday(2, 3, 0),
    "womens_day": FixedDay(3, 8),
    "st_patrick": FixedDay(3, 17),
    "earth_day": FixedDay(4, 22),
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
    "may_day": FixedDay(5, 1),
    "cinco_de_mayo": FixedDay(5, 5),
    "mothers_day": NthWeekday(5, 2, 6),
    "memorial_day": NthWeekday(5, -1, 0),
    "fathers_day": NthWeekday(6, 3, 6),
    "juneteenth": FixedDay(6, 19),
    "canada_day": FixedDay(7, 1),
    "independence_day": FixedDay(7, 4),
    "bastille_day": FixedDay(7, 14),
    "labor_day": NthWeekday(9, 1, 0),
    "columbus_day": NthWeekday(10, 2, 0),
    "all_saints": FixedDay(11, 1),
    "guy_fawkes": FixedDay(11, 5),
    "veterans_day": FixedDay(11, 11),
    "cyber_monday": NthWeekday(11, 4, 3, plus=4),
    "boxing_day": FixedDay(12, 26),
    "seollal_eve": LunarDay(1, 1, plus=-1),
    "seollal": LunarDay(1, 1),
    "daeboreum": LunarDay(1, 15),
    "buddha": LunarDay(4, 8),
    "dano": LunarDay(5, 5),
    "chilseok": LunarDay(7, 7),
    "chuseok": LunarDay(8, 15),
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
    "chobok": _dog_day(90, 3),
    "jungbok": _dog_day(90, 4),
    "malbok": _dog_day(135, 1),
    "suneung": _COLLEGE_TEST.get,
}
_THREE_DAYS_OFF = ("seollal", "chuseok")


def holiday(name: str, year: int) -> date | None:
    """The day in this year; None if there is none, or it is past the lunar tables."""
    day = HOLIDAYS[name]
    return day(year - 1 if name == "hansik" else year)


def days_off(name: str, year: int) -> DateRange | None:
    """The days off work around it by law: three of the two great Korean holidays."""
    day = holiday(name, year)
    if day is None:
        return None
    around = 1 if name in _THREE_DAYS_OFF else 0
    return add_days(day, -around), add_days(day, around + 1)

"""English names of days and what lies beside them: "Christmas Eve", "Labor Day weekend"."""

import re

from panager.when.grammar.english.days import COUNT, WEEKEND
from panager.when.grammar.english.lexicon import (
    ANY_WEEKDAY,
    DAY_PARTS,
    MONTH,
    ORDINAL,
    PART,
    YEAR,
    ordinal_number,
    weekday_number,
    year_number,
)
from panager.when.grammar.rules import Match, Rule, needing, rule
from panager.when.model.components import Amount, Before, Component, Date, DayPart
from panager.when.model.named_days import Holiday, WeekdayBeside
from panager.when.model.understanding import Grain

_NAMES = {
    "new_year": r"new\s+year'?s?(?:\s+day)?",
    "new_years_eve": r"new\s+year'?s?\s+eve|nye",
    "epiphany": r"epiphany|three\s+kings'?\s+day",
    "mlk_day": r"(?:mlk|martin\s+luther\s+king(?:,?\s+jr\.?)?)'?s?\s+(?:day|birthday)",
    "groundhog_day": r"groundhog\s+day",
    "valentine": r"(?:st\.?\s+)?valentine'?s?(?:\s+day)?",
    "presidents_day": r"president'?s?'?\s+day|washington'?s\s+birthday",
    "womens_day": r"(?:international\s+)?women'?s\s+day",
    "st_patrick": r"(?:st\.?|saint)\s+patrick'?s?(?:\s+day)?|(?:st\.?|saint)\s+paddy'?s(?:\s+day)?",
    "april_fools": r"april\s+fool'?s?'?(?:\s+day)?",
    "earth_day": r"earth\s+day",
    "shrove_monday": r"shrove\s+monday",
    "shrove_tuesday": r"shrove\s+tuesday|mardi\s+gras|pancake\s+(?:day|tuesday)",
    "ash_wednesday": r"ash\s+wednesday",
    "maundy_thursday": r"maundy\s+thursday",
    "whit_monday": r"whit\s+monday",
    "trinity_sunday": r"trinity\s+sunday",
    "corpus_christi": r"corpus\s+christi",
    "palm_sunday": r"palm\s+sunday",
    "good_friday": r"good\s+friday",
    "easter": r"easter(?:\s+(?:sunday|day))?",
    "easter_monday": r"easter\s+mon(?:day)?",
    "ascension": r"ascension(?:\s+day)?",
    "pentecost": r"pentecost|whit\s*sunday",
    "may_day": r"may\s+day|international\s+workers'?\s+day",
    "cinco_de_mayo": r"cinco\s+de\s+mayo",
    "mothers_day": r"mother'?s'?\s+day",
    "memorial_day": r"memorial\s+day",
    "fathers_day": r"father'?s'?\s+day",
    "juneteenth": r"juneteenth",
    "canada_day": r"canada\s+day",
    "independence_day": r"independence\s+day",
    "bastille_day": r"bastille\s+day",
    "labor_day": r"labor\s+day",
    "labour_day": r"labour\s+day",
    "columbus_day": r"columbus\s+day|indigenous\s+peoples?'?s?\s+day",
    "halloween": r"hallowe'?en",
    "all_saints": r"all\s+saints'?(?:\s+day)?",
    "guy_fawkes": r"guy\s+fawkes(?:\s+(?:night|day))?|bonfire\s+night",
    "veterans_day": r"veteran'?s?'?\s+day|remembrance\s+day|armistice\s+day",
    "thanksgiving": r"thanks\s?giving(?:\s+day)?|turkey\s+day",
    "black_friday": r"black\s+friday",
    "cyber_monday": r"cyber\s+monday",
    "christmas_eve": r"(?:christmas|xmas)\s+eve",
    "christmas": r"(?:christmas|xmas)(?:\s+day)?",
    "boxing_day": r"boxing\s+day|st\.?\s+stephen'?s\s+day",
    "seollal": r"(?:lunar|chinese|korean)\s+new\s+year(?:'?s)?(?:\s+day)?|seollal",
    "chuseok": r"chuseok",
    "buddha": r"buddha'?s\s+birthday",
    "liberation_day": r"liberation\s+day",
    "hangul_day": r"hangul\s+day",
    "childrens_day": r"children'?s\s+day",
}
_PATTERNS = {key: re.compile(names, re.ASCII | re.IGNORECASE) for key, names in _NAMES.items()}
# A name may begin with another: "Christmas Eve", "Easter Monday".
_LONGER = ("new_years_eve", "christmas_eve", "easter_monday")
_ORDERED = sorted(_NAMES, key=lambda key: key not in _LONGER)
HOLIDAY = "(?:" + "|".join(_NAMES[key] for key in _ORDERED) + ")"


def holiday_key(name: str) -> str:
    """The key of a name that the pattern matched."""
    return next(key for key, pattern in _PATTERNS.items() if pattern.fullmatch(name))


# A named day and no time of day: "Friday before noon" is on that Friday.
_DAY = (
    rf"(?=(?:the\s+)?(?:{HOLIDAY}|{MONTH}\s*\d|{MONTH}\s+the|{ORDINAL}(?!\s+thing)|"
    rf"\d{{1,2}}(?:/\d|\s+(?:of\s+)?{MONTH}\b)|\d{{4}}-\d))"
)
_SIDE = r"\s+(?:right\s+|just\s+)?(?P<side>before|after|following|prior\s+to)\s+"
_SATURDAY = 5


def _weekday(match: Match) -> tuple[Component, ...] | None:
    number = ordinal_number(match["nth"]) if match["nth"] else 1
    if number == -1:  # "the last Friday before"
        number = 1
    if not 1 <= number <= 60:
        return None
    sign = 1 if match["side"].lower() in ("after", "following") else -1
    name = match["weekday"]
    if name is None:
        return (WeekdayBeside(_SATURDAY, sign * number, weekend=True),)
    return (WeekdayBeside(weekday_number(name), sign * number),)


def _part(match: Match) -> tuple[Component, ...]:
    days = 1 if match["side"].lower() in ("before", "prior to") else -1
    return Before(Amount(Grain.DAY, days=days)), DayPart(DAY_PARTS[match["part"].lower()])


def _weekend_of(match: Match) -> tuple[Component, ...]:
    holiday = Holiday(holiday_key(match["name"] or match["of"]))
    around = WeekdayBeside(_SATURDAY, 0, weekend=True)
    year = year_number(match["year"])
    return (holiday, around) if year is None else (holiday, around, Date(year, None, None))


BESIDE_RULES: tuple[Rule, ...] = (
    *needing(
        ("before", "after", "following", "prior"),
        rule(
            rf"(?:on\s+)?(?:the\s+)?(?:(?P<nth>{ORDINAL}|{COUNT})\s+)?"
            rf"(?:(?P<weekday>{ANY_WEEKDAY})s?|{WEEKEND}){_SIDE}{_DAY}",
            _weekday,
        ),
        rule(
            rf"(?:on\s+)?(?:the\s+)?(?P<part>{PART}){_SIDE}{_DAY}",
            _part,
        ),
    ),
    rule(
        rf"(?:over\s+)?(?:the\s+)?(?:(?P<name>{HOLIDAY})\s+{WEEKEND}|{WEEKEND}\s+of\s+(?P<of>{HOLIDAY}))"
        rf"(?:\s+(?P<year>{YEAR}))?",
        _weekend_of,
        needs=("end",),
    ),
)

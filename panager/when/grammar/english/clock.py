"""English times of day: "at 3", "3:30 PM", "quarter to 5", "five o'clock", "at 1530"."""

import re

from panager.when.grammar import numbers
from panager.when.grammar.english.days import TOMORROW
from panager.when.grammar.english.lexicon import MERIDIEM, NO_NOUN, SHORT_MONTHS
from panager.when.grammar.numeric import colon_clock
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import Clock, Component, DayPart, Part, Vague
from panager.when.model.understanding import Grain

HOUR_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
HOUR = rf"(?:\d{{1,2}}|{HOUR_WORD})"
_MINUTE_WORD = r"(?:(?:oh|o|zero)[ -])?(?:" + numbers.ENGLISH + ")"
_NAMED_HOUR = "noon|midday|midnight"
AT = (
    r"(?:(?:at|by|around|about|approximately|until|till?|circa)\s+"
    r"(?:about\s+|around\s+|exactly\s+)?|@\s*)"
)
# These words also follow an amount ("an hour after 3"), so they are no part of the clock.
_BESIDE = r"(?:(?<=\bafter )|(?<=\bbefore )|(?<=\bsince )|(?<=\bfrom ))"
_AFTER_DAY = r"(?:(?<=day )|(?<=day, )|(?<=tomorrow )|(?<=tmrw )|(?<=\d{4} ))"
_MONTH_END = rf"(?:{SHORT_MONTHS}|ary|rch|ril|une|uly|ust|ber)"
_AFTER_DATE = rf"(?:(?<={_MONTH_END} \d )|(?<={_MONTH_END} \d\d ))"
_ISH = r"(?:-?ish\b)?"
_MAYBE_MERIDIEM = rf"(?:\s*(?P<meridiem>{MERIDIEM}))?"
_OF_DAY = (
    r"(?:\s+(?:early\s+|late\s+)?in\s+(?:the\s+)?(?:morning|afternoon|evening|am\b|pm\b)|"
    r"\s+at\s+night|\s+(?:tonight|tonite)|"
    r"\s+(?:this|tomorrow|yesterday)\s+(?:morning|afternoon|evening|night))"
)


_YEAR_OR_CLOCK = re.compile(r"(?:by|until|till?|around)\s+20\d\d", re.IGNORECASE)
# Hours, not minutes: "9 to 5".
_HOURS_ONLY = re.compile(r"(?:\d|1[0-2])\s+to\s", re.IGNORECASE)


def meridiem_part(found: str) -> DayPart:
    """The half of the day that "a.m." or "p" names."""
    return DayPart(Part(f"{found[0].lower()}m"))


def _with_meridiem(clock: Clock | None, match: Match) -> tuple[Component, ...] | None:
    if clock is None:
        return None
    found = match["meridiem"]
    return (clock, meridiem_part(found)) if found else (clock,)


def _twelve_hour(match: Match) -> tuple[Component, ...] | None:
    hour, minute, second = match["hour"], match["minute"], match["second"]
    if minute is None:
        return _with_meridiem(hour_clock(hour), match)
    return _with_meridiem(colon_clock(hour, minute, second), match)


def _by_24_hours(match: Match) -> tuple[Component, ...] | None:
    """ "8h00" is a clock of 24 hours."""
    clock = colon_clock(match["hour"], match["minute"], None, iso=True)
    return None if clock is None else (clock,)


def hour_clock(text: str) -> Clock | None:
    """The full hour of "3" or "three"."""
    hour = numbers.whole(text)
    if hour is None or hour > 24:
        return None
    return Clock(hour, definite=hour == 0 or hour > 12)


def _spoken(match: Match) -> tuple[Component, ...] | None:
    clock = hour_clock(match["hour"])
    minute = numbers.whole(
        (match["minute"] or "0")
        .lower()
        .removeprefix("zero")
        .removeprefix("oh")
        .removeprefix("o")
        .strip(" -")
    )
    if clock is None or minute is None or minute > 59:
        return None
    grain = Grain.MINUTE if match["minute"] else Grain.HOUR
    return _with_meridiem(Clock(clock.hour, minute, grain=grain, definite=clock.definite), match)


def _past(match: Match) -> tuple[Component, ...] | None:
    named = match["hour"].lower() in ("noon", "midday", "midnight")
    clock = _named(match["hour"]) if named else hour_clock(match["hour"])
    minutes = {"half": 30, "quarter": 15}.get(match["much"].lower().removeprefix("a "))
    minutes = minutes or numbers.whole(match["much"])
    if clock is None or minutes is None or not 0 < minutes < 60:
        return None
    if _HOURS_ONLY.match(match[0]):
        return None
    to = match["side"].lower() in ("to", "til", "till", "before", "of")
    made = Clock(
        clock.hour,
        0 if to else minutes,
        grain=Grain.MINUTE,
        definite=clock.definite,
        before_minutes=minutes if to else 0,
    )
    return _with_meridiem(made, match)


def _named(name: str) -> Clock:
    return Clock(0 if name.lower() == "midnight" else 12, definite=True)


def _half(match: Match) -> tuple[Component, ...] | None:
    clock = hour_clock(match["hour"])
    if clock is None:
        return None
    return _with_meridiem(Clock(clock.hour, 30, grain=Grain.MINUTE), match)


def _joined(match: Match) -> tuple[Component, ...] | None:
    """Hour and minute without a colon: "at 1030", "330 pm", "0800 hours"."""
    digits = match["digits"]
    if _YEAR_OR_CLOCK.fullmatch(match[0].strip()):
        return (Vague(),)  # a year, or a time of day
    clock = colon_clock(digits[:-2], digits[-2:], None, iso=match["meridiem"] == "")
    return _with_meridiem(clock, match)


CLOCK_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:{AT})?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?)?{_ISH}"
        rf"\s*(?P<meridiem>{MERIDIEM}){_ISH}",
        _twelve_hour,
    ),
    rule(
        r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<second>)?\s?(?P<meridiem>[ap]\b)",
        lambda match: _with_meridiem(colon_clock(match["hour"], match["minute"], None), match),
    ),
    rule(
        rf"(?:{AT})?(?P<hour>{HOUR_WORD})(?:[ -](?P<minute>{_MINUTE_WORD}))?\s*"
        rf"(?P<meridiem>{MERIDIEM})",
        _spoken,
    ),
    rule(
        rf"(?:{AT})?(?P<much>half|(?:a\s)?quarter|(?:\d{{1,2}}|{numbers.ENGLISH})"
        rf"(?=\s+(?:min|past|to|til|after|before)))"
        rf"(?:\s+min(?:ute)?s?)?\s+(?P<side>past|after|to|till?|before|of)\s+"
        rf"(?P<hour>{HOUR}|{_NAMED_HOUR})(?![\d:])"
        rf"(?:\s*o'?\s?clock)?{_MAYBE_MERIDIEM}{NO_NOUN}",
        _past,
    ),
    rule(rf"(?:{AT})?half\s+(?P<hour>{HOUR_WORD})\b{_MAYBE_MERIDIEM}{NO_NOUN}", _half),
    rule(rf"{AT}half\s+(?P<hour>\d{{1,2}}){_MAYBE_MERIDIEM}{NO_NOUN}", _half, needs=("half",)),
    # British: "half 7 tonight".
    rule(
        r"half\s+(?P<hour>\d{1,2})(?P<meridiem>)?(?=\s+(?:tonight|tonite|tomorrow|this|in\s+the)\b)",
        _half,
        needs=("half",),
    ),
    rule(
        rf"(?:{AT}|{_AFTER_DAY})(?P<hour>\d{{1,2}})\.(?P<minute>[0-5]\d)(?P<second>(?!))?(?P<meridiem>(?!))?"
        rf"(?![\d.%]){NO_NOUN}",
        _twelve_hour,
    ),
    rule(rf"(?:{AT})?(?P<hour>{HOUR})(?P<minute>)?\s*o'?\s?clock{_MAYBE_MERIDIEM}", _spoken),
    rule(
        rf"(?:{AT}|{_BESIDE})(?P<hour>{HOUR})(?:[ -](?P<minute>{_MINUTE_WORD}|[0-5]\d))?"
        rf"(?![\d:/%]|\.\d)(?P<meridiem>)?{_ISH}{NO_NOUN}",
        _spoken,
    ),
    # Right after a day a noun may follow: "tomorrow at 3 dentist", but not "at 5 houses".
    rule(
        rf"(?:{_AFTER_DAY}|{_AFTER_DATE}|^)at\s+(?P<hour>{HOUR})(?![\d:/%]|\.\d)(?P<minute>)?(?P<meridiem>)?"
        r"(?!\s+(?:people|places?|houses|times|o'?\s?clock)\b)",
        _spoken,
        needs=("at ",),
    ),
    rule(
        rf"{_AFTER_DAY}(?:at\s+)?(?P<much>half|(?:a\s)?quarter)\s+(?P<side>past|to)\s+(?P<hour>{HOUR})"
        r"(?![\d:])(?P<meridiem>)?",
        _past,
        needs=("half", "quarter"),
    ),
    rule(
        rf"{AT}(?P<digits>\d{{3,4}})(?![\d:/%]|[.-]\d){_ISH}(?P<meridiem>(?!))?{NO_NOUN}",
        _joined,
    ),
    rule(rf"(?:{AT})?(?P<digits>\d{{3,4}})\s*(?P<meridiem>{MERIDIEM})", _joined),
    rule(r"(?:at\s+)?(?P<digits>\d{4})(?P<meridiem>)\s*(?:hours|hrs)", _joined),
    rule(
        rf"(?:{AT})?(?P<hour>\d{{1,2}})h(?P<minute>\d{{2}})(?P<second>(?!))?(?P<meridiem>(?!))?",
        _by_24_hours,
    ),
    rule(rf"{AT}(?P<hour>\d{{1,2}})(?P<minute>)?h(?P<meridiem>)?{NO_NOUN}", _spoken),
    # After a day it is a time, and not a length: "tomorrow 17h".
    rule(
        rf"{_AFTER_DAY}(?P<hour>\d{{1,2}})(?P<minute>)?h(?P<meridiem>)?(?![\w:])(?!\s*\d)",
        _spoken,
        needs=("0h", "1h", "2h", "3h", "4h", "5h", "6h", "7h", "8h", "9h"),
    ),
    rule(
        rf"^(?P<hour>{HOUR})(?P<minute>)?(?P<meridiem>)?(?=\s+(?:{TOMORROW}|today|tonight)\s*$)",
        _spoken,
    ),
    rule(
        r"(?<=\d{4} )(?P<hour>\d{1,2})\.(?P<minute>\d{2})(?P<second>(?!))?(?P<meridiem>(?!))?"
        r"(?!\d|\.\d)",
        _twelve_hour,
    ),
    rule(rf"{AT}(?P<hour>\d{{1,2}})(?P<minute>)?\s?(?P<meridiem>[ap])\b\.?{NO_NOUN}", _spoken),
    rule(r"(?P<hour>\d{1,2})(?P<minute>)?(?P<meridiem>[ap])\b\.?", _spoken, weak=True),
    rule(rf"(?P<hour>{HOUR})(?P<minute>)?(?P<meridiem>)?-?ish\b", _spoken),
    rule(
        rf"(?P<hour>{HOUR_WORD})[ -](?P<minute>{_MINUTE_WORD})(?P<meridiem>)?{NO_NOUN}",
        _spoken,
        weak=True,
    ),
    rule(
        rf"{AT}(?P<hour>\d{{1,2}})(?:[.h](?P<minute>\d{{2}}))(?P<second>(?!))?(?P<meridiem>(?!))?"
        rf"{NO_NOUN}",
        _twelve_hour,
    ),
    rule(
        rf"(?P<hour>{HOUR})(?:[ -](?P<minute>{_MINUTE_WORD}))?(?P<meridiem>)?(?={_OF_DAY})",
        _spoken,
    ),
    word(
        rf"(?:{AT})?(?:12\s+)?(?:high\s+)?(?:noon(?:time)?|midday){_ISH}",
        Clock(12, definite=True),
    ),
    word(rf"(?:{AT})?(?:12\s+)?midnight", Clock(0, definite=True, midnight=True)),
)

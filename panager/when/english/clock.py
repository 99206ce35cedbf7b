"""English times of day: "at 3", "3:30 PM", "quarter to 5", "five o'clock", "in the evening"."""

from panager.when import numbers
from panager.when.common import colon_clock
from panager.when.components import Clock, Component, DayPart, DayShift, Part
from panager.when.english.words import MERIDIEM, NO_NOUN
from panager.when.model import Grain
from panager.when.rules import Match, Rule, rule, word

_HOUR_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HOUR = rf"(?:\d{{1,2}}|{_HOUR_WORD})"
_MINUTE_WORD = r"(?:oh[ -])?(?:" + numbers.ENGLISH + ")"
_AT = r"(?:at|by|around|until|till|@)\s*"
_MAYBE_MERIDIEM = rf"(?:\s*(?P<meridiem>{MERIDIEM}))?"
_DAY_PARTS = {
    "morning": Part.MORNING,
    "afternoon": Part.AFTERNOON,
    "evening": Part.EVENING,
    "night": Part.NIGHT,
}
_OF_DAY = r"\s+(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night|tonight)"


def _with_meridiem(clock: Clock | None, match: Match) -> tuple[Component, ...] | None:
    if clock is None:
        return None
    found = match["meridiem"]
    return (clock, DayPart(Part(f"{found[0].lower()}m"))) if found else (clock,)


def _twelve_hour(match: Match) -> tuple[Component, ...] | None:
    hour, minute, second = match["hour"], match["minute"], match["second"]
    if minute is None:
        return _with_meridiem(_hour_clock(hour), match)
    return _with_meridiem(colon_clock(hour, minute, second), match)


def _hour_clock(text: str) -> Clock | None:
    hour = numbers.whole(text)
    if hour is None or hour > 24:
        return None
    return Clock(hour, definite=hour == 0 or hour > 12)


def _spoken(match: Match) -> tuple[Component, ...] | None:
    clock = _hour_clock(match["hour"])
    minute = numbers.whole((match["minute"] or "0").lower().removeprefix("oh").strip(" -"))
    if clock is None or minute is None or minute > 59:
        return None
    grain = Grain.MINUTE if match["minute"] else Grain.HOUR
    return _with_meridiem(Clock(clock.hour, minute, grain=grain, definite=clock.definite), match)


def _past(match: Match) -> tuple[Component, ...] | None:
    clock = _hour_clock(match["hour"])
    minutes = {"half": 30, "quarter": 15}.get(match["much"].lower().removeprefix("a "))
    minutes = minutes or numbers.whole(match["much"])
    if clock is None or minutes is None or not 0 < minutes < 60:
        return None
    to = match["side"].lower() in ("to", "till", "before", "of")
    made = Clock(
        clock.hour,
        0 if to else minutes,
        grain=Grain.MINUTE,
        definite=clock.definite,
        before_minutes=minutes if to else 0,
    )
    return _with_meridiem(made, match)


def _part(match: Match) -> tuple[Component, ...]:
    return (DayPart(_DAY_PARTS[match[1].lower()]),)


def _this_part(match: Match) -> tuple[Component, ...]:
    return DayShift(0), DayPart(_DAY_PARTS[match[1].lower()])


CLOCK_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:{_AT})?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?)?"
        rf"\s*(?P<meridiem>{MERIDIEM})",
        _twelve_hour,
    ),
    rule(
        rf"(?:{_AT})?(?P<hour>{_HOUR_WORD})(?:[ -](?P<minute>{_MINUTE_WORD}))?\s*"
        rf"(?P<meridiem>{MERIDIEM})",
        _spoken,
    ),
    rule(
        rf"(?:{_AT})?(?P<much>half|(?:a\s)?quarter|(?:\d{{1,2}}|{numbers.ENGLISH})(?=\s+(?:min|past|to)))"
        rf"(?:\s+min(?:ute)?s?)?\s+(?P<side>past|after|to|till)\s+(?P<hour>{_HOUR})(?![a-z\d:])"
        rf"{_MAYBE_MERIDIEM}{NO_NOUN}",
        _past,
    ),
    rule(rf"(?:{_AT})?(?P<hour>{_HOUR})(?P<minute>)?\s*o'?\s?clock{_MAYBE_MERIDIEM}", _spoken),
    rule(
        rf"{_AT}(?P<hour>{_HOUR})(?:[ -](?P<minute>{_MINUTE_WORD}))?(?![\d:/%]|\.\d)"
        rf"(?P<meridiem>)?{NO_NOUN}",
        _spoken,
    ),
    rule(rf"(?P<hour>{_HOUR})(?P<minute>)?(?P<meridiem>)?(?={_OF_DAY})", _spoken),
    word(rf"(?:{_AT})?(?:noon|midday)", Clock(12, definite=True)),
    word(rf"(?:{_AT})?midnight", Clock(0, definite=True, midnight=True)),
    rule(r"(?:in|during)\s+the\s+(morning|afternoon|evening|night)", _part),
    rule(r"at\s+(night)", _part),
    rule(r"this\s+(morning|afternoon|evening)", _this_part),
    rule(r"(morning|afternoon|evening|night)", _part, weak=True),
    word(r"(?:at\s+)?(?:lunch\s?time|lunch)(?=\s*$)", DayPart(Part.LUNCH), weak=True),
    word(r"at\s+dawn|at\s+daybreak", DayPart(Part.DAWN)),
)

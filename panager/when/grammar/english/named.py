"""English days by name or count: "Thanksgiving", "last Friday of March", "end of the month"."""

from panager.when.grammar import numbers
from panager.when.grammar.english.amounts import ANY_AMOUNT, NUMBER, PLURAL, amount
from panager.when.grammar.english.days import PERIOD, WHICH, period, which
from panager.when.grammar.english.holidays import HOLIDAY, holiday_key
from panager.when.grammar.english.lexicon import (
    ANY_WEEKDAY,
    DAY_PARTS,
    MONTH,
    NO_NOUN,
    ORDINAL,
    PART,
    YEAR,
    month_number,
    ordinal_number,
    weekday_number,
    year_number,
)
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.components import (
    Component,
    Date,
    DayPart,
    Period,
    PeriodShift,
    Weekday,
    Window,
)
from panager.when.model.named_days import (
    Counted,
    Holiday,
    Ordinal,
    Season,
    Side,
    Stage,
    StageOf,
    WeekOf,
)

_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_SEASON = "|".join(_SEASONS)
_STAGES = {"e": Stage.EARLY, "m": Stage.MID, "l": Stage.LATE}
_COUNTED = {
    "day": Counted.DAY,
    "week": Counted.WEEK,
    "month": Counted.MONTH,
    "workday": Counted.WORKDAY,
    "weekend": Counted.WEEKEND,
    "quarter": Counted.QUARTER,
    "qtr": Counted.QUARTER,
    "half": Counted.HALF,
}
# What a part is part of; its groups are `month`, `year`, `which`, `period` and `alone`.
_WHOLE = (
    rf"(?:(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?|(?P<alone>{YEAR})|"
    rf"(?:the\s+)?(?:(?P<which>{WHICH})\s+)?(?P<period>{PERIOD})(?:\s+(?P<of>{YEAR}))?)"
)
_PART = rf"\s+(?:of|in)\s+{_WHOLE}"


def _whole(match: Match) -> tuple[Component, ...]:
    """The month, year or week around a part; nothing for "of the month", which may be any."""
    if match["month"]:
        return (Date(year_number(match["year"]), month_number(match["month"]), None),)
    year = match["alone"] or match["of"]
    if year:
        return (Date(year_number(year), None, None),)
    unit = period(match["period"])
    if match["which"] is None and unit is Period.MONTH:
        return ()
    return (PeriodShift(unit, which(match["which"] or "this")),)


def _number(match: Match) -> int:
    """Counted from the end for "the second last"."""
    number = ordinal_number(match["nth"])
    return -number if match["back"] and number > 0 else number


def _nth_weekday(match: Match) -> tuple[Component, ...] | None:
    number = _number(match)
    if not -5 <= number <= 5:
        return None
    weekday = Weekday(weekday_number(match["weekday"]))
    time = (DayPart(DAY_PARTS[match["time"].lower()]),) if match["time"] else ()
    return (Ordinal(number, Counted.WEEKDAY), weekday, *_whole(match), *time)


def _nth(match: Match) -> tuple[Component, ...]:
    return (Ordinal(_number(match), _unit(match["unit"])), *_whole(match))


def _unit(name: str) -> Counted:
    words = name.lower().removesuffix("s").split()
    if len(words) > 1 and words[-1] == "day":
        return Counted.WORKDAY
    return Counted.WEEKEND if name.lower().endswith("end") else _COUNTED["".join(words)]


def _run(match: Match) -> tuple[Component, ...] | None:
    """ "the first two weeks of March", "the last 10 days of next month"."""
    count = numbers.whole(match["count"])
    if count is None or not 2 <= count <= 99:
        return None
    number = -1 if match["nth"].lower() in ("last", "final") else 1
    return (Ordinal(number, _unit(match["unit"]), count), *_whole(match))


def _edge(match: Match) -> tuple[Component, ...]:
    """The first or the last day; the end of a week is its last three."""
    is_end = match["edge"].lower().startswith(("end", "close"))
    whole = _whole(match)
    is_week = any(isinstance(one, PeriodShift) and one.period is Period.WEEK for one in whole)
    if is_end and is_week:
        return (StageOf(Stage.LATE), *whole)
    return (Ordinal(-1 if is_end else 1, Counted.DAY), *whole)


def _month_end(_match: Match) -> tuple[Component, ...]:
    return (Ordinal(-1, Counted.DAY),)


def _year_end(_match: Match) -> tuple[Component, ...]:
    return Ordinal(-1, Counted.DAY), PeriodShift(Period.YEAR, 0)


def _week_end(_match: Match) -> tuple[Component, ...]:
    return StageOf(Stage.LATE), PeriodShift(Period.WEEK, 0)


def _stage(match: Match) -> tuple[Component, ...]:
    stage = StageOf(_STAGES[match["stage"][0].lower()], Counted.MONTH)
    return (stage, *_whole(match))


def _quarter(match: Match) -> tuple[Component, ...]:
    number, year = int(match["number"]), match["year"] or match["before"]
    ordinal = Ordinal(number, Counted.QUARTER)
    return (ordinal,) if year is None else (ordinal, Date(year_number(year), None, None))


def _nth_quarter(match: Match) -> tuple[Component, ...] | None:
    number = ordinal_number(match[1])
    counted = Counted.HALF if match[2].lower() == "half" else Counted.QUARTER
    if not -1 <= number <= 4:
        return None
    year = year_number(match[3])
    ordinal = Ordinal(number, counted)
    return (ordinal,) if year is None else (ordinal, Date(year, None, None))


def _season(match: Match) -> tuple[Component, ...]:
    season = Season(_SEASONS[match["season"].lower()])
    if match["year"]:
        return season, Date(year_number(match["year"]), None, None)
    count = which(match["which"]) if match["which"] else None
    if count == -1:
        return Side(past=True), season
    # "this winter" is said in January too, so it is the season that goes on or comes.
    return (season, PeriodShift(Period.YEAR, 1)) if count == 1 else (season,)


def _holiday(match: Match) -> tuple[Component, ...] | None:
    named = Holiday(holiday_key(match["name"]))
    if match["year"]:
        return named, Date(year_number(match["year"]), None, None)
    if match["of_year"]:
        return named, PeriodShift(Period.YEAR, which(match["of_year"]))
    if match["which"] and which(match["which"]) < 0:
        return Side(past=True), named
    return (named,)


def _half(match: Match) -> tuple[Component, ...] | None:
    year = match["year"] or match["before"]
    if year is None:
        return None
    return Ordinal(int(match["number"]), Counted.HALF), Date(year_number(year), None, None)


def _one_unit(match: Match) -> tuple[Component, ...] | None:
    length = amount(f"1 {match[2]}")
    if length is None or which(match[1]) == 0:
        return None
    return (Window(length, past=which(match[1]) < 0),)


def _counted_units(match: Match) -> tuple[Component, ...] | None:
    length = amount(f"{match[1]} {match[3]}")
    if length is None or which(match[2]) == 0:
        return None
    return (Window(length, past=which(match[2]) < 0),)


def _window(match: Match) -> tuple[Component, ...] | None:
    length = amount(match[2])
    if length is None or which(match[1]) == 0:
        return None
    return (Window(length, past=which(match[1]) < 0),)


NAMED_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:the\s+)?(?P<nth>{ORDINAL})(?P<back>\s+(?:to\s+)?last)?\s+"
        rf"(?P<weekday>{ANY_WEEKDAY})(?:\s+(?P<time>{PART}))?{_PART}",
        _nth_weekday,
    ),
    rule(
        rf"(?:the\s+)?(?P<nth>{ORDINAL})(?P<back>\s+(?:to\s+)?last)?\s+(?P<unit>day|"
        rf"(?:business|work(?:ing)?)\s+day|workday|week-?\s?end|week|month|quarter|qtr|half){_PART}",
        _nth,
    ),
    rule(
        rf"(?:(?:in|for|during|over)\s+)?(?:the\s+)?(?P<nth>first|last|final)\s+(?P<count>{NUMBER})\s+"
        rf"(?P<unit>(?:(?:business|work(?:ing)?)\s+)?days|weeks|weekends|months|quarters){_PART}",
        _run,
        needs=("first", "last", "final"),
    ),
    rule(
        rf"(?:at\s+)?(?:the\s+)?(?P<edge>(?:very\s+)?(?:end|close|start|beginning)){_PART}",
        _edge,
    ),
    rule(r"(?:the\s+)?(?:EOM|month[\s-]end)", _month_end),
    rule(r"(?:the\s+)?(?:EOY|year[\s-]end)", _year_end),
    rule(r"EOW", _week_end),
    rule(rf"(?P<stage>early|mid|late)(?:[\s-]+(?:in\s+)?){_WHOLE}", _stage),
    word(
        rf"(?:the\s+)?(?:week\s+(?:of|beginning|starting|commencing)|w/c)\s+(?:on\s+)?"
        rf"(?=(?:the\s+)?(?:{ORDINAL}|{MONTH}\s*\d|\d{{1,2}}(?:st|nd|rd|th|/|\s+{MONTH})|{HOLIDAY}))",
        WeekOf(),
    ),
    rule(rf"(?:in\s+)?(?:the\s+)?(?P<stage>middle){_PART}", _stage),
    rule(
        rf"(?:(?P<before>{YEAR})[\s-]?)?Q(?P<number>[1-4])(?:(?:\s+of)?[\s,-]*(?P<year>{YEAR}))?"
        rf"{NO_NOUN}",
        _quarter,
    ),
    rule(
        rf"(?:(?:in\s+)?the\s+)?({ORDINAL})\s+(quarter|qtr|half)(?:\s+(?:of\s+)?({YEAR}))?{NO_NOUN}",
        _nth_quarter,
    ),
    rule(
        rf"(?:(?P<which>{WHICH})|in\s+(?:the\s+)?)\s*(?P<season>{_SEASON})"
        rf"(?:\s+(?:of\s+)?(?P<year>{YEAR}))?{NO_NOUN}",
        _season,
    ),
    rule(rf"(?P<season>{_SEASON})\s+(?P<which>)?(?:of\s+)?(?P<year>{YEAR})", _season),
    # "for Easter Sunday" is no Sunday of its own.
    rule(
        rf"(?:(?P<which>{WHICH})\s+)?(?=\w+\s+{ANY_WEEKDAY})(?P<name>{HOLIDAY})"
        rf"(?:,?\s+(?:of\s+)?(?:(?P<year>{YEAR})|(?P<of_year>{WHICH})\s+year))?{NO_NOUN}",
        _holiday,
        needs=("easter", "good", "palm", "whit", "shrove", "ash", "maundy", "cyber", "black"),
    ),
    rule(
        rf"(?<!for )(?<!about )(?:(?P<which>{WHICH})\s+)?(?P<name>{HOLIDAY})"
        rf"(?:,?\s+(?:of\s+)?(?:(?P<year>{YEAR})|(?P<of_year>{WHICH})\s+year))?{NO_NOUN}",
        _holiday,
    ),
    rule(rf"(?:(?:in|during|for|over|within)\s+)?(?:the\s+)?({WHICH})\s+{ANY_AMOUNT}", _window),
    rule(
        rf"(?:(?:in|during|for|over|within)\s+)?(?:the\s+)?({WHICH})\s+(hour|minute|second)\b",
        _one_unit,
    ),
    rule(
        rf"(?:(?:in|during|for|over|within)\s+)?(?:the\s+)?({NUMBER})\s+({WHICH})\s+({PLURAL})",
        _counted_units,
    ),
    rule(
        rf"(?:(?P<before>{YEAR})[\s-]?)?H(?P<number>[12])(?:(?:\s+of)?[\s,-]*(?P<year>{YEAR}))?",
        _half,
    ),
)

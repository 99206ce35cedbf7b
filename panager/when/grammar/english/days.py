"""English days relative to today: "the day after tomorrow", "next Tuesday", "this weekend"."""

from panager.when.grammar import numbers
from panager.when.grammar.english.lexicon import (
    ANY_WEEKDAY,
    FULL_WEEKDAY,
    SAFE_SHORT_WEEKDAY,
    weekday_number,
)
from panager.when.grammar.rules import Match, Rule, rule, word
from panager.when.model.amount import Amount
from panager.when.model.components import (
    Component,
    DayPart,
    DayShift,
    Later,
    Part,
    Period,
    PeriodShift,
    Weekday,
)
from panager.when.model.named_days import DayGroup, Group, Now, SameTime, Side
from panager.when.model.understanding import Grain

_PERIODS = {
    "w": Period.WEEK,
    "m": Period.MONTH,
    "q": Period.QUARTER,
    "y": Period.YEAR,
}
PERIOD = r"(?:week|wk|month|quarter|qtr|year|yr)"
_LAST = r"last|past|previous|this\s+past"
_NEXT = r"next|nxt|following|upcoming|this\s+coming"
WHICH = rf"(?:{_LAST}|this|current|coming|{_NEXT})"
COUNT = rf"(?:\d{{1,2}}|{numbers.ENGLISH})"
TOMORROW = (
    r"tomorrow|tmrw|tmrrw|tmmrw|tmr|tmw|tmoro|tmorrow|tomorow|tommorow|tommorrow|tomorrrow|tomorro|"
    r"tommorw|tomorw|tommrow|tomrrow|tomrow|tomrorow|tomorror|tomoro|tomoz|tomo|2morrow|2moro|2mrw"
)
WEEKEND = r"(?:week-?\s?end|wk-?end)"


def which(text: str) -> int:
    """-1 for the last, 0 for this one, 1 for the next."""
    words = " ".join(text.lower().split())
    if words in ("last", "past", "previous", "this past"):
        return -1
    return 0 if words in ("this", "current") else 1


def period(text: str) -> Period:
    """The unit that "wk" or "quarter" names."""
    return _PERIODS[text[0].lower()]


def _weekday(match: Match) -> tuple[Component, ...]:
    return (Weekday(weekday_number(match[1])),)


def _next_weekday(match: Match) -> tuple[Component, ...]:
    # Tuesday of the next Monday-based week; or the coming one, if that is still in this week.
    return (Weekday(weekday_number(match[1]), weeks=1, or_coming=True),)


def _this_weekday(match: Match) -> tuple[Component, ...]:
    return (Weekday(weekday_number(match[1]), weeks=0),)


def _past_weekday(match: Match) -> tuple[Component, ...]:
    return Side(past=True), Weekday(weekday_number(match[1]))


def _weekday_and_week(match: Match) -> tuple[Component, ...]:
    return (Weekday(weekday_number(match[1]), plus_days=7),)


def _weekdays_on(match: Match) -> tuple[Component, ...] | None:
    number = numbers.whole(match[1])
    if number is None:
        return None
    weeks = -number if match[3] else number - 1
    return (Weekday(weekday_number(match[2]), plus_days=7 * weeks),)


def _weeks_from_today(match: Match) -> tuple[Component, ...] | None:
    """ "two weeks tomorrow" is two weeks after tomorrow."""
    weeks = 1 if match[1].lower() == "a" else numbers.whole(match[1])
    return None if weeks is None else (DayShift(7 * weeks + (0 if match[2] else 1)),)


def _period(match: Match) -> tuple[Component, ...]:
    return (PeriodShift(period(match[2]), which(match[1])),)


def _period_beyond(match: Match) -> tuple[Component, ...]:
    count = 2 if match[2] else -2
    return (PeriodShift(period(match[1]), count),)


def _working_week(match: Match) -> tuple[Component, ...]:
    return DayGroup(Group.WORKDAYS), PeriodShift(Period.WEEK, which(match[1]))


def _weekend_beyond(match: Match) -> tuple[Component, ...]:
    return DayGroup(Group.WEEKEND), PeriodShift(Period.WEEK, 2 if match[1] else -2)


def _weekend(match: Match) -> tuple[Component, ...]:
    count = which(match[1] or "this")
    group = DayGroup(Group.WEEKEND)
    return (group, PeriodShift(Period.WEEK, count)) if count else (group,)


def _same_time(match: Match) -> tuple[Component, ...]:
    name = match[1][0].lower()
    length = {
        "w": Amount(Grain.WEEK, days=7),
        "m": Amount(Grain.MONTH, months=1),
        "y": Amount(Grain.YEAR, months=12),
    }
    return (Later(length[name]),)


DAY_RULES: tuple[Rule, ...] = (
    word(rf"(?:the\s+)?day\s+after\s+(?:next|{TOMORROW})|overmorrow", DayShift(2)),
    word(r"(?:the\s+)?(?:following|next)\s+day(?!\s+(?:after|of)\b)", DayShift(1), weak=True),
    word(rf"(?:on\s+)?(?:{TOMORROW})", DayShift(1)),
    word(r"today|2day", DayShift(0)),
    word(r"(?:later|earlier)\s+today", DayShift(0)),
    word("yesterday|yesteday|yesturday|yeterday|yday", DayShift(-1)),
    word(r"(?:the\s+)?day\s+before\s+yesterday", DayShift(-2)),
    word(
        r"(?:later\s+)?(?:tonight|tonite|tonigt|tonihgt|2nite|2night)",
        DayShift(0),
        DayPart(Part.NIGHT),
    ),
    word(r"last\s+night", DayShift(-1), DayPart(Part.NIGHT)),
    word(r"(?<!from )(?:right\s+)?now(?=\s*[.!?]*$)", Now()),
    word(
        r"now|(?:right|just)\s+now|right\s+away|immediately|at\s+(?:the|this)\s+moment|asap|"
        r"as\s+soon\s+as\s+possible",
        Now(),
        weak=True,
    ),
    word(r"(?:this|the\s+same|same)\s+time(?=\s+(?:tomorrow|on|yesterday|next|this))", SameTime()),
    rule(
        r"(?:at\s+)?(?:this|the\s+same|same)\s+time,?\s+next\s+(week|month|year)",
        _same_time,
    ),
    rule(
        r"next\s+(week|month|year),?\s+(?:at\s+)?(?:this|the\s+same|same)\s+time",
        _same_time,
        needs=("time",),
    ),
    rule(rf"({FULL_WEEKDAY})", _weekday),
    rule(rf"({SAFE_SHORT_WEEKDAY})\b\.?", _weekday, weak=True),
    rule(r"(Sun|Sat|Weds?)\b\.?", _weekday, weak=True, exact_case=True),
    rule(r"^(sun|sat|weds?)\b\.?$", _weekday),
    # "I sat at 10" is no Saturday.
    rule(
        r"(?<!\bi )(?<!he )(?<!we )(?<!they )(?<!who )(?<!the )(?<!in )"
        rf"(sun|sat|weds?|{SAFE_SHORT_WEEKDAY})\b\.?"
        r"(?=\s+(?:"
        r"(?:at\s+|@\s*)?(?:noon\b|\d{1,2}(?::\d{2}|\s?[ap]\.?m?\b))|(?:at|@)\s*\d{1,2}\b|"
        r"(?:morning|afternoon|arvo|evening|night|nite)\b))",
        _weekday,
    ),
    rule(
        rf"({COUNT})\s+({FULL_WEEKDAY})s?\s+(?:from\s+now|later|(ago|back))",
        _weekdays_on,
        needs=("now", "later", "ago", "back"),
    ),
    rule(rf"(?<!for )({COUNT}|a)\s+weeks?\s+(?:(today)|{TOMORROW})", _weeks_from_today),
    rule(rf"(?:on|by|until|till|coming|this\s+coming|upcoming)\s+({ANY_WEEKDAY})", _weekday),
    rule(rf"(?:next|nxt|following)\s+({ANY_WEEKDAY})", _next_weekday),
    rule(rf"this\s+({ANY_WEEKDAY})", _this_weekday),
    rule(rf"(?:last|past|previous|this\s+past|since)\s+({ANY_WEEKDAY})", _past_weekday),
    rule(
        rf"({ANY_WEEKDAY})\s+(?:after\s+next|week(?=\s*(?:$|[.,!?]|\s(?:at|to)\b)))",
        _weekday_and_week,
    ),
    rule(rf"(?:the\s+)?({WHICH})\s+({PERIOD})(?:'?s(?=\s+{ANY_WEEKDAY}))?", _period),
    rule(
        rf"(?:the\s+)?({PERIOD})\s+(?:(after)\s+(?:the\s+)?next|(before)\s+(?:the\s+)?last)",
        _period_beyond,
    ),
    rule(
        rf"(?:the\s+)?{WEEKEND}\s+(?:(after)\s+(?:the\s+)?next|before\s+(?:the\s+)?last)",
        _weekend_beyond,
    ),
    rule(rf"({WHICH})\s+(?:work(?:ing)?|business)[\s-]?week", _working_week, needs=("week",)),
    rule(rf"(?:(?:the|on\s+the|at\s+the|over\s+the)\s+)?(?:({WHICH})\s+)?{WEEKEND}", _weekend),
)

"""English stretches around now: "rest of the day", "later this week", "the next 2 quarters"."""

from panager.when.grammar import numbers
from panager.when.grammar.english.days import COUNT, WHICH, period, which
from panager.when.grammar.rules import Match, Rule, needing, rule
from panager.when.model.components import Component, Date, DayShift, Period, PeriodShift, Range
from panager.when.model.named_days import Now


def _rest(match: Match) -> tuple[Component, ...]:
    """From now to the end of today, or of the week, month or year."""
    unit = match["unit"].lower()
    end = DayShift(0) if unit == "day" else PeriodShift(period(unit), 0)
    return (Range((Now(),), (end,)),)


def _earlier(match: Match) -> tuple[Component, ...]:
    return (Range((PeriodShift(period(match["unit"]), 0),), (Now(),)),)


def _quarters(match: Match) -> tuple[Component, ...] | None:
    """So many whole quarters of the calendar, without the one that is going on."""
    count, side = numbers.whole(match["count"]), which(match["which"])
    if count is None or side == 0:
        return None
    first, last = (1, count) if side > 0 else (-count, -1)
    ends = ((PeriodShift(Period.QUARTER, one),) for one in (first, last))
    return (Range(*ends),)


def _decade(match: Match) -> tuple[Component, ...]:
    tens = int(match["tens"])
    century = int(match["century"]) if match["century"] else (20 if tens < 2 else 19)
    first = 100 * century + 10 * tens
    return (Range((Date(first, None, None),), (Date(first + 9, None, None),)),)


_UNIT = r"(?P<unit>week|month|quarter|year)"
STRETCH_RULES: tuple[Rule, ...] = (
    rule(
        r"(?:for\s+)?(?:the\s+)?(?:rest|remainder|remaining)\s+(?:of\s+)?(?:the\s+|this\s+|my\s+|current\s+)?"
        r"(?P<unit>day|week|month|quarter|year)(?![a-z])",
        _rest,
        needs=("rest", "remain"),
    ),
    rule(rf"later\s+(?:on\s+)?(?:in\s+the|this)\s+{_UNIT}", _rest, needs=("later",)),
    rule(rf"earlier\s+(?:in\s+the|this)\s+{_UNIT}", _earlier, needs=("earlier",)),
    *needing(
        ("quarters",),
        rule(
            rf"(?:for\s+)?(?:the\s+)?(?P<which>{WHICH})\s+(?P<count>{COUNT})\s+quarters",
            _quarters,
        ),
        rule(
            rf"(?:for\s+)?(?:the\s+)?(?P<count>{COUNT})\s+(?P<which>{WHICH})\s+quarters",
            _quarters,
        ),
    ),
    rule(
        r"(?:in\s+)?the\s+(?P<century>(?:19|20))?'?(?P<tens>\d)0'?s", _decade, needs=("0s", "0's")
    ),
)

"""English parts of a quarter: "end of Q3", "beginning of the second quarter of 2027"."""

from panager.when.grammar.english.lexicon import NO_NOUN, ORDINAL, YEAR, ordinal_number, year_number
from panager.when.grammar.rules import Match, Rule, rule
from panager.when.model.components import Component, Date, Period, PeriodShift
from panager.when.model.named_days import Counted, Ordinal

_QUARTER = (
    rf"(?:(?:the\s+)?(?P<nth>{ORDINAL})\s+(?:quarter|qtr)|Q(?P<number>[1-4]))"
    rf"(?:[\s,]+(?:of\s+)?(?P<year>{YEAR}))?{NO_NOUN}"
)
_EDGE = r"(?:at\s+|by\s+)?(?:the\s+)?(?P<edge>(?:very\s+)?(?:end|close|start|beginning))\s+of\s+"
_STAGE = r"(?:in\s+)?(?:the\s+)?(?P<edge>early|mid|late|middle\s+of)[\s-]+(?:in\s+)?"


def _edge(match: Match) -> tuple[Component, ...] | None:
    """Its first or last day; months say which quarter."""
    is_end = match["edge"].lower().endswith(("end", "close"))
    month = _month(match, 2 if is_end else 0)
    return None if month is None else (Ordinal(-1 if is_end else 1, Counted.DAY), month)


def _stage(match: Match) -> tuple[Component, ...] | None:
    """Its first, second or third month."""
    month = _month(match, "eml".index(match["edge"][0].lower()))
    return None if month is None else (month,)


def _month(match: Match, more: int) -> Date | None:
    quarter = int(match["number"]) if match["number"] else ordinal_number(match["nth"])
    quarter = 4 if quarter == -1 else quarter
    if not 1 <= quarter <= 4:
        return None
    return Date(year_number(match["year"]), 3 * quarter - 2 + more, None)


def _end(_match: Match) -> tuple[Component, ...]:
    return Ordinal(-1, Counted.DAY), PeriodShift(Period.QUARTER, 0)


QUARTER_RULES: tuple[Rule, ...] = (
    rule(_EDGE + _QUARTER, _edge, needs=("q", "quarter")),
    rule(_STAGE + _QUARTER, _stage, needs=("q", "quarter")),
    rule(r"(?:by\s+)?(?:the\s+)?(?:EOQ|quarter[\s-]end)", _end, needs=("eoq", "quarter")),
)

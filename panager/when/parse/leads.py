"""How long before a day somebody wants to hear of it: "14일 시험 사흘 전에 알려줘"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from panager.when.model.components import (
    DAY_KINDS,
    Before,
    Clock,
    Component,
    DayPart,
    Later,
    Length,
    Phrase,
    Range,
)
from panager.when.model.named_days import Offset
from panager.when.parse.combine import Cluster

# Only what is asked for moves: "14일 시험 사흘 전에 받은 자료" does not.
_ASKED = re.compile(
    r"날?(?:에|부터|쯤|까지)*\s*(?:(?:꼭|좀|다시|미리|한\s?번|나한테|저한테|나|또)\s*)*"
    r"(?:알려|알람|알림|리마인|말해|얘기|이야기|깨워|노티|톡|메시지|푸시|연락|상기|$|[.!?])"
)
# The thing whose day it is.
_THING_BETWEEN = re.compile(
    r"\s+(?:my|the|our|his|her|their|a|an)\s+[a-z][a-z ]*(?:\s(?:on|is\s+on|at))?\s*|"
    r"(?:에|으로)?\s*(?:알려\S*|말해\S*|리마인드\S*)?[\s.,]*[가-힣]+\s?[가-힣]*[은는이가]\s*",
    re.IGNORECASE,
)
_MOST_BETWEEN = 40
"""Characters between the day and the lead: the thing that happens that day."""


def with_lead(text: str, clusters: Sequence[Cluster]) -> Cluster | None:
    """The day that is named, moved by the lead that follows it; None if there is no lead."""
    for place, lead in enumerate(clusters):
        if not _is_lead(lead.phrase) or not _ASKED.match(text, lead.end):
            continue
        base = next((one for one in reversed(clusters[:place]) if _is_base(one.phrase, lead)), None)
        if base is not None and lead.start - base.end <= _MOST_BETWEEN:
            return _led(base, lead)
    return _with_base_after(text, clusters)


def _with_base_after(text: str, clusters: Sequence[Cluster]) -> Cluster | None:
    """The day that follows its lead: "the day before my flight on dec 20"."""
    for lead, base in pairwise(clusters):
        between = text[lead.end : base.start]
        follows = len(between) <= _MOST_BETWEEN and _THING_BETWEEN.fullmatch(between)
        if follows and _is_lead(lead.phrase) and _is_base(base.phrase, lead):
            return _led(base, lead)
    return None


def _led(base: Cluster, lead: Cluster) -> Cluster:
    phrase = Phrase(_moved(base.phrase, lead.phrase))
    return Cluster(phrase, tuple(sorted((*base.spans, *lead.spans))), weak=False)


def _is_lead(phrase: Phrase) -> bool:
    """Whole days before, or the day itself ("당일"), maybe with a time of that day."""
    offset, before = phrase.find(Offset), phrase.find(Before)
    if phrase.has(*DAY_KINDS, Later, Length, Range):
        return False
    # Others than "…, 10분 전에" are moved where the time is chosen.
    is_before = before is not None and (before.ago or not before.amount.sub_day)
    return is_before or (offset is not None and offset.days <= 0)


def _is_base(phrase: Phrase, lead: Cluster) -> bool:
    before = lead.phrase.find(Before)
    by_clock = before is not None and before.amount.sub_day
    named = phrase.has(Clock) if by_clock else phrase.says_day
    return named and not phrase.has(Range, Before, Offset, Length, Later)


def _moved(base: Phrase, lead: Phrase) -> tuple[Component, ...]:
    """The day with the time of the lead; that of the day holds if the lead says none."""
    times = (Clock, DayPart)
    asked = tuple(
        replace(one, ago=False) if isinstance(one, Before) else one for one in lead.components
    )
    if not lead.says_time:
        return (*base.components, *asked)
    kept = (one for one in base.components if not isinstance(one, times))
    return (*kept, *asked)

"""Ties two moments into a range: "3pm to 5pm", "월요일부터 수요일까지", "3pm for 2 hours"."""

import re
from dataclasses import replace

from panager.when.grammar.numeric import with_year_of
from panager.when.model.components import (
    DAY_KINDS,
    Amount,
    Before,
    Clock,
    Component,
    Date,
    DayPart,
    Later,
    Length,
    PeriodShift,
    Phrase,
    Range,
    Vague,
    Zone,
)
from panager.when.model.named_days import Now
from panager.when.parse.combine import Cluster

_TO = re.compile(
    r"\s*(?:에?서?\s?부터|에서|[~〜–—-]|\b(?:to|until|untill|till|through|thru)\b)\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:\b(?:and|to)\b|-|와|과|이?랑|하고|에서)\s*", re.IGNORECASE)
_WORD = 16
"""Characters that are looked at beside a moment."""
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_SAID_TO = re.compile(r"(?:until|till|untill)\b", re.IGNORECASE)
_STARTING = re.compile(
    r"\s*,?\s*(?:(?:starting|beginning|commencing)(?:\s+(?:from|on|at))?|from)\s*(?:the\s+)?",
    re.IGNORECASE,
)
_SAID_FOR = re.compile(r"for\b", re.IGNORECASE)
_BETWEEN_AFTER = re.compile(r"\s*사이")
_DURING_AFTER = re.compile(r"\s*(?:동안|간(?![가-힣]))")
_BLANK = re.compile(r"\s*(?:부터\s*)?")
_FROM_THERE = re.compile(r"\s*부터\s*")
_TO_BE_MOVED = re.compile(
    r"\b(?:move|reschedule|change|shift|push|postpone|bring)\b[^.,;!?]*$", re.IGNORECASE
)
_LONGEST_NAME = 60
_JOINT = re.compile(r"\s(?:to|until|till)\s+", re.IGNORECASE)
_MOVED_AFTER = re.compile(
    r"으?로\s*(?:좀\s*)?(?:옮|변경|바[꿔꾸꿀]|미[뤄루]|당[겨기]|늦[춰추]|조정)"
)
_UNTIL_AFTER = re.compile(r"\s*까지")


def with_ranges(text: str, clusters: list[Cluster]) -> list[Cluster]:
    """The clusters, with each pair that is a beginning and an end made one."""
    tied: list[Cluster] = []
    for one in clusters:
        cluster = _end_of_move(text, one)
        made = _range(text, tied[-1], cluster) if tied else None
        if made is None:
            tied.append(cluster)
        else:
            tied[-1] = made
    return tied


def _range(text: str, first: Cluster, last: Cluster) -> Cluster | None:
    starting = _length_first(text, first, last)
    if starting is not None:
        return starting
    if not _is_moment(first.phrase):
        return None
    if is_move(text, first, last):
        return _moved(first, last)
    gap = text[first.end : last.start]
    before = text[max(0, first.start - _WORD) : first.start]
    after = text[last.end : last.end + _WORD]
    if (length := _length(text, gap, last)) is not None:
        end = (Later(_to_the_end(first.phrase, length) if last.phrase.has(Later) else length),)
        return _joined(first, last, before, "", (Range(first.phrase.components, end),))
    if gap.strip() == "-" and _is_day_and_its_time(first.phrase, last.phrase):
        together = first.phrase.extended(last.phrase.components)
        return Cluster(together, ((first.start, last.end),), weak=False)
    between = _BETWEEN.search(before) or _BETWEEN_AFTER.match(after)
    joins = _TO.fullmatch(gap) or (between and _AND.fullmatch(gap))
    if not joins and not (_SAID_TO.match(text, last.start) and not gap.strip()):
        return None
    return _joined(first, last, before, after, _tied(first.phrase, last.phrase))


def is_move(text: str, first: Cluster, last: Cluster) -> bool:
    """Whether something is to be moved from one time to the other: "move 3pm to 5pm"."""
    if not last.phrase.says_time or not first.phrase.says_time:
        return False
    joins = _TO.fullmatch(text[first.end : last.start])
    return bool(joins) and bool(
        _TO_BE_MOVED.search(text[max(0, first.start - _LONGEST_NAME) : first.start])
        or _MOVED_AFTER.match(text, last.end)
    )


def _end_of_move(text: str, cluster: Cluster) -> Cluster:
    """The end of what looks like a range: "move lunch from 12 to 1pm"."""
    span = cluster.phrase.find(Range)
    if span is None or not Phrase(span.end).has(Clock):
        return cluster
    joint = _JOINT.search(text, cluster.start, cluster.end)
    before = text[max(0, cluster.start - _LONGEST_NAME) : cluster.start]
    if joint is None or not _TO_BE_MOVED.search(before):
        return cluster
    both = (one for one in cluster.phrase.components if one is not span)
    phrase = Phrase((*both, *span.end))
    return replace(cluster, phrase=phrase, spans=((joint.end(), cluster.end),))


def _moved(first: Cluster, last: Cluster) -> Cluster:
    """The time that it is moved to; the day and the half of the day hold on."""
    kinds: tuple[type[Component], ...] = () if last.phrase.says_day else DAY_KINDS
    if not last.phrase.has(DayPart):
        kinds = (*kinds, DayPart)
    held = (one for one in first.phrase.components if isinstance(one, kinds))
    return replace(last, phrase=Phrase((*held, *last.phrase.components)))


def _length_first(text: str, first: Cluster, last: Cluster) -> Cluster | None:
    """ "for 3 days from tomorrow": the length stands before what it begins with."""
    length = first.phrase.find(Length)
    said = _SAID_FOR.match(text, first.start) and _STARTING.fullmatch(text[first.end : last.start])
    if length is None or not said or not _is_moment(last.phrase):
        return None
    span = Range(last.phrase.components, (Later(length.amount),))
    return Cluster(Phrase((span,)), ((first.start, last.end),), weak=False)


def _is_moment(phrase: Phrase) -> bool:
    named = phrase.says_time or phrase.says_day or phrase.has(Now)
    return named and not phrase.has(Range, Length, Before, Vague)


def _is_day_and_its_time(first: Phrase, last: Phrase) -> bool:
    """Whether a dash joins them to one moment: "6 Jan 2027 - 6:37am"."""
    return first.has(Date) and not first.says_time and last.says_time and not last.says_day


def _length(text: str, gap: str, last: Cluster) -> Amount | None:
    """How long it lasts: "for 2 hours", "2시간 동안", "부터 2시간", "부터 30분 뒤까지"."""
    length, later = last.phrase.find(Length), last.phrase.find(Later)
    if not _BLANK.fullmatch(gap):
        return None
    if length is not None:
        said = _SAID_FOR.match(text, last.start) or _DURING_AFTER.search(
            text[last.start : last.end]
        )
        return length.amount if said or _FROM_THERE.fullmatch(gap) else None
    until = _FROM_THERE.fullmatch(gap) and _UNTIL_AFTER.match(text, last.end)
    is_later = later is not None and len(last.phrase.components) == 1
    return later.amount if later is not None and is_later and until else None


def _to_the_end(first: Phrase, length: Amount) -> Amount:
    """Of days the last one counts as a whole: "내일부터 3일 뒤까지"."""
    if first.says_time or length.sub_day:
        return length
    return replace(length, days=length.days + 1)


def _tied(first: Phrase, last: Phrase) -> tuple[Component, ...] | None:
    """The range, with the day or zone that is said once but holds for both beside it."""
    if first.has(Later) or not (_is_moment(last) or _is_only_later(last)):
        return None
    start, end = _with_year(first, last), last.components
    shared: list[Component] = []
    if first.says_time and last.says_time and _says_day_after_time(last) and not first.says_day:
        shared += [one for one in end if not isinstance(one, Clock | DayPart)]
        end = tuple(one for one in end if isinstance(one, Clock | DayPart))
    zone = last.find(Zone)
    if zone is not None and not first.has(Zone) and zone not in shared:
        start = (*start, zone)
    return (Range(start, end), *shared)


def _is_only_later(last: Phrase) -> bool:
    """ "from today to two days later"."""
    return len(last.components) == 1 and last.has(Later)


def _with_year(first: Phrase, last: Phrase) -> tuple[Component, ...]:
    """ "10 August - 12 September 2027" begins in the year that its end says."""
    start, end = first.find(Date), last.find(Date)
    if start is None or end is None or first.has(PeriodShift):
        return first.components
    dated = with_year_of(start, end)
    return tuple(dated if one is start else one for one in first.components)


def _says_day_after_time(last: Phrase) -> bool:
    """In "2pm to 4pm tomorrow" the day holds for both, in "2pm to tomorrow 4pm" for the end."""
    days = [isinstance(one, DAY_KINDS) for one in last.components]
    return any(days) and not days[0]


def _joined(
    first: Cluster,
    last: Cluster,
    before: str,
    after: str,
    components: tuple[Component, ...] | None,
) -> Cluster | None:
    if components is None:
        return None
    opening = _FROM.search(before) or _BETWEEN.search(before)
    closing = _BETWEEN_AFTER.match(after)
    start = first.start - (0 if opening is None else len(before) - opening.start())
    end = last.end if closing is None else last.end + closing.end()
    return Cluster(Phrase(components), ((start, end),), weak=False)

"""The guard at the end of understanding: no word of time that was not used stays in the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panager.when.grammar import numbers
from panager.when.grammar.english.holidays import HOLIDAY
from panager.when.grammar.english.lexicon import SHORT_MONTHS, UNITS, WEEKDAY_STARTS, WEEKDAY_STEMS
from panager.when.grammar.korean.holidays import NAMED_DAY
from panager.when.grammar.korean.lexicon import PART
from panager.when.grammar.text import is_digit, is_hangul
from panager.when.model.components import (
    DAY_KINDS,
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
    Window,
    Zone,
)
from panager.when.model.named_days import Now, Ordinal, Season, StageOf
from panager.when.parse.combine import Cluster, Span, belongs_to_noun, clusters_of
from panager.when.parse.requested import asked_at
from panager.when.parse.scan import scan

# Stands for what was used: no letter, so that words end there, and no glue.
_USED = "\x1f"
# Spares most texts the second scan.
_MAY_BE_TIME = re.compile(
    r"[0-9]|[한두세네석넉섯곱덟홉열물무른흔쉰순일이삼사오육칠팔구십백몇]\s?(?:시|분|초|일|주|달|월|년|해|개월)|"
    rf"{numbers.DAY_NAME}|며칠|요일|욜|다음|이번|지난|저번|오늘|내일|낼|모레|글피|어제|그저께|금일|명일|"
    rf"주말|주중|월말|월초|연말|연초|분기|내년|작년|올해|내달|{PART}|정오|"
    r"자정|동안|[A-Z]{2,4}\b|"
    rf"\b(?:at|in|on|by|until|till|{WEEKDAY_STARTS}|{SHORT_MONTHS}|"
    r"tomo|tmr|today|tonight|yesterday|next|last|this|noon|mid|morning|"
    rf"afternoon|evening|night|half|{UNITS})|"
    rf"{NAMED_DAY}|{HOLIDAY}",
    re.IGNORECASE,
)
_COUNTED = rf"{UNITS}|morning|afternoon|evening|night"
_EVERY = re.compile(
    rf"\b(?:every|each)\s+(?:\w+\s+){{0,2}}?(?:{_COUNTED}|(?:{WEEKDAY_STEMS})day)s?\b|"
    rf"\b(?:every|each)\s*(?={_USED})|"
    r"\b(?:on|at)\s+the\s+(?:half[\s-])?hour\b|"
    r"\b(?:(?:hour|dai|week|month|year|night|quarter)ly)\b"
    r"(?!\s+(?!(?:today|tomorrow|tonight|at|on|in|for|until|this|next|every|from)\b)[a-z])|"
    rf"\b(?:(?:week|{WEEKDAY_STEMS})\s?days|weekends|mornings|afternoons|evenings|nights)\b|"
    r"(?:매(?:일|주|달|월|년|시간)|격[일주월년]|평일|주중)(?![가-힣])|(?<=[0-9가-힣])마다(?![가-힣])",
    re.IGNORECASE,
)
# A clock that is none, or that no rule reads: "3시 70분".
_CLOCK_LIKE = re.compile(
    r"(?<![0-9])[0-9]{1,2}\s?시(?!간|즌|리즈|스템)(?:\s?[0-9]{1,2}\s?분)?|"
    r"(?<![\d:./])\d{1,2}:\d{2}(?![\d:])|\b\d{1,2}\s?[ap]\.?m\b|"
    rf"(?<={_USED}\s)at\s+\d{{1,2}}\b|^at\s+\d{{1,2}}\b",
    re.IGNORECASE,
)
# A zone that is not known, beside its clock: "9am Springfield time", "9am XST".
_ZONE_LIKE = re.compile(
    rf"(?<={_USED}\s)(?:(?:pacific|eastern|central|mountain)\b|[A-Za-z]+(?:\s[A-Z][a-z]+)?\s+time\b(?!\s+(?:for|to|off|with))|[A-Z]{{1,3}}[SD]T\b)|"
    rf"(?:[A-Z]{{1,3}}[SD]T|[가-힣A-Za-z]{{2,8}}\s?시간(?:으로)?)(?=\s{_USED})"
)
# A number that touches the phrase was meant as a part of it.
# Not every number before it: "room 302 at 3pm".
_NUMBER_BEFORE = re.compile(
    r"(?:(?<![\w.:/-])[0-9]{1,4}(?:[:.][0-9]{2})?\s*[-~–]\s*|"
    r"(?P<part>\b(?:half|quarter)\s+)|"
    r"(?<![가-힣0-9])(?:열|스물|스무|서른|[이삼사오]?십)\s*)$",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(
    r"[0-9]{1,4}(?![0-9]*\s?[가-힣a-zA-Z%])|\s*[:.-]\s*[0-9]{2,4}\b|"
    rf"\s*(?:{numbers.NATIVE}|{numbers.SINO}|[0-9]{{1,2}})\s?분(?![가-힣])"
)
_LONGEST_NUMBER = 16
_CLAUSE = re.compile(
    r"\b(?:where|who|which|that|what|when|how|why)\s+(?:i|we|you|he|she|it|they|the|my|our)\b",
    re.IGNORECASE,
)
# After a time with its particle another one is of what is to be done: "2시에 3시 회의 준비".
_TOLD = re.compile(r"(?:쯤|경)?에\s")
# "이번 주 목표", "분기 말일 매출": a thing of that time rather than a moment.
_LONG = (PeriodShift, Ordinal, StageOf, Season)
_BESIDE = re.compile(r"[\s,&/·]*|\s+and\s+|(?:이?랑|하고|와|과)\s*", re.IGNORECASE)
_NOUN_FOLLOWS = re.compile(r"\s[가-힣A-Za-z]")
# What is to be moved to the time that was used: "move 3pm to 5pm".
_FROM_THERE = re.compile(rf"\s*(?:에서|을|를|to|until|till)\s*{_USED}", re.IGNORECASE)
_POSSESSIVE = re.compile(r"'s\s|의\s")
_MODIFIES = re.compile(r"에?\s?[가-힣]*[은는인한된온본산간둔난]\s+[가-힣]")


def left_over(text: str, spans: Sequence[Span], own_zones: frozenset[str]) -> list[Cluster]:
    """What touches time outside of the spans, and does not only tell which thing is meant."""
    left = _Left(_blanked(text, spans), spans, _asked(text, spans))
    found = [_plain(span) for span in _numbers_beside(left, text)]
    if _MAY_BE_TIME.search(left.text):
        found += _moments(left, own_zones, found)
    for pattern in (_EVERY, _ZONE_LIKE):
        found += _plain_matches(pattern, left, found)
    return sorted(found, key=lambda one: one.start)


@dataclass(frozen=True, slots=True)
class _Left:
    """The text with what was used blanked out, and where that was."""

    text: str
    spans: Sequence[Span]
    asked: bool
    """What was used stands beside the request: other times are of something else."""


def _asked(text: str, spans: Sequence[Span]) -> bool:
    return any(asked_at(text, start, end) for start, end in spans)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + _USED * (end - start) + text[end:]
    return text


def _moments(left: _Left, own_zones: frozenset[str], known: list[Cluster]) -> list[Cluster]:
    clusters = clusters_of(left.text, scan(left.text, own_zones))
    found = [one for one in clusters if not _overlaps(one, known) and _touches_time(left, one)]
    read = [one for one in clusters if one.phrase.has(Clock, Range)]
    return found + _plain_matches(_CLOCK_LIKE, left, [*known, *found, *read])


def _plain_matches(
    pattern: re.Pattern[str], left: _Left, known: Sequence[Cluster]
) -> list[Cluster]:
    matches = (_plain(match.span()) for match in pattern.finditer(left.text))
    return [one for one in matches if not _overlaps(one, known) and not _is_elsewhere(left, one)]


def _plain(span: Span) -> Cluster:
    return Cluster(Phrase(()), (span,), weak=False)


def _overlaps(cluster: Cluster, others: Sequence[Cluster]) -> bool:
    return any(one.start < cluster.end and cluster.start < one.end for one in others)


def _numbers_beside(left: _Left, text: str) -> Iterator[Span]:
    for start, end in left.spans:
        before = _NUMBER_BEFORE.search(left.text, max(0, start - _LONGEST_NUMBER), start)
        # "half 7pm", but not "the other half at 7pm"
        if before and not (before["part"] and not is_digit(text[start])):
            yield before.span()
        if after := _NUMBER_AFTER.match(left.text, end):
            yield after.span()


def _touches_time(left: _Left, cluster: Cluster) -> bool:
    phrase = cluster.phrase
    if (cluster.weak and not _is_beside(left, cluster)) or _is_elsewhere(left, cluster):
        return False
    if phrase.has(Clock, Range):
        return not _is_description(left, cluster)
    if phrase.has(Later, Before):
        return not _MODIFIES.match(left.text, cluster.end)
    on = phrase.find(Date)
    if cluster.weak and on is not None and on.day is None:
        return False  # "call April at 5pm"
    if phrase.has(Vague):
        return not cluster.weak and _is_beside(left, cluster)
    if phrase.has(Length, Now, Window):
        return False  # how long a thing takes
    names = phrase.has(*DAY_KINDS) or (phrase.has(DayPart, Zone) and not cluster.weak)
    return names and not _is_description(left, cluster)


def _is_elsewhere(left: _Left, cluster: Cluster) -> bool:
    """Whether it is of what is told, and not of when: "it closes at 9pm, remind me at 8pm"."""
    clause = any(
        end <= cluster.start and _CLAUSE.search(left.text, end, cluster.start)
        for _, end in left.spans
    )
    return bool(left.asked or clause) and not _is_beside(left, cluster)


def _is_beside(left: _Left, cluster: Cluster) -> bool:
    """Whether only blanks and signs of a list are between it and what was used."""
    gaps = (
        left.text[end : cluster.start] if end <= cluster.start else left.text[cluster.end : start]
        for start, end in left.spans
    )
    return any(_BESIDE.fullmatch(gap) for gap in gaps)


def _is_long(one: Component) -> bool:
    return isinstance(one, _LONG) or (isinstance(one, Date) and one.day is None)


def _is_description(left: _Left, cluster: Cluster) -> bool:
    """Whether it only tells which thing: "the 5pm meeting", "tomorrow's exam", "내일 회의 준비"."""
    text, end = left.text, cluster.end
    if belongs_to_noun(text, cluster) or _POSSESSIVE.match(text, end):
        return True
    if _FROM_THERE.match(text, end):
        return True
    if asked_at(text, cluster.start, end) or not _NOUN_FOLLOWS.match(text, end):
        return False
    told = any(used <= cluster.start and _TOLD.match(text, used) for _, used in left.spans)
    is_long = all(map(_is_long, cluster.phrase.components))
    return bool(told) or (is_long and is_hangul(text[end + 1]))

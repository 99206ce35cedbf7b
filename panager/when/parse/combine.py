"""Combines neighbouring pieces into clusters that each say one moment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from panager.when.model.components import (
    Before,
    Clock,
    Component,
    Date,
    DayPart,
    DayShift,
    Later,
    Part,
    Phrase,
    Weekday,
    Zone,
)
from panager.when.model.day_parts import agree
from panager.when.model.named_days import Holiday
from panager.when.parse.compatible import is_compatible
from panager.when.parse.scan import Piece

type Span = tuple[int, int]

_GLUE = re.compile(
    r"(?:[\s,()@]|에서|에|의|은|는|엔|쯤|경|날|자|중|안에|"
    r"\b(?:at|on|in|the|of|around|about|by|from|this|for|and|sharp)\b)*"
)
_IN = re.compile(r"(?:in|within)\s+(?:an?|\d)", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_MAX_GLUE = 12
_FROM_THERE = re.compile(r"(?:으?로)?부터\s?|에서\s?")
_FROM_CLOCK = re.compile(r"에서\s?")
_UNTIL_AFTER = re.compile(r"\s?까지")
_DETERMINER = re.compile(r"\b(?:the|my|our|your|his|her|their|a|an)\s+$", re.IGNORECASE)
_NOUN_FOLLOWS = re.compile(
    r"\s+(?!(?:to|about|that|at|on|for|in|by|please|pls|and|or|remind|tomorrow|today|tonight)\b)[a-z]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Neighbouring pieces that say one moment; `rivals` are other moments it may mean."""

    phrase: Phrase
    spans: tuple[Span, ...]
    weak: bool
    rivals: tuple[Phrase, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.spans[-1][1]


def clusters_of(text: str, pieces: Iterable[Piece]) -> list[Cluster]:
    """The clusters in the order of the text."""
    clusters: list[Cluster] = []
    for piece in pieces:
        last = clusters[-1] if clusters else None
        if last is not None:
            piece = _after_clock(text, last, piece)
        if last is not None and _joins(text, last, piece):
            clusters[-1] = Cluster(
                last.phrase.extended(piece.components),
                ((last.start, piece.end),),
                last.weak and piece.weak,
            )
        elif not _is_lone_zone(piece):
            weak = piece.weak
            clusters.append(Cluster(Phrase(piece.components), ((piece.start, piece.end),), weak))
    return [replace(one, phrase=_with_one_part(one.phrase)) for one in clusters]


def _after_clock(text: str, cluster: Cluster, piece: Piece) -> Piece:
    """Hours counted from the time before them: "밤 11시에서 두 시간 뒤", "자정 10분 뒤"."""
    clock = cluster.phrase.find(Clock)
    gap = text[cluster.end : piece.start]
    match piece.components:
        case (Later(amount),) if clock is not None and amount.sub_day:
            counts = _FROM_CLOCK.fullmatch(gap) or (clock.midnight and gap.isspace())
            earlier = Before(replace(amount, seconds=-amount.seconds))
            return replace(piece, components=(earlier,)) if counts else piece
    return piece


def _with_one_part(phrase: Phrase) -> Phrase:
    """Of "tonight at 8pm" one part of the day: the night if 8 pm is in it, else the half."""
    parts = [one for one in phrase.components if isinstance(one, DayPart)]
    clock = phrase.find(Clock)
    if len(parts) < 2:
        return phrase
    named, half = sorted(parts, key=_is_half)
    fitting = clock is None or agree(clock, named.part, half.part)
    dropped = half if fitting else named
    return Phrase(tuple(one for one in phrase.components if one is not dropped))


def _is_half(part: DayPart) -> bool:
    return part.part in (Part.AM, Part.PM)


def _is_other_part(phrase: Phrase, new: Component) -> bool:
    """Whether a half of the day joins a named part of it, or the other way round."""
    parts = [one for one in phrase.components if isinstance(one, DayPart)]
    return isinstance(new, DayPart) and len(parts) == 1 and _is_half(new) != _is_half(parts[0])


def _is_lone_zone(piece: Piece) -> bool:
    """An abbreviation follows its clock; only a place may come before: "뉴욕 시간으로 3시"."""
    return any(isinstance(one, Zone) and one.key is None for one in piece.components[:1])


def _joins(text: str, cluster: Cluster, piece: Piece) -> bool:
    gap = text[cluster.end : piece.start]
    if _FROM_THERE.fullmatch(gap) and _counts_on(cluster.phrase, Phrase(piece.components)):
        return not _UNTIL_AFTER.match(text, piece.end)
    if "and" in gap and _BETWEEN.search(text, 0, cluster.start):
        return False  # "between Jan 22 and now"
    if len(gap) > _MAX_GLUE or not _GLUE.fullmatch(gap):
        return False
    if _DETERMINER.search(gap) and _NOUN_FOLLOWS.match(text, piece.end):
        return False  # "tomorrow about the 3pm meeting"
    phrase = cluster.phrase
    if _IN.match(text, piece.start) and phrase.has(Holiday, Date, Weekday):
        return False  # "Christmas in 2 weeks" does not move Christmas
    if _is_name(cluster.phrase, cluster.weak, Phrase(piece.components)) or _is_name(
        Phrase(piece.components), piece.weak, phrase
    ):
        return False
    says_day = any(isinstance(one, DayShift) for one in piece.components)
    says_part = any(isinstance(one, DayPart) for one in piece.components)
    if phrase.has(Clock) and (("에" in gap and says_day) or ("에서" in gap and says_part)):
        return False  # "3시에 내일 회의 준비", "5시에서 오후 6시": it belongs to what follows
    for component in piece.components:
        if not _is_other_part(phrase, component) and not is_compatible(phrase, component):
            return False
        phrase = phrase.extended((component,))
    return True


def _counts_on(day: Phrase, amount: Phrase) -> bool:
    """Whether days are counted from that day: "내일로부터 사흘 뒤"."""
    later, before = amount.find(Later), amount.find(Before)
    length = later or before
    by_day = length is not None and not length.amount.sub_day
    return by_day and len(amount.components) == 1 and day.has(DayShift) and not day.says_time


def _is_name(month: Phrase, weak: bool, beside: Phrase) -> bool:
    """Whether a bare month beside a time may be somebody's name: "call April at 5pm"."""
    on = month.find(Date)
    is_bare = on is not None and on.day is None and len(month.components) == 1
    return weak and is_bare and beside.has(Clock, DayPart, DayShift)


def belongs_to_noun(text: str, cluster: Cluster) -> bool:
    """Whether it only describes a thing: "the 5pm meeting"."""
    return bool(
        _DETERMINER.search(text[max(0, cluster.start - 8) : cluster.start])
        and _NOUN_FOLLOWS.match(text, cluster.end)
    )

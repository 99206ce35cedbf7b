"""The way from a sentence to its time: tidy, scan, combine, tie, choose, resolve, extract."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from panager.when.calendars.zones import own_names
from panager.when.grammar.text import tidy
from panager.when.model.components import Before, Later, Phrase, Zone
from panager.when.model.understanding import (
    USUAL,
    Context,
    Habits,
    Kind,
    Missing,
    Reading,
    Understanding,
)
from panager.when.parse.choose import choose, rival_of
from panager.when.parse.combine import Cluster, Span, clusters_of
from panager.when.parse.corrections import corrected
from panager.when.parse.day_first import day_first_rival
from panager.when.parse.leftover import left_over
from panager.when.parse.ranges import with_ranges
from panager.when.parse.scan import scan
from panager.when.parse.series.sentence import find_recurrence
from panager.when.parse.spelling import Typo, typo_beside
from panager.when.requests.rest import rest_of
from panager.when.resolve.moments import resolve
from panager.when.resolve.series.compose import resolve_recurrence

_MOST = 3
"""Moments of one sentence that are asked about."""


def understand(
    text: str,
    *,
    zone: ZoneInfo,
    now: datetime,
    habits: Habits = USUAL,
    about: str | None = None,
) -> Understanding:
    """What a Korean or English sentence says about time, and what else it asks for.

    `now` is aware; results are aware in `zone`. Never raises, whatever the text; what is not
    clear comes back as unclear, never as a guess. Only the first 1000 characters count.

    With `about`, what else was said of it ("" for nothing), the half of the day of a bare hour is
    taken where people hardly ever mean the other one (see `halves`).
    """
    local = now.astimezone(zone)
    plain = tidy(text)
    words = None if about is None else f"{plain} {tidy(about)}"
    return _understood(plain, Context(local, zone, habits, words))


def _understood(plain: str, here: Context, *, spelled: bool = False) -> Understanding:
    """The meaning; `spelled` when a mistyped word has been put right already."""
    names = own_names(here.zone, here.now.year)
    if (recurrence := _recurrence(plain, names, here)) is not None:
        return recurrence
    pieces = scan(plain, names)
    clusters = corrected(plain, with_ranges(plain, clusters_of(plain, pieces)))
    found = choose(plain, clusters, lambda span: not rest_of(plain, (span,)))
    if found is None:
        return Understanding(kind=Kind.NONE, rest=rest_of(plain, ()))
    swapped = day_first_rival(found.phrase, plain, here.zone)
    own = (swapped, _without_maybe(found.phrase))
    rivals = (*found.rivals, *(one for one in own if one is not None))
    lacks = not spelled and _may_lack_day(found.phrase)
    if lacks and (typo := typo_beside(plain, found.spans)):
        return _with_typo(plain, typo, here)
    meaning = resolve(found.phrase, rivals, here)
    left = left_over(plain, found.spans, names)
    spans, left = _with_rivals(meaning, rivals, found.spans, left)
    meaning = _in_text(meaning, plain, spans)
    others = [rival for one in left[:_MOST] if (rival := rival_of(found.phrase, one.phrase))]
    both = resolve(found.phrase, (*rivals, *others), here) if others else meaning
    return _with_left_over(meaning, both, left, plain, spans)


def _may_lack_day(phrase: Phrase) -> bool:
    return phrase.says_time and not phrase.says_day and not phrase.has(Later, Before)


def _with_typo(plain: str, typo: Typo, here: Context) -> Understanding:
    """The sentence with the word put right, which is said; asked when it may be another word."""
    start, end = typo.span
    right = _understood(f"{plain[:start]}{typo.right}{plain[end:]}", here, spelled=True)
    heard = replace(right, phrase=right.phrase.replace(typo.right, plain[start:end], 1))
    if typo.sure:
        return replace(heard, notes=(*right.notes, "spelling"))
    readings = right.readings
    if right.at is not None and right.grain is not None:
        readings = (Reading(at=right.at, grain=right.grain, end=right.end),)
    return Understanding(
        kind=Kind.UNCLEAR,
        missing=Missing.MOMENT,
        readings=readings,
        phrase=heard.phrase,
        rest=heard.rest,
    )


def _without_maybe(phrase: Phrase) -> Phrase | None:
    """The same in the person's own zone, where the place may only be where something is."""
    zone = phrase.find(Zone)
    if zone is None or not zone.maybe:
        return None
    return Phrase(tuple(one for one in phrase.components if one is not zone))


def _recurrence(text: str, names: frozenset[str], context: Context) -> Understanding | None:
    series = find_recurrence(text, names)
    if series is None:
        return None
    meaning = resolve_recurrence(series, context, lambda phrase, when: resolve(phrase, (), when))
    if meaning is None:
        return None
    heard = _in_text(meaning, text, series.spans)
    left = left_over(text, series.spans, names)
    return _with_left_over(heard, heard, left, text, series.spans)


def _with_rivals(
    meaning: Understanding, rivals: Sequence[Phrase], spans: Sequence[Span], left: list[Cluster]
) -> tuple[Sequence[Span], list[Cluster]]:
    """What was used and what is left over, when some of that is a rival: it is asked about.

    A rival that means the same is used.
    """
    in_rivals: list[Cluster] = []
    others: list[Cluster] = []
    for one in left:
        (in_rivals if any(_is_in(one, rival) for rival in rivals) else others).append(one)
    if meaning.kind is not Kind.UNCLEAR:
        spans = sorted((*spans, *(span for one in in_rivals for span in one.spans)))
    return spans, others


def _is_in(left: Cluster, rival: Phrase) -> bool:
    said = left.phrase.components
    return bool(said) and all(one in rival.components for one in said)


def _with_left_over(
    meaning: Understanding,
    both: Understanding,
    left: Sequence[Cluster],
    text: str,
    spans: Sequence[Span],
) -> Understanding:
    """Unclear if something of time was left over; `both` is what it means with that."""
    asks_already = meaning.kind is Kind.UNCLEAR and not meaning.readings
    if not left or asks_already or meaning.kind in (Kind.NONE, Kind.DURATION):
        return meaning
    readings = both.readings
    if both.at is not None and both.grain is not None:
        readings = (Reading(at=both.at, grain=both.grain, end=both.end),)
    unclear = Understanding(
        kind=Kind.UNCLEAR, missing=Missing.MOMENT, readings=readings, dated=meaning.dated
    )
    return _in_text(
        unclear, text, sorted((*spans, *(one for cluster in left for one in cluster.spans)))
    )


def _in_text(meaning: Understanding, text: str, spans: Sequence[Span]) -> Understanding:
    phrase = " ".join(text[start:end] for start, end in spans)
    return replace(meaning, phrase=phrase, rest=rest_of(text, spans))

"""The way from a sentence to its time: tidy, scan, combine, tie, choose, resolve, extract."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from panager.when.choose import choose
from panager.when.combine import Span, clusters_of
from panager.when.context import Context
from panager.when.corrections import corrected
from panager.when.day_first import day_first_rival
from panager.when.extract import rest_of
from panager.when.habits import USUAL
from panager.when.model import Habits, Kind, Understanding
from panager.when.ranges import with_ranges
from panager.when.recurrence.said.compose import resolve_recurrence
from panager.when.recurrence.said.sentence import find_recurrence
from panager.when.resolve import resolve
from panager.when.scan import scan
from panager.when.text import tidy
from panager.when.zones import own_names


def understand(
    text: str, *, zone: ZoneInfo, now: datetime, habits: Habits = USUAL
) -> Understanding:
    """What a Korean or English sentence says about time, and what else it asks for.

    `now` is aware; results are aware in `zone`. Never raises, whatever the text; what is not
    clear comes back as unclear, never as a guess. Only the first 1000 characters count.
    """
    plain = tidy(text)
    local = now.astimezone(zone)
    names = own_names(zone, local.year)
    if (recurrence := _recurrence(plain, names, Context(local, zone, habits))) is not None:
        return recurrence
    pieces = scan(plain, names)
    clusters = corrected(plain, with_ranges(plain, clusters_of(plain, pieces)))
    found = choose(plain, clusters, lambda span: not rest_of(plain, (span,)))
    if found is None:
        return Understanding(kind=Kind.NONE, rest=rest_of(plain, ()))
    swapped = day_first_rival(found.phrase, plain, zone)
    rivals = found.rivals if swapped is None else (*found.rivals, swapped)
    meaning = resolve(found.phrase, rivals, Context(local, zone, habits))
    return _in_text(meaning, plain, found.spans)


def _recurrence(text: str, names: frozenset[str], context: Context) -> Understanding | None:
    said = find_recurrence(text, names)
    if said is None:
        return None
    meaning = resolve_recurrence(said, context, lambda phrase, when: resolve(phrase, (), when))
    if meaning is None:
        return None
    return _in_text(meaning, text, said.spans)


def _in_text(meaning: Understanding, text: str, spans: Sequence[Span]) -> Understanding:
    phrase = " ".join(text[start:end] for start, end in spans)
    return replace(meaning, phrase=phrase, rest=rest_of(text, spans))

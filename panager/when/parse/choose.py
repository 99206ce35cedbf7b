"""Chooses what a sentence is about, and ties in what is said elsewhere in it."""

import re
from collections.abc import Callable
from dataclasses import replace

from panager.when.model.components import (
    DAY_KINDS,
    Before,
    Clock,
    DayPart,
    DayShift,
    Later,
    Length,
    Phrase,
    Vague,
    Weekday,
    Zone,
)
from panager.when.model.named_days import Now, Offset, SameTime, Side
from panager.when.parse.combine import Cluster, Span, belongs_to_noun
from panager.when.parse.leads import with_lead
from panager.when.parse.requested import asked_at

# Across one of these the day and the time belong to different clauses.
_CLAUSE = re.compile(
    r"(?:는데|니까|지만|[어아해]서)(?![가-힣])|\b(?:because|but|since|so)\b", re.IGNORECASE
)
_LIST = re.compile(
    r"\s*(?:,|&|/|이?랑|하고|와|과|또는|혹은|아니면|아님|이?나|에?도|\band\b|\bor\b)?\s*",
    re.IGNORECASE,
)
_KOREAN = re.compile("[가-힣]")
_FEW = 10
"""Among more than so many phrases none is alone, and asking of each would take long."""


def choose(text: str, clusters: list[Cluster], alone: Callable[[Span], bool]) -> Cluster | None:
    """The phrase that the sentence is about; `alone` says that nothing else is in the text."""
    if (led := with_lead(text, clusters)) is not None:
        return led
    clusters = [
        cluster
        for cluster in clusters
        if _says_something(cluster.phrase)
        and (not cluster.weak or (len(clusters) <= _FEW and alone((cluster.start, cluster.end))))
    ]
    if not clusters:
        return None
    best = max(clusters, key=lambda one: (_weight(text, one), _asked(text, one), -one.start))
    best = _with_before(_with_day(text, best, clusters), clusters)
    return _with_list(text, best, clusters)


def _asked(text: str, cluster: Cluster) -> int:
    """Of two times the one beside the request: "it closes at 9pm, remind me at 8pm"."""
    says_time = cluster.phrase.says_time or cluster.phrase.has(Later)
    return asked_at(text, cluster.start, cluster.end) if says_time else 0


def _says_something(phrase: Phrase) -> bool:
    """Not only words that need a day beside them: "the day after"."""
    return any(not isinstance(one, Offset | Side | SameTime | Zone) for one in phrase.components)


def _weight(text: str, cluster: Cluster) -> float:
    phrase = cluster.phrase
    if phrase.components == (Now(),) or phrase.has(Vague):
        return 0.5
    if phrase.has(Before) and not phrase.says_time:
        return 0.5
    if phrase.has(Length):
        return 1
    if belongs_to_noun(text, cluster):
        return 1.5
    return 3 if phrase.says_time or phrase.has(Later) else 2


def _with_day(text: str, best: Cluster, clusters: list[Cluster]) -> Cluster:
    """Adds a day said elsewhere in the sentence: "tomorrow remind me to call at 3pm"."""
    phrase = best.phrase
    if phrase.says_day or not phrase.says_time or phrase.has(Later, Before):
        return best
    days = [one for one in clusters if _only_day(one.phrase) and not belongs_to_noun(text, one)]
    earlier = [one for one in days if one.end <= best.start]
    if earlier:
        return _joined(text, earlier[-1], best)
    following = [one for one in days if one.start >= best.end]
    if not following or _KOREAN.search(text[best.end : following[0].start]):
        return best
    # "at 9am remind me to prepare the meeting tomorrow": today or tomorrow?
    return replace(best, rivals=(following[0].phrase.extended(phrase.components),))


def _only_day(phrase: Phrase) -> bool:
    return phrase.says_day and not phrase.has(Clock, DayPart, Later, Length, Before, Vague)


def _joined(text: str, day: Cluster, time: Cluster) -> Cluster:
    kinds = tuple(type(one) for one in time.phrase.components)
    if any(isinstance(one, kinds) for one in day.phrase.components):
        return time
    together = day.phrase.extended(time.phrase.components)
    if _CLAUSE.search(text[day.end : time.start]):
        return replace(time, rivals=(together,))
    return Cluster(together, (*day.spans, *time.spans), weak=False)


def _with_list(text: str, best: Cluster, clusters: list[Cluster]) -> Cluster:
    """Makes neighbours in a list rivals: "on Monday and Tuesday at 5pm" is not one moment."""
    for one in clusters:
        rival = rival_of(best.phrase, one.phrase)
        first, second = sorted((one, best), key=lambda cluster: cluster.start)
        if rival and first.end <= second.start and _LIST.fullmatch(text[first.end : second.start]):
            spans = ((first.start, second.end),)
            return replace(best, spans=spans, rivals=(*best.rivals, rival))
    return best


def rival_of(best: Phrase, other: Phrase) -> Phrase | None:
    """The other moment, with the day or the time that both share."""
    if not other.components or other.has(Length, Before, Vague):
        return None
    if not (best.says_time or best.has(Later)):
        return _rival_day(best, other)
    if not other.says_time and not other.has(Later):
        shared = tuple(one for one in best.components if not isinstance(one, DAY_KINDS))
        return other.extended(shared)
    if other.says_day or other.has(Later):
        return other
    return other.extended(one for one in best.components if isinstance(one, DAY_KINDS))


def _rival_day(best: Phrase, other: Phrase) -> Phrase | None:
    """Another day, in the same week if that was said once: "next week's Monday or Tuesday"."""
    if not _only_day(best) or not _only_day(other):
        return None
    if best.has(DayShift) and other.has(DayShift):
        return other  # "내일이나 모레"
    first, second = best.find(Weekday), other.find(Weekday)
    if first is None or second is None:
        return None
    if other.components == (second,) and second.weeks is None:
        return Phrase(
            tuple(
                replace(first, day=second.day) if one is first else one for one in best.components
            )
        )
    return other


def _with_before(best: Cluster, clusters: list[Cluster]) -> Cluster:
    """Moves a moment by "10분 전에" or "an hour before" said elsewhere in the sentence."""
    if best.phrase.has(Before, Later, Length) or not best.phrase.says_time:
        return best
    for one in clusters:
        before = one.phrase.find(Before)
        if before is not None and not before.ago and len(one.phrase.components) == 1:
            phrase = best.phrase.extended((before,))
            spans = tuple(sorted((*best.spans, *one.spans)))
            rivals = tuple(rival.extended((before,)) for rival in best.rivals)
            return Cluster(phrase, spans, weak=False, rivals=rivals)
    return best

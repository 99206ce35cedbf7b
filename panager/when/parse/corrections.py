"""Takes back what a person corrects in the same breath: "3시가 아니라 5시", "내일 말고 모레"."""

import re

from panager.when.model.components import DAY_KINDS, Clock, Component, DayPart, Phrase
from panager.when.parse.combine import Cluster

_NOT_THAT = re.compile(
    r"(?:이|가|은|는)?\s?(?:아니라|아니고|말고)\s+|"
    # "오후 3시 아 아니다 4시", but not "3시 아니면 4시"
    r"(?:에|으?로)?[\s,.~…]*(?:(?:아|앗|어|음|잠깐만?)[\s,.~…]+)*"
    r"(?:(?:아니다|아니야|아니지|아니아니|아니|아냐|ㄴㄴ)(?![가-힣])[\s,.~…]*)+|"
    r"[\s,.;…—–-]*(?:(?:oh|uh|um|oops|no|nope|wait|sorry|actually|i\s+mean|i\s+meant|scratch\s+that|"
    r"rather|correction|make\s+(?:it|that))[\s,.;…—–-]+)+(?:at\s+)?",
    re.IGNORECASE,
)


def corrected(text: str, clusters: list[Cluster]) -> list[Cluster]:
    """Without the clusters that are taken back; what is not said again holds on."""
    kept: list[Cluster] = []
    for cluster in clusters:
        wrong = kept[-1] if kept else None
        taken_back = wrong and _NOT_THAT.fullmatch(text[wrong.end : cluster.start])
        if wrong is None or not taken_back:
            kept.append(cluster)
            continue
        phrase = Phrase((*_held(wrong.phrase, cluster.phrase), *cluster.phrase.components))
        kept[-1] = Cluster(phrase, ((wrong.start, cluster.end),), weak=cluster.weak)
    return kept


def _held(wrong: Phrase, right: Phrase) -> tuple[Component, ...]:
    """The day or the time that the correction leaves out.

    Not the half of the day: "오전 11시 말고 2시" goes over noon.
    """
    kinds: tuple[type[Component], ...] = ()
    if not right.says_day:
        kinds = DAY_KINDS
    elif not right.says_time:
        kinds = (Clock, DayPart)
    return tuple(one for one in wrong.components if isinstance(one, kinds))

"""Which reminder a person means: by number, by words, by time, or the one just talked about."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from panager.db.reminders import Reminder
from panager.when import Grain, Reading, Understanding

LATELY = timedelta(minutes=30)
"""How long "it" may mean the reminder that was just made, changed or delivered."""

AT_ONCE = timedelta(seconds=1)
"""Nobody speaks between two things that are less apart, so "it" may be either."""

ORDINALS = {
    "첫": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
}  # fmt: skip


def choose(
    which: str, candidates: Sequence[Reminder], shown: Sequence[UUID], *, understood: Understanding
) -> list[Reminder]:
    """One: that is it. Several: ask. None: nothing fits.

    A number counts in the list that the person was `shown` last, whatever has come or gone
    since; without such a list, among the candidates.
    """
    number = number_said(which)
    if number is not None:
        positions = shown or [reminder.reminder_id for reminder in candidates]
        meant = positions[number - 1] if 0 < number <= len(positions) else None
        return [r for r in candidates if r.reminder_id == meant]
    return by_words(which, candidates) or _by_time(understood, candidates)


def just_now(known: Sequence[Reminder], now: datetime) -> list[Reminder]:
    """What "it" is: made, changed or delivered last; several if that was all at once."""
    latest = max((r.updated_at for r in known), default=None)
    if latest is None or now - latest >= LATELY:
        return []
    return [r for r in known if latest - r.updated_at < AT_ONCE]


def _by_time(understood: Understanding, candidates: Sequence[Reminder]) -> list[Reminder]:
    """ "3 pm" is that time on any day, "tomorrow" any time of that day."""
    readings = list(understood.readings)
    if understood.at is not None and understood.grain is not None:
        readings.append(Reading(at=understood.at, grain=understood.grain))
    return [
        reminder
        for reminder in candidates
        if any(_is_at(reminder, reading, dated=understood.dated) for reading in readings)
    ]


def _is_at(reminder: Reminder, reading: Reading, *, dated: bool) -> bool:
    due = reminder.due_at.astimezone(reading.at.tzinfo)
    if reading.grain is Grain.DAY:
        return due.date() == reading.at.date()
    if dated:
        return abs(due - reading.at) < timedelta(minutes=1)
    return (due.hour, due.minute) == (reading.at.hour, reading.at.minute)


def by_words(which: str, candidates: Sequence[Reminder]) -> list[Reminder]:
    """Those that share the most with the words; Korean particles do not matter."""
    return [candidates[place] for place in fitting_words(which, [r.text for r in candidates])]


def fitting_words(which: str, texts: Sequence[str]) -> list[int]:
    """The same for texts: the places of those that fit best, from 0."""
    wanted = _bigrams(which)
    if not wanted:
        return []
    scores = [len(wanted & _bigrams(text)) / len(wanted) for text in texts]
    best = max(scores, default=0)
    return [place for place, score in enumerate(scores) if score == best] if best >= 0.4 else []


def number_said(which: str) -> int | None:
    """A position in a list, from 1: "2", "#2", "두 번째 거", "the second one"; else None."""
    text = which.strip().lower()
    digits = re.fullmatch(
        r"(?:#|no\.?\s*)?(\d{1,3})\s*(?:번째?|st|nd|rd|th)?\s*(?:거|것|one)?", text
    )
    if digits:
        return int(digits[1])
    words = re.fullmatch(r"(?:the\s+)?(\w+?)(?:\s*번째?)?(?:\s*(?:거|것|one))?", text)
    return ORDINALS.get(words[1]) if words else None


def _bigrams(text: str) -> set[str]:
    """Pairs of letters within words: "물을" and "물" share none, so single letters count too."""
    words = re.findall(r"\w+", text.lower())
    pairs = {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    return pairs | {word for word in words if len(word) == 1}

"""Which reminder a person means: by number, by words, by time, or the one just talked about."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from panager.db.reminders import Reminder
from panager.when import Understanding

LATELY = timedelta(minutes=30)
"""How long "it" may mean the reminder that was just made, changed or delivered."""

ORDINALS = {
    "첫": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
}  # fmt: skip


def choose(
    which: str,
    candidates: Sequence[Reminder],
    shown: Sequence[UUID],
    *,
    understood: Understanding,
    now: datetime,
) -> list[Reminder]:
    """One: that is it. Several: ask. None: nothing fits.

    A number counts in the list that the person was `shown` last, whatever has come or gone
    since; without such a list, among the candidates.
    """
    if not which.strip():
        return _just_now(candidates, now) or list(candidates)
    number = _number(which)
    if number is not None:
        positions = shown or [reminder.reminder_id for reminder in candidates]
        meant = positions[number - 1] if 0 < number <= len(positions) else None
        return [r for r in candidates if r.reminder_id == meant]
    return by_words(which, candidates) or _by_time(understood, candidates)


def _just_now(candidates: Sequence[Reminder], now: datetime) -> list[Reminder]:
    latest = max(candidates, key=lambda r: r.updated_at, default=None)
    return [latest] if latest is not None and now - latest.updated_at < LATELY else []


def _by_time(understood: Understanding, candidates: Sequence[Reminder]) -> list[Reminder]:
    moments = [r.at for r in understood.readings] + ([understood.at] if understood.at else [])
    return [
        r for r in candidates if any(abs(r.due_at - at) < timedelta(minutes=1) for at in moments)
    ]


def by_words(which: str, candidates: Sequence[Reminder]) -> list[Reminder]:
    """Those that share the most with the words; Korean particles do not matter."""
    wanted = _bigrams(which)
    if not wanted:
        return []
    scored = [(len(wanted & _bigrams(r.text)) / len(wanted), r) for r in candidates]
    best = max((score for score, _ in scored), default=0)
    return [r for score, r in scored if score == best] if best >= 0.4 else []


def _number(which: str) -> int | None:
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

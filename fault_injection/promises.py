"""What a reminder owes its person, worked out from the ledger alone."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fault_injection.entries import Answered, Asked, Entry, Promised, Received
from panager.contracts.reminder import Verb


@dataclass
class Promise:
    """One reminder and what was asked of it, in the order of the answers."""

    promised: Promised
    accepted: list[tuple[Asked, datetime]] = field(default_factory=list)
    """With the time of the answer."""
    unknown: list[tuple[Asked, datetime]] = field(default_factory=list)
    """Nobody was told how these ended, so either way is right; with the time of asking."""


@dataclass(frozen=True)
class Owed:
    """The moments at which something must reach the person, and whether the rest was called off."""

    due: tuple[datetime, ...]
    cancelled: bool = False


def read_promises(ledger: Iterable[Entry]) -> dict[UUID, Promise]:
    """Every promise of a ledger."""
    promises: dict[UUID, Promise] = {}
    asked: dict[UUID, Asked] = {}
    for entry in ledger:
        match entry:
            case Promised():
                promises[entry.reminder_id] = Promise(entry)
            case Asked():
                asked[entry.change_id] = entry
            case Answered():
                change = asked.pop(entry.change_id)
                if entry.accepted:
                    promises[change.reminder_id].accepted.append((change, entry.at))
    for change in asked.values():
        promises[change.reminder_id].unknown.append((change, change.at))
    return promises


def possibilities(promise: Promise, received: Sequence[Received]) -> Iterator[Owed]:
    """What is owed; several when the outcome of a change is unknown."""
    for taken in _subsets(promise.unknown):
        changes = sorted([*promise.accepted, *taken], key=lambda change: change[1])
        yield _follow(promise.promised.due_at, changes, received)


def _subsets[T](items: Sequence[T]) -> Iterator[tuple[T, ...]]:
    for size in range(len(items) + 1):
        yield from itertools.combinations(items, size)


def _follow(
    due_at: datetime, changes: Iterable[tuple[Asked, datetime]], received: Sequence[Received]
) -> Owed:
    due, cancelled = [due_at], False
    for change, answered_at in changes:
        if change.verb is Verb.CANCEL:
            due, cancelled = due[:-1], True
            continue
        moved = due[-1] if change.due_at is None else change.due_at
        # A snooze after the delivery is one more occurrence; before it, the same one later.
        delivered = sum(item.said_at <= answered_at for item in received)
        again = change.verb is Verb.SNOOZE and delivered >= len(due)
        due = [*due, moved] if again else [*due[:-1], moved]
    return Owed(tuple(due), cancelled)


def by_reminder(record: Iterable[Entry]) -> dict[UUID, list[Received]]:
    """The reminders that reached people, each in order of receipt."""
    found: defaultdict[UUID, list[Received]] = defaultdict(list)
    for entry in record:
        if isinstance(entry, Received) and entry.reminder_id is not None:
            found[entry.reminder_id].append(entry)
    return found

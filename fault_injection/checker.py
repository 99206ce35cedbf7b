"""Compares what was promised with what reached people; reads the two logs and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from fault_injection.entries import Entry, Received
from fault_injection.promises import Owed, by_reminder, possibilities, read_promises

LATE_AFTER = timedelta(seconds=60)
"""The longest that a burst of 2,000 may take."""


class Fault(StrEnum):
    """A way to break a promise."""

    LATE = "late"
    DUPLICATED = "duplicated"
    LOST = "lost"
    EARLY = "early"
    AFTER_CANCEL = "after-cancel"
    UNPROMISED = "unpromised"
    MISORDERED = "misordered"


@dataclass
class Verdict:
    """What came of the promises."""

    sent: int = 0
    """Occurrences that were owed and reached their person."""
    faults: list[tuple[Fault, UUID]] = field(default_factory=list)
    lateness: list[timedelta] = field(default_factory=list)
    """From each due moment to its receipt."""

    def count(self, fault: Fault) -> int:
        """How often it happened."""
        return sum(found is fault for found, _ in self.faults)

    @property
    def kept(self) -> bool:
        """Whether every promise was kept; being late is told apart, and apologised for."""
        return all(fault is Fault.LATE for fault, _ in self.faults)


def check(
    ledger: Iterable[Entry],
    record: Iterable[Entry],
    *,
    until: datetime,
    late_after: timedelta = LATE_AFTER,
) -> Verdict:
    """The verdict on one run that was watched `until` then; what was due later is still owed."""
    promises, received = read_promises(ledger), by_reminder(record)
    verdict = Verdict()
    for reminder_id, promise in promises.items():
        items = received.pop(reminder_id, [])
        best = min(
            (
                _judge(reminder_id, owed, items, until, late_after)
                for owed in possibilities(promise, items)
            ),
            key=lambda judged: len(judged.faults),
        )
        verdict.sent += best.sent
        verdict.faults += best.faults
        verdict.lateness += best.lateness
    for reminder_id, items in received.items():
        verdict.faults += [(Fault.UNPROMISED, reminder_id)] * len(items)
    return verdict


def _judge(
    reminder_id: UUID,
    owed: Owed,
    received: Sequence[Received],
    until: datetime,
    late_after: timedelta,
) -> Verdict:
    """One reminder; the n-th receipt belongs to the n-th moment."""
    pairs = list(zip(owed.due, received, strict=False))
    surplus = Fault.AFTER_CANCEL if owed.cancelled else Fault.DUPLICATED
    faults = [
        *(Fault.EARLY for due, item in pairs if min(item.at, item.said_at) < due),
        *(Fault.LATE for due, item in pairs if item.at > due + late_after),
        *(Fault.LOST for due in owed.due[len(pairs) :] if due <= until),
        *[surplus] * (len(received) - len(pairs)),
    ]
    return Verdict(
        sent=len(pairs),
        faults=[(fault, reminder_id) for fault in faults],
        lateness=[item.at - due for due, item in pairs],
    )


def misordered(ledger: Iterable[Entry], record: Iterable[Entry]) -> list[UUID]:
    """Whose first receipt came after that of something promised later to the same person."""
    order = {promised: place for place, promised in enumerate(read_promises(ledger))}
    seen: set[UUID] = set()
    newest: dict[str, int] = {}
    overtaken = []
    for entry in record:
        if isinstance(entry, Received) and entry.reminder_id in order.keys() - seen:
            seen.add(entry.reminder_id)
            place = order[entry.reminder_id]
            if place < newest.setdefault(entry.user, place):
                overtaken.append(entry.reminder_id)
            newest[entry.user] = max(place, newest[entry.user])
    return overtaken


def last_receipt(record: Iterable[Entry]) -> datetime | None:
    """When the last reminder of a record reached its person."""
    times = [item.at for items in by_reminder(record).values() for item in items]
    return max(times, default=None)

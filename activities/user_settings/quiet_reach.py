"""Which open reminders quiet hours would hold back that come at their time now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from panager.db.reminders import Reminder
from panager.db.users import Person
from panager.when import occurrences, quiet_until

LOOKS_AT = 8
"""Occurrences of a series, of which each may fall on another time of the day."""


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """Quiet hours somewhere; none without both ends."""

    zone: ZoneInfo
    start: time | None
    end: time | None

    @classmethod
    def of(cls, person: Person) -> "Quiet":
        """Theirs."""
        return cls(zone=person.zone, start=person.quiet_from, end=person.quiet_to)

    def holds(self, at: datetime) -> bool:
        """Whether what is due then waits."""
        if self.start is None or self.end is None:
            return False
        return quiet_until(at, zone=self.zone, start=self.start, end=self.end) is not None


def newly_held(rows: Iterable[Reminder], before: Quiet, after: Quiet) -> Sequence[Reminder]:
    """Those of which the next few times would wait, and do not wait now."""
    return [
        row
        for row in rows
        if not row.terms.urgent
        and any(after.holds(at) and not before.holds(at) for at in _next_times(row))
    ]


def _next_times(row: Reminder) -> Iterator[datetime]:
    yield row.due_at
    if row.recurrence is not None:
        yield from occurrences(row.recurrence, zone=row.tzinfo, after=row.due_at, limit=LOOKS_AT)

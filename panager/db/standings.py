"""Where a reminder stands by its rows, which is what counts whatever a workflow remembers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from panager.contracts.reminder import Nag, Phase, ReminderState
from panager.db import occurrences, reminders
from panager.db.occurrences import Occurrence
from panager.db.pool import Connection
from panager.db.reminders import Reminder


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A reminder and, once it was decided about, its current occurrence."""

    reminder: Reminder
    current: Occurrence | None

    @property
    def state(self) -> ReminderState:
        """What its workflow should believe."""
        row = self.reminder
        return ReminderState(
            due_at=row.due_at,
            phase=self._phase,
            occurrence=row.occurrence,
            held_until=self._held_until,
            nag=None
            if row.nag_at is None
            else Nag(
                occurrence=row.nag_occurrence or row.occurrence,
                number=row.nags + 1,
                next_at=row.nag_at,
            ),
        )

    @property
    def _phase(self) -> Phase:
        phase, current = reminders.PHASES[self.reminder.state], self.current
        is_sent = current is not None and current.state == "sending" and current.delivery_id
        return Phase.FIRING if phase is Phase.WAITING and is_sent else phase

    @property
    def _held_until(self) -> datetime | None:
        """What was held for another due time is not held for this one."""
        current = self.current
        if current is None or current.state != "held" or current.due_at != self.reminder.due_at:
            return None
        return current.held_until


async def get_standing(connection: Connection, user_id: UUID, reminder_id: UUID) -> Standing | None:
    """Of one reminder of this person."""
    row = await reminders.get_reminder(connection, user_id, reminder_id)
    return None if row is None else await _with_current(connection, row)


async def lock_standing(
    connection: Connection, user_id: UUID, reminder_id: UUID
) -> Standing | None:
    """The same; it stays so until commit, but for what a delivery that has ended changes."""
    row = await reminders.lock_reminder(connection, user_id, reminder_id)
    # Only after the lock: what is read before it may be over by the time that we hold it.
    return None if row is None else await _with_current(connection, row)


async def _with_current(connection: Connection, reminder: Reminder) -> Standing:
    current = await occurrences.get_occurrence(
        connection, reminder.user_id, reminder.reminder_id, reminder.occurrence
    )
    return Standing(reminder=reminder, current=current)

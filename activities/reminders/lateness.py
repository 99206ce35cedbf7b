"""What a reminder says that could not leave in time, although it was ready in time."""

from datetime import UTC, datetime

from activities.reminders import texts
from activities.reminders.series import owed_at
from panager.contracts import limits
from panager.db import occurrences, reminders
from panager.db.attempts import Outgoing
from panager.db.occurrences import Occurrence
from panager.db.pool import Connection


async def late_text(connection: Connection, message: Outgoing) -> str | None:
    """How late it is by now, and why; None when its text says what there is to say.

    What was late when it was written down says so already, and so does a digest.
    """
    if message.kind != "reminder":
        return None
    user_id, reminder_id = message.user_id, message.owner_id
    told = await occurrences.get_occurrence(connection, user_id, reminder_id, message.occurrence)
    reminder = await reminders.get_reminder(connection, user_id, reminder_id)
    now = datetime.now(UTC)
    if reminder is None or told is None or not _became_late(told, message, now):
        return None
    late = now - owed_at(told.due_at, told.held_until)
    asks = reminder.terms.if_late == "ask" and late >= limits.MUCH_TOO_LATE
    return texts.late(reminder, told.due_at, now, late=late, was_down=False, missed=0, asks=asks)


def _became_late(told: Occurrence, message: Outgoing, now: datetime) -> bool:
    if told.delivery_id != message.delivery_id or told.state != "sending":
        return False
    decided_at, owed = told.started_at or told.due_at, owed_at(told.due_at, told.held_until)
    return decided_at - owed < limits.LATE_AFTER <= now - owed

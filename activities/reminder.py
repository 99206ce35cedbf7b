"""What a reminder's workflow does to the world: write down its message, record its changes."""

from datetime import UTC, datetime

from temporalio import activity

from panager.contracts import limits
from panager.contracts.names import Activity
from panager.contracts.reminder import ApplyInput, FireInput, FireResult, Phase
from panager.db import deliveries, reminders, users
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.sentences import interval, say
from panager.when import render

ROW_STATE = {
    Phase.WAITING: "scheduled",
    Phase.DELIVERED: "delivered",
    Phase.CANCELLED: "cancelled",
}
"""A change leaves the row in one of these; FIRING is over before a change can be applied."""


class ReminderActivities:
    """The database side of `ReminderWorkflow`."""

    def __init__(self, db: Database, *, running_since: datetime) -> None:
        """`running_since` tells a reminder that is late because nothing ran from a slow one."""
        self._db = db
        self._running_since = running_since

    @activity.defn(name=Activity.FIRE_REMINDER)
    async def fire(self, input: FireInput) -> FireResult:
        """Write the occurrence and its message; once, whatever is retried."""
        async with self._db.user(input.user_id) as connection:
            reminder = await reminders.get_reminder(connection, input.user_id, input.reminder_id)
            if reminder is None:
                raise LookupError(f"no reminder {input.reminder_id}")
            person = await users.get_person(connection, input.user_id)
            await reminders.start_occurrence(
                connection,
                input.user_id,
                reminder_id=input.reminder_id,
                number=input.occurrence,
                due_at=input.due_at,
            )
            delivery_id = await deliveries.insert_delivery(
                connection,
                input.user_id,
                kind="reminder",
                owner_id=input.reminder_id,
                occurrence=input.occurrence,
                channel=person.channel,
                text=self._word(reminder, input.due_at, datetime.now(UTC)),
            )
        return FireResult(delivery_id=delivery_id)

    @activity.defn(name=Activity.APPLY_CHANGE)
    async def apply(self, input: ApplyInput) -> None:
        """Make an accepted change true in the row, before the person is told of it."""
        async with self._db.user(input.user_id) as connection:
            await reminders.apply_change(
                connection,
                input.user_id,
                input.change_id,
                state=ROW_STATE[input.phase],
                occurrence=input.occurrence,
            )

    def _word(self, reminder: Reminder, due_at: datetime, now: datetime) -> str:
        late = now - due_at
        if late < limits.LATE_AFTER:
            return say(reminder.language, "reminder.due", text=reminder.text)
        down = due_at < self._running_since
        return say(
            reminder.language,
            "reminder.late",
            text=reminder.text,
            due=render(due_at, zone=reminder.tzinfo, language=reminder.language, now=now),
            late=interval(reminder.language, late.total_seconds()),
            reason=say(
                reminder.language, "reminder.reason_down" if down else "reminder.reason_slow"
            ),
        )

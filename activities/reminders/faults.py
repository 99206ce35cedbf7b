"""Ends an occurrence at which our own code fails, so that the series goes on without it."""

from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import structlog
from temporalio import activity

from activities.delivery.ending import end_undeliverable
from panager.contracts.names import Activity
from panager.contracts.reminder import FaultInput, LookResult, ReminderState
from panager.db import deliveries, occurrences, reminders, standings
from panager.db.occurrences import Occurrence
from panager.db.pool import Connection, Database
from panager.db.reminders import Plain
from panager.outages import is_outage
from panager.when import next_occurrence

log = structlog.get_logger(__name__)


class ReminderFaults:
    """What failed before may be near, so each step stands without the ones around it."""

    def __init__(self, db: Database) -> None:
        """Use the application's database."""
        self._db = db

    @activity.defn(name=Activity.GIVE_UP_REMINDER)
    async def give_up(self, input: FaultInput) -> LookResult:
        """The occurrence that is due is undeliverable, or its nags are over; where it stands then.

        A reminder that cannot even be read is over with it.
        """
        user_id, reminder_id = input.user_id, input.reminder_id
        next_due_at = await self._next(user_id, reminder_id)
        async with self._db.user(user_id) as connection:
            row = await reminders.lock_plain(connection, user_id, reminder_id)
            if row is not None and row.occurrence == input.occurrence and row.is_waiting:
                await _end(connection, input, row, next_due_at)
            elif row is not None:
                await reminders.stop_nagging(connection, user_id, reminder_id)
        return LookResult(state=await self._state(user_id, reminder_id))

    async def _next(self, user_id: UUID, reminder_id: UUID) -> datetime | None:
        try:
            async with self._db.user(user_id) as connection:
                reminder = await reminders.get_reminder(connection, user_id, reminder_id)
            if reminder is None or reminder.recurrence is None:
                return None
            after = max(reminder.due_at, datetime.now(UTC))
            return next_occurrence(reminder.recurrence, zone=reminder.tzinfo, after=after)
        except (ValueError, LookupError, ArithmeticError, TypeError):
            log.exception("series_ends_by_fault", reminder_id=str(reminder_id))
            return None

    async def _state(self, user_id: UUID, reminder_id: UUID) -> ReminderState | None:
        try:
            async with self._db.user(user_id) as connection:
                standing = await standings.get_standing(connection, user_id, reminder_id)
        except (ValueError, LookupError, ArithmeticError, TypeError):
            return None
        return None if standing is None else standing.state


async def _end(
    connection: Connection, input: FaultInput, row: Plain, next_due_at: datetime | None
) -> None:
    user_id, reminder_id = input.user_id, input.reminder_id
    current = await occurrences.get_occurrence(connection, user_id, reminder_id, row.occurrence)
    if current is not None and current.state == "sending" and current.delivery_id is not None:
        await end_undeliverable(connection, user_id, current.delivery_id, reason=input.reason)
        return
    delivery_id = await _message(connection, input, row)
    given_up = Occurrence(
        reminder_id=reminder_id,
        number=row.occurrence,
        due_at=row.due_at,
        state="undeliverable",
        reason=input.reason,
        delivery_id=delivery_id,
        next_due_at=next_due_at,
        next_number=None if next_due_at is None else row.occurrence + 1,
    )
    await occurrences.put_occurrence(connection, user_id, given_up)
    await occurrences.end_decided(
        connection, user_id, reminder_id, row.occurrence, state="undeliverable"
    )


async def _message(connection: Connection, input: FaultInput, row: Plain) -> UUID | None:
    """What never came, so that its person hears of it with their next answer."""
    await connection.execute("SAVEPOINT message")
    try:
        delivery_id = await deliveries.insert_delivery(
            connection,
            input.user_id,
            kind="reminder",
            owner_id=input.reminder_id,
            occurrence=row.occurrence,
            channel=row.channel,
            text=row.text,
        )
        await deliveries.mark_undeliverable(
            connection, input.user_id, delivery_id, reason=input.reason
        )
    except asyncpg.PostgresError as error:
        if is_outage(error):
            raise
        await connection.execute("ROLLBACK TO message")
        return None
    return delivery_id

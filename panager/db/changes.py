"""What people asked to change about a reminder, and whether it took effect."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from panager.contracts.reminder import Verb
from panager.db.pool import Connection
from panager.db.reminders import Reminder, recurrence_to_json
from panager.when import Recurrence


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a person wants changed; `change_id` makes asking twice asking once."""

    change_id: UUID
    verb: Verb
    reminder: Reminder
    due_at: datetime | None = None
    text: str | None = None
    recurrence: Recurrence | None = None


async def insert_change(connection: Connection, change: Change) -> datetime | None:
    """Write down what was asked for; the due time that counts, be it of an earlier attempt."""
    due_at: datetime | None = await connection.fetchval(
        "INSERT INTO reminder_changes"
        " (change_id, user_id, reminder_id, verb, text, due_at, recurrence)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (change_id) DO UPDATE SET verb = excluded.verb RETURNING due_at",
        change.change_id,
        change.reminder.user_id,
        change.reminder.reminder_id,
        change.verb,
        change.text,
        change.due_at,
        recurrence_to_json(change.recurrence),
    )
    return due_at


async def is_applied(connection: Connection, user_id: UUID, change_id: UUID) -> bool:
    """Whether this change took effect."""
    applied: bool = await connection.fetchval(
        "SELECT applied_at IS NOT NULL FROM reminder_changes WHERE user_id = $1 AND change_id = $2",
        user_id,
        change_id,
    )
    return applied


APPLY = """
WITH change AS (
    UPDATE reminder_changes SET applied_at = now()
    WHERE user_id = $1 AND change_id = $2 AND applied_at IS NULL
    RETURNING reminder_id, verb, text, due_at, recurrence
), skipped AS (
    INSERT INTO occurrences (reminder_id, number, user_id, due_at, state, reason, ended_at)
    SELECT r.reminder_id, r.occurrence, r.user_id, r.due_at, 'skipped', 'asked', now()
    FROM change JOIN reminders r USING (reminder_id)
    WHERE change.verb = 'skip' AND r.occurrence < $4
    ON CONFLICT (reminder_id, number) DO UPDATE
    SET state = 'skipped', reason = 'asked', ended_at = now() WHERE occurrences.state = 'held'
), let_go AS (
    UPDATE occurrences o SET state = 'skipped', reason = change.verb, ended_at = now() FROM change
    WHERE change.verb IN ('cancel', 'pause') AND o.user_id = $1
      AND o.reminder_id = change.reminder_id AND o.state = 'held'
), acknowledged AS (
    UPDATE occurrences o SET acknowledged_at = now() FROM change
    WHERE change.verb = 'acknowledge' AND o.user_id = $1 AND o.reminder_id = change.reminder_id
      AND o.state = 'delivered' AND o.acknowledged_at IS NULL
)
UPDATE reminders r SET state = $3, occurrence = $4, updated_at = now(),
       text = coalesce(change.text, r.text), due_at = coalesce(change.due_at, r.due_at),
       recurrence = coalesce(change.recurrence, r.recurrence)
FROM change WHERE r.user_id = $1 AND r.reminder_id = change.reminder_id
"""


async def apply_change(
    connection: Connection, user_id: UUID, change_id: UUID, *, state: str, occurrence: int
) -> None:
    """Make an accepted change true in the rows; once, however often it is called."""
    await connection.execute(APPLY, user_id, change_id, state, occurrence)

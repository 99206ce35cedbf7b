"""What people asked to change about a reminder, and whether it took effect."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from panager.contracts.reminder import ACCEPTS, Phase, Verb
from panager.db import standings
from panager.db.pool import Connection
from panager.db.reminders import Reminder, ReminderState, recurrence_to_json
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
    terms: dict[str, Any] | None = None
    """Fields of `Terms` that are changed; the others stay."""
    ends_series: bool = False
    """What repeated comes once from now on."""
    paused_until: datetime | None = None
    """Of a series that leaves out all before that; `due_at` is then its first one."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was written down for a change, be it by an earlier attempt."""

    text: str | None
    due_at: datetime | None
    recurrence: dict[str, Any] | None
    terms: dict[str, Any] | None
    ends_series: bool
    """Kept as a recurrence of JSON null; none at all (SQL NULL) leaves the rule as it is."""
    paused_until: datetime | None
    is_applied: bool


ASKED = (
    "text, due_at, recurrence, terms, recurrence IS NOT DISTINCT FROM 'null'::jsonb AS ends_series,"
    " paused_until, applied_at IS NOT NULL AS is_applied"
)
"""Columns of reminder_changes."""


async def insert_change(connection: Connection, change: Change) -> Asked:
    """Write down what was asked for; what counts is what was asked first with this id."""
    row = await connection.fetchrow(
        "INSERT INTO reminder_changes"  # noqa: S608
        " (change_id, user_id, reminder_id, verb, text, due_at, recurrence, terms, paused_until)"
        " VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $9 THEN 'null'::jsonb ELSE $7 END, $8, $10)"
        " ON CONFLICT (change_id) DO UPDATE SET verb = excluded.verb"
        f" RETURNING {ASKED}",
        change.change_id,
        change.reminder.user_id,
        change.reminder.reminder_id,
        change.verb,
        change.text,
        change.due_at,
        recurrence_to_json(change.recurrence),
        change.terms,
        change.ends_series,
        change.paused_until,
    )
    if row is None:
        raise LookupError(f"change {change.change_id} vanished")
    return Asked(**row)


async def get_asked(connection: Connection, user_id: UUID, change_id: UUID) -> Asked | None:
    """What was asked for with this id, if anything."""
    row = await connection.fetchrow(
        f"SELECT {ASKED} FROM reminder_changes"  # noqa: S608
        " WHERE user_id = $1 AND change_id = $2",
        user_id,
        change_id,
    )
    return None if row is None else Asked(**row)


APPLY = """
WITH change AS (
    UPDATE reminder_changes c SET applied_at = clock_timestamp(),
           text_before = r.text, due_at_before = r.due_at
    FROM reminders r
    WHERE c.user_id = $1 AND c.change_id = $2
      AND r.user_id = $1 AND r.reminder_id = c.reminder_id
    RETURNING c.reminder_id, c.verb, c.text, c.due_at, c.recurrence, c.terms
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
       recurrence = nullif(coalesce(change.recurrence, r.recurrence), 'null'),
       urgent = coalesce((change.terms->>'urgent')::boolean, r.urgent),
       if_late = coalesce(change.terms->>'if_late', r.if_late),
       nag_every_s = CASE WHEN change.terms ? 'nag_every_s'
           THEN (change.terms->>'nag_every_s')::integer ELSE r.nag_every_s END,
       nag_limit = coalesce((change.terms->>'nag_limit')::integer, r.nag_limit),
       nag_at = CASE WHEN change.verb IN ('edit', 'resume') THEN r.nag_at END
FROM change WHERE r.user_id = $1 AND r.reminder_id = change.reminder_id
"""
BECOMES: Final[dict[Verb, ReminderState]] = {
    Verb.SNOOZE: "scheduled",
    Verb.PAUSE: "paused",
    Verb.RESUME: "scheduled",
    Verb.CANCEL: "cancelled",
}
"""The state of the row; the other changes leave it as it is."""


async def apply_change(
    connection: Connection,
    user_id: UUID,
    reminder_id: UUID,
    change_id: UUID,
    *,
    occurrence: int | None = None,
) -> bool:
    """Make a change true in the rows, if they allow it; once, however often it is called.

    Whoever asks, and whatever they have seen: here two changes at the same moment, or a change and
    the due moment, get their order. `occurrence` is the one that is meant, where that matters.
    """
    standing = await standings.lock_standing(connection, user_id, reminder_id)
    asked = await connection.fetchrow(
        "SELECT verb, applied_at FROM reminder_changes"
        " WHERE user_id = $1 AND change_id = $2 AND reminder_id = $3",
        user_id,
        change_id,
        reminder_id,
    )
    if standing is None or asked is None:  # the person was forgotten meanwhile
        return False
    if asked["applied_at"] is not None:
        return True
    verb, row, phase = Verb(asked["verb"]), standing.reminder, standing.state.phase
    if phase not in ACCEPTS[verb] or occurrence not in (None, row.occurrence):
        return False
    is_next = verb is Verb.SKIP or (verb is Verb.SNOOZE and phase is Phase.DELIVERED)
    await connection.execute(
        APPLY, user_id, change_id, BECOMES.get(verb, row.state), row.occurrence + is_next
    )
    return True

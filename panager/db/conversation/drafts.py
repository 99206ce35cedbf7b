"""Answers that are shown as a message of a channel while they are being written."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from panager.db.pool import Connection

BEGIN = """
INSERT INTO turns AS t (user_id, turn_id, draft_step, draft_shown_at)
VALUES ($1, $2, $3, now())
ON CONFLICT (turn_id) DO UPDATE
SET draft_step = excluded.draft_step, draft_shown_at = coalesce(t.draft_shown_at, now())
WHERE t.draft_step <= excluded.draft_step AND t.state = 'open'
RETURNING draft_message_id AS message_id, now() - draft_shown_at AS since
"""


@dataclass(frozen=True, kw_only=True)
class ShownDraft:
    """The message of a turn, by the id that its channel gave it."""

    message_id: str | None
    """None: nothing was shown yet, or nobody knows."""
    since: timedelta
    """How long ago the first call was made that may have shown something."""


async def begin(
    connection: Connection, user_id: UUID, turn_id: UUID, *, step: int
) -> ShownDraft | None:
    """Note that something may be shown from now on.

    None when nothing may: a newer step has begun, or the turn is over.
    """
    row = await connection.fetchrow(BEGIN, user_id, turn_id, step)
    return None if row is None else ShownDraft(**row)


async def put_message(
    connection: Connection, user_id: UUID, turn_id: UUID, message_id: str
) -> None:
    """The first words have arrived; the first to say so is right."""
    await connection.execute(
        "UPDATE turns SET draft_message_id = $3"
        " WHERE user_id = $1 AND turn_id = $2 AND draft_message_id IS NULL",
        user_id,
        turn_id,
        message_id,
    )


UNFINISHED = """
SELECT turn_id, draft_message_id AS message_id
FROM turns t
WHERE user_id = $1 AND turn_id IS DISTINCT FROM $2 AND started_at > now() - interval '1 day'
    AND draft_message_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM deliveries d WHERE d.kind = 'reply' AND d.owner_id = t.turn_id)
"""


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A message that stays half a sentence, because its turn found nothing to answer."""

    turn_id: UUID
    message_id: str


async def list_unfinished(
    connection: Connection, user_id: UUID, *, current: UUID | None
) -> list[Unfinished]:
    """Those of ended turns: a person has one at a time, so all but `current`."""
    rows = await connection.fetch(UNFINISHED, user_id, current)
    return [Unfinished(**row) for row in rows]


async def forget(connection: Connection, user_id: UUID, turn_id: UUID) -> None:
    """What the turn has shown was taken back."""
    await connection.execute(
        "UPDATE turns SET draft_shown_at = NULL, draft_message_id = NULL"
        " WHERE user_id = $1 AND turn_id = $2",
        user_id,
        turn_id,
    )

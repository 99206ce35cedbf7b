"""Actions that wait for a person: what a card shows and what is executed when it is approved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from panager.contracts.action import ActionState
from panager.db.pool import Connection, Database
from panager.sentences import Language

type Args = dict[str, Any]
"""JSON that only the kind of the action reads."""

COLUMNS = (
    "action_id, user_id, turn_id, tool, language, revision, args, card, state, decision_id,"
    " result, created_at, expires_at, decided_at, ended_at"
)


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action."""

    action_id: UUID
    user_id: UUID
    turn_id: UUID
    tool: str
    language: Language
    revision: int
    """Of the newest card, from 1."""
    args: Args
    card: str
    state: ActionState
    decision_id: UUID | None
    """The press or the message that decided it."""
    result: dict[str, Any] | None
    """What became of it, as tools answer."""
    created_at: datetime
    expires_at: datetime
    decided_at: datetime | None
    ended_at: datetime | None
    """When it was written down what the person is told about how it ended."""


def _action(row: asyncpg.Record) -> Action:
    return Action(**{**row, "state": ActionState(row["state"])})


INSERT = f"""
WITH same AS (
    SELECT action_id FROM actions WHERE user_id = $2 AND (action_id = $1 OR
        turn_id = $3 AND tool = $4 AND args = $6 AND state = 'waiting')
    ORDER BY action_id <> $1 LIMIT 1
), new AS (
    INSERT INTO actions (action_id, user_id, turn_id, tool, language, args, card, expires_at)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE NOT EXISTS (SELECT FROM same)
    RETURNING {COLUMNS}
)
SELECT {COLUMNS} FROM new UNION ALL
SELECT {COLUMNS} FROM actions WHERE action_id = (SELECT action_id FROM same)
"""  # noqa: S608 - constants only


async def insert_action(
    connection: Connection,
    user_id: UUID,
    *,
    action_id: UUID,
    turn_id: UUID,
    tool: str,
    language: Language,
    args: Args,
    card: str,
    expires_at: datetime,
) -> Action:
    """Freeze what would be done; what was written first with this id counts.

    A turn that asks for the very same thing again gets the card that waits already.
    """
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtext('action:' || $1))", str(user_id)
    )
    row = await connection.fetchrow(
        INSERT, action_id, user_id, turn_id, tool, language, args, card, expires_at
    )
    if row is None:
        raise LookupError(f"action {action_id} belongs to somebody else")
    return _action(row)


async def get_action(connection: Connection, user_id: UUID, action_id: UUID) -> Action | None:
    """One action of this person."""
    row = await connection.fetchrow(
        f"SELECT {COLUMNS} FROM actions WHERE user_id = $1 AND action_id = $2",  # noqa: S608
        user_id,
        action_id,
    )
    return None if row is None else _action(row)


async def list_actions(
    connection: Connection, user_id: UUID, *, is_waiting: bool, limit: int
) -> list[Action]:
    """Newest first; all, or only those that can still be decided."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM actions WHERE user_id = $1"  # noqa: S608
        " AND (NOT $2 OR state = 'waiting' AND expires_at > now())"
        " ORDER BY created_at DESC, action_id LIMIT $3",
        user_id,
        is_waiting,
        limit,
    )
    return [_action(row) for row in rows]


async def count_waiting(connection: Connection, user_id: UUID) -> int:
    """How many can still be decided."""
    count: int = await connection.fetchval(
        "SELECT count(*) FROM actions"
        " WHERE user_id = $1 AND state = 'waiting' AND expires_at > now()",
        user_id,
    )
    return count


async def insert_edit(
    connection: Connection, user_id: UUID, action_id: UUID, edit_id: UUID, *, args: Args, card: str
) -> None:
    """Write down what is asked for instead; it counts when the workflow has accepted it."""
    await connection.execute(
        "UPDATE actions SET edits = jsonb_build_object($3::text, $4::jsonb) || edits"
        " WHERE user_id = $1 AND action_id = $2 AND state = 'waiting'",
        user_id,
        action_id,
        str(edit_id),
        {"args": args, "card": card},
    )


async def revise(
    connection: Connection, user_id: UUID, action_id: UUID, edit_id: UUID, *, revision: int
) -> None:
    """Make the edit the card of this revision; once, however often it is called."""
    await connection.execute(
        """
        UPDATE actions SET revision = $4, args = edits -> $3::text -> 'args',
            card = edits -> $3::text ->> 'card'
        WHERE user_id = $1 AND action_id = $2 AND revision = $4 - 1 AND state = 'waiting'
            AND edits ? $3::text
        """,
        user_id,
        action_id,
        str(edit_id),
        revision,
    )


async def decide(
    connection: Connection,
    user_id: UUID,
    action_id: UUID,
    *,
    state: ActionState,
    decision_id: UUID | None,
) -> None:
    """Make the first decision true; later ones change nothing."""
    await connection.execute(
        "UPDATE actions SET state = $3, decision_id = $4, decided_at = now()"
        " WHERE user_id = $1 AND action_id = $2 AND state = 'waiting'",
        user_id,
        action_id,
        state,
        decision_id,
    )


async def finish(
    connection: Connection,
    user_id: UUID,
    action_id: UUID,
    *,
    state: ActionState,
    result: dict[str, Any],
) -> bool:
    """What came of an approved action; whether this was the first to say so."""
    finished: bool | None = await connection.fetchval(
        "UPDATE actions SET state = $3, result = $4"
        " WHERE user_id = $1 AND action_id = $2 AND state = 'approved' RETURNING true",
        user_id,
        action_id,
        state,
        result,
    )
    return bool(finished)


async def mark_ended(connection: Connection, user_id: UUID, action_id: UUID) -> None:
    """The person's notice of how it ended is written down."""
    await connection.execute(
        "UPDATE actions SET ended_at = coalesce(ended_at, now())"
        " WHERE user_id = $1 AND action_id = $2",
        user_id,
        action_id,
    )


FIND_ANSWERABLE = """
WITH before AS (
    SELECT turn_id FROM turns WHERE user_id = $1 AND turn_id <> $2 AND state <> 'open'
    ORDER BY ended_at DESC LIMIT 1
), card AS (
    SELECT a.action_id, d.seq FROM actions a JOIN before USING (turn_id)
    JOIN deliveries d ON d.user_id = $1 AND d.kind = 'card' AND d.owner_id = a.action_id
        AND d.occurrence = a.revision AND d.state = 'delivered' AND d.seq < $3
    WHERE a.user_id = $1 AND (a.state = 'waiting' AND a.expires_at > now() OR a.decision_id = $4)
)
SELECT action_id FROM card WHERE NOT EXISTS (
    SELECT FROM actions a JOIN before USING (turn_id)
    WHERE a.action_id <> card.action_id AND a.state = 'waiting'
) AND NOT EXISTS (
    SELECT FROM deliveries d WHERE d.user_id = $1 AND d.seq > card.seq AND d.seq < $3
        AND NOT (d.kind = 'reply' AND d.owner_id = (SELECT turn_id FROM before)))
"""
# The only card, and shown last, apart from what its own turn said about it.


async def find_answerable(
    connection: Connection, user_id: UUID, turn_id: UUID, *, seq: int, decision_id: UUID
) -> Action | None:
    """The action that a plain yes or no can only be about: the message with the number `seq`.

    Also when this very answer has decided it already.
    """
    action_id = await connection.fetchval(FIND_ANSWERABLE, user_id, turn_id, seq, decision_id)
    return None if action_id is None else await get_action(connection, user_id, action_id)


async def page_open(db: Database, *, after: UUID | None, limit: int) -> list[tuple[UUID, UUID]]:
    """Everybody's actions of more than a minute ago that have not ended: their ids and whose."""
    async with db.edge() as connection:
        rows = await connection.fetch(
            "SELECT action_id, user_id FROM open_actions($1, $2)", after, limit
        )
    return [(row["action_id"], row["user_id"]) for row in rows]

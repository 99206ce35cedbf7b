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


PUT = f"""
INSERT INTO actions AS a (action_id, user_id, turn_id, tool, language, args, card, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (action_id) DO UPDATE SET args = excluded.args, card = excluded.card
    WHERE a.user_id = $2 AND a.state = 'waiting' AND a.revision = 1
RETURNING {COLUMNS}
"""  # noqa: S608 - constants only


async def put_action(
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
    """Freeze what would be done, or make it more, as long as its card was not shown."""
    row = await connection.fetchrow(
        PUT, action_id, user_id, turn_id, tool, language, args, card, expires_at
    )
    if row is None:
        raise LookupError(f"action {action_id} is decided or belongs to somebody else")
    return _action(row)


async def list_proposed(connection: Connection, user_id: UUID, turn_id: UUID) -> list[Action]:
    """What a turn has proposed and nobody has decided, in the order in which it was."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM actions"  # noqa: S608
        " WHERE user_id = $1 AND turn_id = $2 AND state = 'waiting' ORDER BY created_at, action_id",
        user_id,
        turn_id,
    )
    return [_action(row) for row in rows]


async def drop_proposed(connection: Connection, user_id: UUID, turn_id: UUID) -> None:
    """Let go of what a turn has proposed and never shown."""
    await connection.execute(
        "UPDATE actions SET state = 'rejected', decided_at = now(), ended_at = now()"
        " WHERE user_id = $1 AND turn_id = $2 AND state = 'waiting'",
        user_id,
        turn_id,
    )


async def replace_older(connection: Connection, action: Action) -> list[UUID]:
    """Withdraw what waits with an older card of the same kind; all that still must end so."""
    await lock(connection, action.user_id)
    rows = await connection.fetch(
        """
        UPDATE actions SET state = 'replaced', decided_at = coalesce(decided_at, now())
        WHERE user_id = $1 AND tool = $2 AND created_at < $3 AND action_id <> $4
            AND (state = 'waiting' OR state = 'replaced' AND ended_at IS NULL)
        RETURNING action_id
        """,
        action.user_id,
        action.tool,
        action.created_at,
        action.action_id,
    )
    return [row["action_id"] for row in rows]


async def lock(connection: Connection, user_id: UUID) -> None:
    """One at a time makes or replaces cards of this person, until commit."""
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtext('action:' || $1))", str(user_id)
    )


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
) -> ActionState:
    """Make the first decision true; later ones change nothing. Where it stands then."""
    if state is not ActionState.WAITING:
        await connection.execute(
            "UPDATE actions SET state = $3, decision_id = $4, decided_at = now()"
            " WHERE user_id = $1 AND action_id = $2 AND state = 'waiting'",
            user_id,
            action_id,
            state,
            decision_id,
        )
    stands: str = await connection.fetchval(
        "SELECT state FROM actions WHERE user_id = $1 AND action_id = $2", user_id, action_id
    )
    return ActionState(stands)


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


async def fail(connection: Connection, user_id: UUID, action_id: UUID) -> None:
    """It is over, however far it had come; what was done stays done."""
    await connection.execute(
        "UPDATE actions SET ended_at = coalesce(ended_at, now()),"
        " decided_at = coalesce(decided_at, now()),"
        " state = CASE WHEN state IN ('waiting', 'approved') THEN 'failed' ELSE state END"
        " WHERE user_id = $1 AND action_id = $2",
        user_id,
        action_id,
    )


async def fail_unseen(connection: Connection, user_id: UUID, action_id: UUID) -> None:
    """Its card cannot be shown, so nobody may approve it; the person is told instead of the card.

    What was decided already stays so.
    """
    await connection.execute(
        "UPDATE actions SET state = 'failed', decided_at = now(), ended_at = now()"
        " WHERE user_id = $1 AND action_id = $2 AND state = 'waiting'",
        user_id,
        action_id,
    )


FIND_ANSWERABLE = """
WITH answer AS (
    SELECT seq, snowflake FROM inbound_messages WHERE user_id = $1 AND message_id = $2
), last AS (
    SELECT kind, owner_id, occurrence, seq, sent_message_ids FROM deliveries
    WHERE user_id = $1 AND state = 'delivered' AND seq < (SELECT seq FROM answer)
    ORDER BY seq DESC LIMIT 1
)
SELECT action_id FROM actions WHERE user_id = $1 AND decision_id = $3
UNION ALL
SELECT a.action_id FROM answer, last JOIN actions a ON a.action_id = last.owner_id
WHERE a.user_id = $1 AND last.kind = 'card' AND last.occurrence = a.revision
    AND a.state = 'waiting' AND a.expires_at > now()
    AND (answer.snowflake IS NULL OR cardinality(last.sent_message_ids) = 0
        OR answer.snowflake > last.sent_message_ids[cardinality(last.sent_message_ids)]::bigint)
    AND NOT EXISTS (
        SELECT FROM inbound_messages m
        WHERE m.user_id = $1 AND m.seq > last.seq AND m.seq < answer.seq)
    AND NOT EXISTS (
        SELECT FROM actions o WHERE o.user_id = $1 AND o.turn_id = a.turn_id
            AND o.action_id <> a.action_id AND o.state = 'waiting')
    AND NOT EXISTS (
        SELECT FROM deliveries d
        WHERE d.user_id = $1 AND d.state = 'sending' AND d.attempted_at IS NOT NULL)
    AND NOT EXISTS (
        SELECT FROM deliveries d, unnest(d.sent_message_ids) AS sent
        WHERE d.user_id = $1 AND d.seq > answer.seq AND sent::bigint < answer.snowflake)
"""
# The card is the last thing that the person saw: no answer, reminder or message of theirs came
# after it, and nothing is on its way that they may have seen. On Discord the order is that of its
# ids, as what we note down comes later. Two cards of one turn are not told apart by a yes.


async def find_answerable(
    connection: Connection, user_id: UUID, message_id: UUID, *, decision_id: UUID
) -> Action | None:
    """The action that a plain yes or no with this id can only be about.

    Also when this very answer has decided it already.
    """
    action_id = await connection.fetchval(FIND_ANSWERABLE, user_id, message_id, decision_id)
    return None if action_id is None else await get_action(connection, user_id, action_id)


async def page_open(db: Database, *, after: UUID | None, limit: int) -> list[tuple[UUID, UUID]]:
    """Everybody's actions of more than a minute ago that have not ended: their ids and whose."""
    async with db.edge() as connection:
        rows = await connection.fetch(
            "SELECT action_id, user_id FROM open_actions($1, $2)", after, limit
        )
    return [(row["action_id"], row["user_id"]) for row in rows]

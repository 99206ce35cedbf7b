"""How an action is decided and how it ends."""

from typing import Any
from uuid import UUID

from panager.contracts.action import ActionState
from panager.db.actions.actions import Action, get_action
from panager.db.pool import Connection


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

    What was decided already stays so. Its workflow ends it.
    """
    await connection.execute(
        "UPDATE actions SET state = 'failed', decided_at = now()"
        " WHERE user_id = $1 AND action_id = $2 AND state = 'waiting'",
        user_id,
        action_id,
    )


ORDER = "CASE WHEN {0} ~ '^[0-9]+$' THEN {0}::numeric END"
"""The place of a message by its id, on channels whose ids grow; NULL on others."""
FIND_ANSWERABLE = f"""
WITH answer AS (
    SELECT seq, channel_order FROM inbound_messages
    WHERE user_id = $1 AND message_id = $2 AND kind = 'message'
), last AS (
    SELECT kind, owner_id, occurrence, seq,
        sent_message_ids[cardinality(sent_message_ids)] AS last_id FROM deliveries
    WHERE user_id = $1 AND state = 'delivered' AND seq < (SELECT seq FROM answer)
    ORDER BY seq DESC LIMIT 1
)
SELECT action_id FROM actions WHERE user_id = $1 AND decision_id = $3
UNION ALL
SELECT a.action_id FROM answer, last JOIN actions a ON a.action_id = last.owner_id
WHERE a.user_id = $1 AND last.kind = 'card' AND last.occurrence = a.revision
    AND a.state = 'waiting' AND a.expires_at > now()
    AND coalesce(answer.channel_order > {ORDER.format("last.last_id")}, true)
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
        WHERE d.user_id = $1 AND d.seq > answer.seq
            AND {ORDER.format("sent")} < answer.channel_order)
"""  # noqa: S608 - constants only
# The card is the last thing that the person saw: no answer, reminder or message of theirs came
# after it, and nothing is on its way that they may have seen. Where the ids
# of a channel grow they are the order, as what we note down comes later. Two cards of one turn are
# not told apart by a yes.


async def find_answerable(
    connection: Connection, user_id: UUID, message_id: UUID, *, decision_id: UUID
) -> Action | None:
    """The action that a plain yes or no with this id can only be about.

    Also when this very answer has decided it already.
    """
    action_id = await connection.fetchval(FIND_ANSWERABLE, user_id, message_id, decision_id)
    return None if action_id is None else await get_action(connection, user_id, action_id)

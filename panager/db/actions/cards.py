"""What a card shows and what would be done: proposed, changed, replaced by a newer one."""

from datetime import datetime
from uuid import UUID

from panager.contracts.action import OutcomeTo
from panager.db.actions.actions import COLUMNS, Action, Args, action_of
from panager.db.pool import Connection
from panager.sentences import Language

PUT = f"""
INSERT INTO actions AS a
    (action_id, user_id, turn_id, tool, language, args, card, expires_at, outcome_to)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
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
    outcome_to: OutcomeTo = OutcomeTo.PERSON,
) -> Action:
    """Freeze what would be done, or make it more, as long as its card was not shown."""
    row = await connection.fetchrow(
        PUT, action_id, user_id, turn_id, tool, language, args, card, expires_at, outcome_to
    )
    if row is None:
        raise LookupError(f"action {action_id} is decided or belongs to somebody else")
    return action_of(row)


async def list_proposed(connection: Connection, user_id: UUID, turn_id: UUID) -> list[Action]:
    """What a turn has proposed and nobody has decided, in the order in which it was."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM actions"  # noqa: S608
        " WHERE user_id = $1 AND turn_id = $2 AND state = 'waiting' ORDER BY created_at, action_id",
        user_id,
        turn_id,
    )
    return [action_of(row) for row in rows]


async def drop_proposed(connection: Connection, user_id: UUID, turn_id: UUID) -> list[UUID]:
    """Let go of what a turn has proposed; those of which the card is shown, whose workflow waits.

    What is shown has not ended before its workflow has closed the card.
    """
    rows = await connection.fetch(
        """
        UPDATE actions SET state = 'rejected', decided_at = coalesce(decided_at, now()),
            ended_at = CASE WHEN outcome_to = $3 THEN NULL ELSE now() END
        WHERE user_id = $1 AND turn_id = $2 AND (state = 'waiting'
            OR state = 'rejected' AND decision_id IS NULL AND ended_at IS NULL)
        RETURNING action_id, outcome_to
        """,
        user_id,
        turn_id,
        OutcomeTo.WAITING_TURN,
    )
    return [row["action_id"] for row in rows if row["outcome_to"] == OutcomeTo.WAITING_TURN]


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

"""What tools have changed, each with how it is taken back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from panager.db.pool import Connection

type Compensation = dict[str, Any]
"""JSON with a `kind`; `activities.compensations` says which there are."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Something that a tool changed."""

    effect_id: UUID
    tool: str
    compensation: Compensation


async def insert_effect(
    connection: Connection,
    user_id: UUID,
    *,
    effect_id: UUID,
    turn_id: UUID,
    tool: str,
    compensation: Compensation,
) -> None:
    """Write down how to take something back; what was written first with this id counts."""
    await connection.execute(
        "INSERT INTO effects (effect_id, user_id, turn_id, tool, compensation, created_at)"
        " VALUES ($1, $2, $3, $4, $5, clock_timestamp()) ON CONFLICT (effect_id) DO NOTHING",
        effect_id,
        user_id,
        turn_id,
        tool,
        compensation,
    )


async def claim_last(
    connection: Connection, user_id: UUID, undo_id: UUID, *, within: timedelta
) -> Effect | None:
    """The last effect that is not taken back yet, from now on the business of this undo.

    The same undo gets the same one again, and no other ever gets it.
    """
    row = await connection.fetchrow(
        """
        UPDATE effects SET undone_by = $2 WHERE user_id = $1 AND effect_id = coalesce(
            (SELECT effect_id FROM effects WHERE user_id = $1 AND undone_by = $2),
            (SELECT effect_id FROM effects
             WHERE user_id = $1 AND undone_by IS NULL AND created_at > now() - $3::interval
             ORDER BY created_at DESC, effect_id LIMIT 1 FOR UPDATE))
        RETURNING effect_id, tool, compensation
        """,
        user_id,
        undo_id,
        within,
    )
    return None if row is None else Effect(**row)


async def replace_reminder(
    connection: Connection, user_id: UUID, old_id: UUID, new_id: UUID
) -> None:
    """A reminder lives on with another id: what was done to it before is taken back there."""
    await connection.execute(
        "UPDATE effects SET compensation = replace(compensation::text, $2, $3)::jsonb"
        " WHERE user_id = $1 AND undone_by IS NULL AND strpos(compensation::text, $2) > 0",
        user_id,
        str(old_id),
        str(new_id),
    )


async def get_effect(connection: Connection, user_id: UUID, effect_id: UUID) -> Effect | None:
    """What was written down with this id."""
    row = await connection.fetchrow(
        "SELECT effect_id, tool, compensation FROM effects WHERE user_id = $1 AND effect_id = $2",
        user_id,
        effect_id,
    )
    return None if row is None else Effect(**row)


async def delete_effect(connection: Connection, user_id: UUID, effect_id: UUID) -> None:
    """It did not come to pass after all."""
    await connection.execute(
        "DELETE FROM effects WHERE user_id = $1 AND effect_id = $2", user_id, effect_id
    )

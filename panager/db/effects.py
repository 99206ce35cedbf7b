"""What tools have changed, each with how it is taken back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from panager.db.pool import Connection

type Compensation = dict[str, Any]
"""JSON with a `kind`; `activities.changes.compensations` says which there are."""


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
    touches: int = 1,
) -> None:
    """Write down how to take something back; what was written first with this id counts.

    `touches`: how many reminders it bears upon.
    """
    await connection.execute(
        "INSERT INTO effects"
        " (effect_id, user_id, turn_id, tool, compensation, touches, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp()) ON CONFLICT (effect_id) DO NOTHING",
        effect_id,
        user_id,
        turn_id,
        tool,
        compensation,
        touches,
    )


async def lock(connection: Connection, user_id: UUID) -> None:
    """One at a time changes something of this person's, until commit."""
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtext('effects:' || $1))", str(user_id)
    )


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How much a turn has done so far."""

    made: int
    """Reminders."""
    changed: int
    """Reminders and settings, changed or taken back."""


async def extent_of(
    connection: Connection, user_id: UUID, turn_id: UUID, *, without: UUID
) -> Extent:
    """What the tools have done in this turn, but for the call `without`."""
    row = await connection.fetchrow(
        """
        SELECT count(*) FILTER (WHERE is_made) AS made,
            coalesce(sum(touches) FILTER (WHERE NOT is_made), 0) AS changed
        FROM (
            SELECT tool = 'create_reminder' AS is_made, touches FROM effects
            WHERE user_id = $1 AND turn_id = $2 AND effect_id <> $3
            UNION ALL
            SELECT false, touches FROM effects
            WHERE user_id = $1 AND undone_in = $2 AND undone_by <> $3
        ) AS done
        """,
        user_id,
        turn_id,
        without,
    )
    return Extent(made=row["made"], changed=row["changed"]) if row else Extent(made=0, changed=0)


async def list_of_turn(connection: Connection, user_id: UUID, turn_id: UUID) -> list[Effect]:
    """What the tools have done in this turn, oldest first."""
    rows = await connection.fetch(
        "SELECT effect_id, tool, compensation FROM effects"
        " WHERE user_id = $1 AND turn_id = $2 ORDER BY created_at, effect_id",
        user_id,
        turn_id,
    )
    return [Effect(**row) for row in rows]


async def claim_last(
    connection: Connection, user_id: UUID, undo_id: UUID, *, turn_id: UUID, within: timedelta
) -> Effect | None:
    """The last effect that is not taken back yet, from now on the business of this undo.

    The same undo gets the same one again, and no other ever gets it.
    """
    row = await connection.fetchrow(
        """
        UPDATE effects SET undone_by = $2, undone_in = $4
        WHERE user_id = $1 AND effect_id = coalesce(
            (SELECT effect_id FROM effects WHERE user_id = $1 AND undone_by = $2),
            (SELECT effect_id FROM effects
             WHERE user_id = $1 AND undone_by IS NULL AND created_at > now() - $3::interval
             ORDER BY created_at DESC, effect_id LIMIT 1 FOR UPDATE))
        RETURNING effect_id, tool, compensation
        """,
        user_id,
        undo_id,
        within,
        turn_id,
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

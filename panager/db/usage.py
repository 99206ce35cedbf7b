"""What model calls took: tokens and money, one row each.

A row is written before the call with what it may take at most, so that whoever counts meanwhile
counts it, and corrected after it. What was abandoned in between keeps the estimate: the server
has counted it as well.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from panager.db.pool import Connection

type Purpose = Literal["turn", "summary"]


@dataclass(frozen=True, kw_only=True)
class Used:
    """Sums of calls."""

    calls: int
    tokens: int
    """Input and output."""
    cost_micros: int
    """Millionths of a US dollar."""
    duration: timedelta


async def insert_usage(
    connection: Connection,
    user_id: UUID,
    *,
    turn_id: UUID | None,
    purpose: Purpose,
    tokens: int,
    cost_micros: int,
) -> UUID:
    """Before the call: what it may take at most."""
    usage_id: UUID = await connection.fetchval(
        "INSERT INTO usage (user_id, turn_id, purpose, input_tokens, cost_micros)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING usage_id",
        user_id,
        turn_id,
        purpose,
        tokens,
        cost_micros,
    )
    return usage_id


async def end_usage(
    connection: Connection,
    user_id: UUID,
    usage_id: UUID,
    *,
    model: str,
    input_tokens: int,
    output_tokens: int,
    cost_micros: int,
    is_estimate: bool,
) -> None:
    """After the call: what it took."""
    await connection.execute(
        "UPDATE usage SET model = $3, input_tokens = $4, output_tokens = $5, cost_micros = $6,"
        " is_estimate = $7, ended_at = now() WHERE user_id = $1 AND usage_id = $2",
        user_id,
        usage_id,
        model,
        input_tokens,
        output_tokens,
        cost_micros,
        is_estimate,
    )


SUMS = """
SELECT count(*) AS calls,
       coalesce(sum(input_tokens + output_tokens), 0)::bigint AS tokens,
       coalesce(sum(cost_micros), 0)::bigint AS cost_micros,
       coalesce(sum(coalesce(ended_at, now()) - started_at), interval '0') AS duration
FROM usage WHERE user_id = $1 AND
"""


async def get_since(connection: Connection, user_id: UUID, since: datetime) -> Used:
    """All of this person's calls since then."""
    row = await connection.fetchrow(f"{SUMS} started_at >= $2", user_id, since)
    return Used(**row) if row else _NOTHING


async def get_of_turn(connection: Connection, user_id: UUID, turn_id: UUID) -> Used:
    """The calls of one turn."""
    row = await connection.fetchrow(f"{SUMS} turn_id = $2", user_id, turn_id)
    return Used(**row) if row else _NOTHING


_NOTHING = Used(calls=0, tokens=0, cost_micros=0, duration=timedelta(0))

"""What calls of metered models took: tokens and money, one row each.

A row is written before the call with what it may take at most, so that whoever counts meanwhile
counts it, and corrected after it. What was abandoned in between keeps the estimate: the server
has counted it as well.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from panager.db.pool import Connection


class Purpose(StrEnum):
    """What a model was called for. A new purpose is a member here and nothing in the database."""

    TURN = "turn"
    SUMMARY = "summary"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What one call takes."""

    input_tokens: int
    output_tokens: int
    cost_micros: int
    """Millionths of a US dollar."""
    is_estimate: bool
    """Whether we counted, and not the server."""


@dataclass(frozen=True, kw_only=True)
class Used:
    """Sums of calls."""

    calls: int
    tokens: int
    """Input and output."""
    cost_micros: int
    """Millionths of a US dollar."""
    duration: timedelta
    """Of those that ended."""

    @property
    def usd(self) -> Decimal:
        return dollars(self.cost_micros)


def dollars(micros: int) -> Decimal:
    """From millionths."""
    return Decimal(micros).scaleb(-6)


@dataclass(frozen=True, kw_only=True)
class DayOfModel:
    """What the calls of one model took on one day of the person."""

    day: date
    model: str
    calls: int
    input_tokens: int
    output_tokens: int
    cost_micros: int
    is_estimate: bool
    """Whether we counted some of it, and not the server."""


async def lock(connection: Connection, user_id: UUID) -> datetime:
    """Until commit nobody else reserves for this person, so that two cannot both be the last.

    Answers with the time of the database, the one clock for all processes that count.
    """
    now: datetime = await connection.fetchval(
        "SELECT now() FROM user_settings WHERE user_id = $1 FOR NO KEY UPDATE", user_id
    )
    return now


async def insert_usage(
    connection: Connection,
    user_id: UUID,
    *,
    turn_id: UUID | None,
    purpose: Purpose,
    day: date,
    model: str,
    most: Taken,
) -> UUID:
    """Before the call: what it may take at most. `day` is the date where the person is."""
    usage_id: UUID = await connection.fetchval(
        "INSERT INTO usage"
        " (user_id, turn_id, purpose, day, model, input_tokens, output_tokens, cost_micros)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING usage_id",
        user_id,
        turn_id,
        purpose,
        day,
        model,
        most.input_tokens,
        most.output_tokens,
        most.cost_micros,
    )
    return usage_id


async def end_usage(connection: Connection, user_id: UUID, usage_id: UUID, taken: Taken) -> None:
    """After the call: what it took."""
    await connection.execute(
        "UPDATE usage SET input_tokens = $3, output_tokens = $4, cost_micros = $5,"
        " is_estimate = $6, ended_at = now() WHERE user_id = $1 AND usage_id = $2",
        user_id,
        usage_id,
        taken.input_tokens,
        taken.output_tokens,
        taken.cost_micros,
        taken.is_estimate,
    )


async def delete_usage(connection: Connection, user_id: UUID, usage_id: UUID) -> None:
    """The call took nothing."""
    await connection.execute(
        "DELETE FROM usage WHERE user_id = $1 AND usage_id = $2", user_id, usage_id
    )


SUMS = """
SELECT count(*) AS calls,
       coalesce(sum(input_tokens + output_tokens), 0)::bigint AS tokens,
       coalesce(sum(cost_micros), 0)::bigint AS cost_micros,
       coalesce(sum(ended_at - started_at), interval '0') AS duration
FROM usage WHERE user_id = $1 AND
"""


async def get_of_day(connection: Connection, user_id: UUID, day: date) -> Used:
    """The calls since the beginning of that date.

    Later dates count as well: who named a zone where it is tomorrow has begun that budget.
    """
    row = await connection.fetchrow(f"{SUMS} day >= $2", user_id, day)
    return Used(**row) if row else _NOTHING


async def get_of_turn(connection: Connection, user_id: UUID, turn_id: UUID) -> Used:
    """The calls of one turn."""
    row = await connection.fetchrow(f"{SUMS} turn_id = $2", user_id, turn_id)
    return Used(**row) if row else _NOTHING


async def list_days(connection: Connection, user_id: UUID, *, since: date) -> list[DayOfModel]:
    """By day and model, newest day first."""
    rows = await connection.fetch(
        """
        SELECT day, model, count(*) AS calls, sum(input_tokens)::bigint AS input_tokens,
               sum(output_tokens)::bigint AS output_tokens,
               sum(cost_micros)::bigint AS cost_micros, bool_or(is_estimate) AS is_estimate
        FROM usage WHERE user_id = $1 AND day >= $2
        GROUP BY day, model ORDER BY day DESC, model
        """,
        user_id,
        since,
    )
    return [DayOfModel(**row) for row in rows]


_NOTHING = Used(calls=0, tokens=0, cost_micros=0, duration=timedelta(0))

"""What was said in turns that are not read any more: one text per person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from panager.contracts import limits
from panager.db.conversation.turns import BEGINNING
from panager.db.pool import Connection


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The text, and the start of the last turn that it covers."""

    text: str
    upto: datetime


async def get_summary(connection: Connection, user_id: UUID) -> Summary | None:
    """None while all turns are read."""
    row = await connection.fetchrow("SELECT text, upto FROM summaries WHERE user_id = $1", user_id)
    return None if row is None else Summary(**row)


async def is_due(connection: Connection, user_id: UUID) -> bool:
    """Whether enough turns have ended that the summary does not cover; counts no further."""
    summary = await get_summary(connection, user_id)
    count: int = await connection.fetchval(
        """
        SELECT count(*) FROM (
            SELECT FROM turns WHERE user_id = $1 AND state <> 'open'
                AND started_at > $2
            ORDER BY started_at LIMIT $3) AS uncovered
        """,
        user_id,
        BEGINNING if summary is None else summary.upto,
        limits.SUMMARY_AFTER + 1,
    )
    return count > limits.SUMMARY_AFTER


async def put_summary(
    connection: Connection,
    user_id: UUID,
    *,
    before: Summary | None,
    after: Summary,
    turns: int,
    prompt: str,
) -> bool:
    """Take the place of `before`, with so many turns more; False if another was faster."""
    stored: bool | None = await connection.fetchval(
        """
        INSERT INTO summaries AS s (user_id, text, upto, turns, prompt)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (user_id) DO UPDATE
        SET text = excluded.text, upto = excluded.upto, turns = s.turns + excluded.turns,
            prompt = excluded.prompt, updated_at = now()
        WHERE s.upto = $6
        RETURNING true
        """,
        user_id,
        after.text,
        after.upto,
        turns,
        prompt,
        None if before is None else before.upto,
    )
    return bool(stored)

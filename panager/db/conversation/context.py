"""What a model should know beside the last turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from panager.db.pool import Connection
from panager.db.reminders import RECURRENCE
from panager.when import Recurrence

MOST_REMINDERS: Final = 10
MOST_DELIVERED: Final = 5


@dataclass(frozen=True, kw_only=True)
class Promise:
    """An open reminder, in brief."""

    text: str
    due_at: datetime
    recurrence: Recurrence | None
    is_paused: bool


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """Something that reached the person and that was no answer."""

    kind: str
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """All of it, in the order of their times."""

    reminders: Sequence[Promise]
    open_reminders: int
    delivered: Sequence[Delivered]
    """Since the last turn, the latest only."""


LAST_ANSWERED = """
SELECT coalesce((SELECT seq FROM inbound_messages WHERE user_id = $1 AND turn_id IS NOT NULL
                 ORDER BY seq DESC LIMIT 1), 0)
"""
# Each part reads few rows, however long the conversation is
# (tests/integration/test_queries_of_a_turn.py).
SURROUNDINGS = """
SELECT ARRAY(SELECT ROW(text, due_at, recurrence, state = 'paused') FROM reminders
             WHERE user_id = $1 AND state IN ('creating', 'scheduled', 'paused')
             ORDER BY due_at, reminder_id LIMIT $2) AS reminders,
       (SELECT count(*) FROM reminders
        WHERE user_id = $1 AND state IN ('creating', 'scheduled', 'paused')) AS open_reminders,
       ARRAY(SELECT ROW(kind, text, delivered_at) FROM deliveries
             WHERE user_id = $1 AND state = 'delivered' AND kind <> 'reply' AND seq > $3
             ORDER BY seq DESC LIMIT $4) AS delivered
"""


async def get_surroundings(connection: Connection, user_id: UUID) -> Surroundings:
    """While a turn runs; till its end it has claimed no message."""
    # On its own: row-level security lets a comparison with a subquery look into no index.
    answered: int = await connection.fetchval(LAST_ANSWERED, user_id)
    row = await connection.fetchrow(SURROUNDINGS, user_id, MOST_REMINDERS, answered, MOST_DELIVERED)
    if row is None:
        raise LookupError(f"no user {user_id}")
    return Surroundings(
        reminders=[
            Promise(
                text=text,
                due_at=due_at,
                recurrence=None if stored is None else RECURRENCE.validate_python(stored),
                is_paused=is_paused,
            )
            for text, due_at, stored, is_paused in row["reminders"]
        ],
        open_reminders=row["open_reminders"],
        delivered=[
            Delivered(kind=kind, text=text, at=at) for kind, text, at in reversed(row["delivered"])
        ],
    )

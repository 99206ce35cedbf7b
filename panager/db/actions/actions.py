"""Actions: what a person must approve, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from panager.contracts.action import ActionState, OutcomeTo
from panager.db.pool import Connection, Database
from panager.sentences import Language

type Args = dict[str, Any]
"""JSON that only the kind of the action reads."""

COLUMNS = (
    "action_id, user_id, turn_id, tool, outcome_to, language, revision, args, card, state,"
    " decision_id, result, created_at, expires_at, decided_at, ended_at"
)


OUTCOMES: Final = (
    ActionState.DONE,
    ActionState.FAILED,
    ActionState.REJECTED,
    ActionState.EXPIRED,
)
"""How an action ends, but for one that a newer card replaces."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action."""

    action_id: UUID
    user_id: UUID
    turn_id: UUID
    tool: str
    outcome_to: OutcomeTo
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

    @property
    def is_withdrawn(self) -> bool:
        """Whether its turn was stopped, so that nobody has decided and nobody waits for it."""
        return self.state is ActionState.REJECTED and self.decision_id is None

    @property
    def is_void(self) -> bool:
        """Whether its card counts no more though nobody has answered it."""
        return self.state is ActionState.REPLACED or self.is_withdrawn

    @property
    def is_unseen(self) -> bool:
        """Whether its card could not be shown."""
        return self.state is ActionState.FAILED and self.decision_id is None

    @property
    def has_event(self) -> bool:
        """Whether a model hears how it ended: not of what nobody wants any more."""
        is_told = self.state in OUTCOMES and not self.is_withdrawn
        return self.outcome_to is not OutcomeTo.PERSON and is_told


def action_of(row: asyncpg.Record) -> Action:
    """The row as what it stands for."""
    return Action(
        **{
            **row,
            "state": ActionState(row["state"]),
            "outcome_to": OutcomeTo(row["outcome_to"]),
        }
    )


async def get_action(connection: Connection, user_id: UUID, action_id: UUID) -> Action | None:
    """One action of this person."""
    row = await connection.fetchrow(
        f"SELECT {COLUMNS} FROM actions WHERE user_id = $1 AND action_id = $2",  # noqa: S608
        user_id,
        action_id,
    )
    return None if row is None else action_of(row)


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
    return [action_of(row) for row in rows]


async def count_waiting(connection: Connection, user_id: UUID) -> int:
    """How many can still be decided."""
    count: int = await connection.fetchval(
        "SELECT count(*) FROM actions"
        " WHERE user_id = $1 AND state = 'waiting' AND expires_at > now()",
        user_id,
    )
    return count


async def page_open(db: Database, *, after: UUID | None, limit: int) -> list[tuple[UUID, UUID]]:
    """Everybody's actions of more than a minute ago that have not ended: their ids and whose."""
    async with db.edge() as connection:
        rows = await connection.fetch(
            "SELECT action_id, user_id FROM open_actions($1, $2)", after, limit
        )
    return [(row["action_id"], row["user_id"]) for row in rows]

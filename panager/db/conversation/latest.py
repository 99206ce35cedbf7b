"""What reached a person last, and what led to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from panager.db.pool import Connection


@dataclass(frozen=True, kw_only=True)
class Latest:
    """The last message of ours that has a story."""

    kind: Literal["reply", "reminder"]
    owner_id: UUID
    """The turn, or the reminder."""


@dataclass(frozen=True, kw_only=True)
class ToolCall:
    """A tool that was called, and how that ended; None when it did not."""

    name: str
    status: str | None


@dataclass(frozen=True, kw_only=True)
class TurnStory:
    """What was asked in a turn, and what was done about it."""

    asked: Sequence[str]
    calls: Sequence[ToolCall]


async def get_latest(connection: Connection, user_id: UUID) -> Latest | None:
    """The last reply or reminder that was delivered."""
    row = await connection.fetchrow(
        "SELECT kind, owner_id FROM deliveries WHERE user_id = $1 AND state = 'delivered'"
        " AND kind IN ('reply', 'reminder') ORDER BY seq DESC LIMIT 1",
        user_id,
    )
    return None if row is None else Latest(**row)


async def get_turn_story(connection: Connection, user_id: UUID, turn_id: UUID) -> TurnStory:
    """What was asked and which tools were called, in order."""
    asked = await connection.fetch(
        "SELECT text FROM inbound_messages"
        " WHERE user_id = $1 AND turn_id = $2 AND kind = 'message' ORDER BY seq",
        user_id,
        turn_id,
    )
    steps = await connection.fetch(
        "SELECT number, call_id, kind, body FROM steps WHERE user_id = $1 AND turn_id = $2"
        " ORDER BY number",
        user_id,
        turn_id,
    )
    results = {
        (step["number"], step["call_id"]): step["body"] for step in steps if step["kind"] == "tool"
    }
    return TurnStory(
        asked=[row["text"] for row in asked],
        calls=[
            ToolCall(name=call["name"], status=_status(results.get((step["number"], call["id"]))))
            for step in steps
            if step["kind"] == "think"
            for call in step["body"]["calls"]
        ],
    )


def _status(result: dict[str, Any] | None) -> str | None:
    return None if result is None else result.get("status")

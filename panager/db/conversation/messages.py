"""What people sent, and the conversation as both sides see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from panager.db import users
from panager.db.pool import EVENTS_CHANNEL, Connection


@dataclass(frozen=True, kw_only=True)
class Inbound:
    """Something that waits for an answer: what a person sent, or an event that they wait for."""

    message_id: UUID
    seq: int
    text: str
    received_at: datetime
    turn_id: UUID | None
    kind: Literal["message", "event"] = "message"
    """An event is in our words, and so it asks for nothing and confirms nothing."""

    reply_to: UUID | None = None
    """The delivery that it is a reply to."""

    @property
    def is_event(self) -> bool:
        return self.kind == "event"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One message of a conversation, in either direction; `seq` orders them."""

    id: UUID
    seq: int
    direction: Literal["in", "out"]
    kind: Literal["message", "reply", "reminder", "notice", "card", "outcome"]
    text: str
    at: datetime
    reply_to: UUID | None
    reminder_id: UUID | None
    reminder_ids: list[UUID]
    """For a reminder: every one that it stands for, `reminder_id` first. After an outage one
    message tells of several."""
    answers: list[UUID]
    """For a reply: every message that it answers; `reply_to` is the last of them."""
    action_id: UUID | None
    """For a card and its outcome: the action."""


async def insert_inbound(
    connection: Connection,
    user_id: UUID,
    *,
    channel: str,
    channel_message_id: str,
    text: str,
    received_at: datetime | None = None,
    channel_order: int | None = None,
    reply_to: UUID | None = None,
) -> tuple[Inbound, bool]:
    """Store a message once; the second value says whether it is new.

    `received_at` None: now. `channel_order` orders messages that may arrive in another order than
    the one in which they were written.
    """
    known = await _get_by_channel_id(connection, user_id, channel, channel_message_id)
    if known is not None:
        return known, False
    seq = await users.next_written_seq(connection, user_id, channel)
    row = await connection.fetchrow(
        """
        INSERT INTO inbound_messages
            (user_id, channel, channel_message_id, seq, text, received_at, channel_order, reply_to)
        VALUES ($1, $2, $3, $4, $5, coalesce($6, now()), $7, $8)
        ON CONFLICT (user_id, channel, channel_message_id) DO NOTHING
        RETURNING message_id, seq, text, received_at, turn_id
        """,
        user_id,
        channel,
        channel_message_id,
        seq,
        text,
        received_at,
        channel_order,
        reply_to,
    )
    if row is not None:
        return Inbound(**row), True
    # Somebody else stored it while we waited for the number.
    known = await _get_by_channel_id(connection, user_id, channel, channel_message_id)
    if known is None:
        raise LookupError("a conflicting message vanished")
    return known, False


async def insert_event(
    connection: Connection, user_id: UUID, *, channel: str, event_id: UUID, text: str
) -> None:
    """Store what happened, for the next model call to read; once per id."""
    await connection.execute(
        """
        INSERT INTO inbound_messages (user_id, channel, channel_message_id, seq, text, kind)
        VALUES ($1, $2, 'event:' || $3, $4, $5, 'event')
        ON CONFLICT (user_id, channel, channel_message_id) DO NOTHING
        """,
        user_id,
        channel,
        str(event_id),
        await users.next_seq(connection, user_id),
        text,
    )


async def _get_by_channel_id(
    connection: Connection, user_id: UUID, channel: str, channel_message_id: str
) -> Inbound | None:
    row = await connection.fetchrow(
        "SELECT message_id, seq, text, received_at, turn_id FROM inbound_messages"
        " WHERE user_id = $1 AND channel = $2 AND channel_message_id = $3",
        user_id,
        channel,
        channel_message_id,
    )
    return None if row is None else Inbound(**row)


async def edit_unanswered(
    connection: Connection, user_id: UUID, *, channel: str, channel_message_id: str, text: str
) -> bool:
    """Replace the words of a message that nobody answered yet; whether anything changed.

    Its new number is above all that a model call under way has read: an answer to the old words
    cannot claim the new ones.
    """
    changed: bool | None = await connection.fetchval(
        """
        UPDATE inbound_messages SET text = $4, seq = $5
        WHERE user_id = $1 AND channel = $2 AND channel_message_id = $3
            AND turn_id IS NULL AND deleted_at IS NULL AND text <> $4
        RETURNING true
        """,
        user_id,
        channel,
        channel_message_id,
        text,
        await users.next_seq(connection, user_id),
    )
    return bool(changed)


async def delete_unanswered(
    connection: Connection, user_id: UUID, *, channel: str, channel_message_id: str
) -> bool:
    """Take back a message that nobody answered yet; whether it was possible.

    Once a model that has read it wants tools it is answered all the same: the person must hear
    what they did. Whoever stores that wish locks the conversation as well, see `stand`.
    """
    await users.lock_conversation(connection, user_id)
    deleted: bool | None = await connection.fetchval(
        """
        UPDATE inbound_messages m SET deleted_at = now()
        WHERE user_id = $1 AND channel = $2 AND channel_message_id = $3
            AND turn_id IS NULL AND deleted_at IS NULL AND NOT EXISTS (
                SELECT FROM turns t JOIN steps s USING (turn_id)
                WHERE t.user_id = $1 AND t.state = 'open' AND s.kind = 'think'
                    AND s.body -> 'read' ? m.message_id::text
                    AND EXISTS (SELECT FROM jsonb_array_elements(s.body -> 'calls') AS wanted
                                WHERE NOT wanted ? 'refused'))
        RETURNING true
        """,
        user_id,
        channel,
        channel_message_id,
    )
    return bool(deleted)


async def stand(connection: Connection, user_id: UUID, read: Sequence[Inbound]) -> bool:
    """Whether all of them still wait, in the words that were read; so it stays until commit."""
    await users.lock_conversation(connection, user_id)
    standing: int = await connection.fetchval(
        "SELECT count(*) FROM inbound_messages WHERE user_id = $1 AND seq = ANY($2)"
        " AND deleted_at IS NULL",
        user_id,
        [message.seq for message in read],
    )
    return standing == len(read)


ASKED_ON = """
SELECT channel FROM inbound_messages
WHERE user_id = $1 AND deleted_at IS NULL AND (turn_id IS NULL OR turn_id = $2)
ORDER BY turn_id, seq LIMIT 1
"""
"""The channel of a turn: that of its first message, or else of the first one that waits."""


async def get_channel(connection: Connection, user_id: UUID, turn_id: UUID) -> str | None:
    """On which channel a turn was asked; None when nothing waits for an answer."""
    channel: str | None = await connection.fetchval(ASKED_ON, user_id, turn_id)
    return channel


async def claim(
    connection: Connection, user_id: UUID, turn_id: UUID, *, channel: str, upto: int | None
) -> bool:
    """Make a channel's unanswered messages up to `upto` (None: all) this turn's; whether it has
    any.
    """
    rows = await connection.fetch(
        """
        UPDATE inbound_messages SET turn_id = $2 WHERE user_id = $1 AND (turn_id = $2
            OR turn_id IS NULL AND deleted_at IS NULL AND channel = $4
            AND ($3::bigint IS NULL OR seq <= $3))
        RETURNING seq
        """,
        user_id,
        turn_id,
        upto,
        channel,
    )
    return bool(rows)


CONVERSATION = """
SELECT message_id AS id, seq, 'in' AS direction, 'message' AS kind, text, received_at AS at,
       NULL::uuid AS reply_to, NULL::uuid AS reminder_id, ARRAY[]::uuid[] AS reminder_ids,
       ARRAY[]::uuid[] AS answers, NULL::uuid AS action_id
FROM inbound_messages WHERE user_id = $1 AND seq > $2 AND deleted_at IS NULL AND kind = 'message'
UNION ALL
SELECT d.delivery_id, d.seq, 'out', d.kind, d.text, d.delivered_at,
       (SELECT m.message_id FROM inbound_messages m
        WHERE d.kind = 'reply' AND m.turn_id = d.owner_id AND m.kind = 'message'
        ORDER BY m.seq DESC LIMIT 1),
       CASE WHEN d.kind = 'reminder' THEN d.owner_id END,
       CASE WHEN d.kind = 'reminder' THEN d.owner_id || ARRAY(
            SELECT o.reminder_id FROM occurrences o
            WHERE o.user_id = $1 AND o.delivery_id = d.delivery_id AND o.reminder_id <> d.owner_id
            GROUP BY o.reminder_id ORDER BY min(o.due_at), o.reminder_id)
       ELSE ARRAY[]::uuid[] END,
       ARRAY(SELECT m.message_id FROM inbound_messages m
             WHERE d.kind = 'reply' AND m.turn_id = d.owner_id AND m.kind = 'message'
             ORDER BY m.seq),
       CASE WHEN d.kind IN ('card', 'outcome') THEN d.owner_id END
FROM deliveries d WHERE d.user_id = $1 AND d.state = 'delivered' AND d.seq > $2
ORDER BY seq LIMIT $3
"""


async def list_conversation(
    connection: Connection, user_id: UUID, *, after: int, limit: int
) -> list[Item]:
    """Both directions after a number, oldest first."""
    rows = await connection.fetch(CONVERSATION, user_id, after, limit)
    return [Item(**row) for row in rows]


async def has_written(
    connection: Connection, user_id: UUID, *, within: timedelta, more_than: int
) -> bool:
    """Whether this person has sent more than so many messages in the last while."""
    count: int = await connection.fetchval(
        "SELECT count(*) FILTER (WHERE received_at >= now() - $2::interval)"
        " FROM (SELECT received_at"
        " FROM inbound_messages WHERE user_id = $1 AND kind = 'message'"
        " ORDER BY seq DESC LIMIT $3) AS newest",
        user_id,
        within,
        more_than + 1,
    )
    return count > more_than


async def last_seq(connection: Connection, user_id: UUID) -> int:
    """The number of the newest message in either direction; 0 for none."""
    seq: int = await connection.fetchval("SELECT last_seq FROM users WHERE user_id = $1", user_id)
    return seq


async def notify(connection: Connection, user_id: UUID) -> None:
    """Wake whoever shows this person's conversation, at commit."""
    await connection.execute("SELECT pg_notify($1, $2)", EVENTS_CHANNEL, str(user_id))

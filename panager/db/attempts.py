"""Deliveries while they are being sent: what was tried, what arrived of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from panager.db.deliveries import DeliveryKind
from panager.db.pool import Connection
from panager.sentences import Language

BEGIN = """
UPDATE deliveries SET attempted_at = coalesce(attempted_at, now())
WHERE user_id = $1 AND delivery_id = $2 AND state = 'sending'
RETURNING user_id, delivery_id, kind, owner_id, occurrence, text, sent_message_ids, attempted_at,
    now() - attempted_at AS attempted_for,
    (SELECT i.channel_user_id FROM identities i
     WHERE i.user_id = $1 AND i.channel = deliveries.channel) AS account,
    coalesce((SELECT language FROM actions WHERE action_id = owner_id),
             (SELECT language FROM user_settings WHERE user_id = $1)) AS language,
    coalesce((SELECT recurrence IS NOT NULL FROM reminders
              WHERE reminder_id = owner_id), false) AS is_series,
    (SELECT tool FROM actions WHERE action_id = owner_id) AS action_tool,
    (SELECT draft_shown_at FROM turns WHERE turn_id = owner_id) AS draft_shown_at,
    now() - (SELECT draft_shown_at FROM turns WHERE turn_id = owner_id) AS draft_shown_for,
    (SELECT draft_message_id FROM turns WHERE turn_id = owner_id) AS draft_message_id
"""


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A message on its way, and everything that its sending depends on."""

    user_id: UUID
    delivery_id: UUID
    kind: DeliveryKind
    owner_id: UUID
    occurrence: int
    text: str
    sent_message_ids: Sequence[str]
    """Of the parts that have arrived."""
    attempted_at: datetime
    """Of the first attempt."""
    attempted_for: timedelta
    """Since then; none when this is the first."""
    account: str
    """The person's id on the channel."""
    language: Language
    is_series: bool
    """Whether it belongs to a reminder that recurs."""
    action_tool: str | None
    """The tool whose action a card is about."""
    draft_shown_at: datetime | None
    """When a part of this reply may have been shown first."""
    draft_shown_for: timedelta | None
    draft_message_id: str | None


async def begin(connection: Connection, user_id: UUID, delivery_id: UUID) -> Outgoing | None:
    """Note that it may reach the person from now on; None when it has ended already."""
    row = await connection.fetchrow(BEGIN, user_id, delivery_id)
    return None if row is None else Outgoing(**row)


async def update_sent(
    connection: Connection, user_id: UUID, delivery_id: UUID, message_ids: Sequence[str]
) -> None:
    """These parts have arrived; an attempt that knows of fewer changes nothing."""
    await connection.execute(
        "UPDATE deliveries SET sent_message_ids = $3 WHERE user_id = $1 AND delivery_id = $2"
        " AND state = 'sending' AND cardinality(sent_message_ids) < cardinality($3::text[])",
        user_id,
        delivery_id,
        message_ids,
    )


async def reword(connection: Connection, user_id: UUID, delivery_id: UUID, text: str) -> None:
    """It says this instead, unless a part of it has arrived."""
    await connection.execute(
        "UPDATE deliveries SET text = $3 WHERE user_id = $1 AND delivery_id = $2"
        " AND state = 'sending' AND sent_message_ids = '{}'",
        user_id,
        delivery_id,
        text,
    )


async def take_back(connection: Connection, user_id: UUID, delivery_id: UUID) -> None:
    """The first attempt was turned away: nothing of it can have reached the person."""
    await connection.execute(
        "UPDATE deliveries SET attempted_at = NULL WHERE user_id = $1 AND delivery_id = $2"
        " AND state = 'sending' AND sent_message_ids = '{}'",
        user_id,
        delivery_id,
    )


async def note_refusal(
    connection: Connection, user_id: UUID, delivery_id: UUID, *, reason: str
) -> None:
    """Its words are refused; what arrives in their place says so."""
    await connection.execute(
        "UPDATE deliveries SET reason = $3"
        " WHERE user_id = $1 AND delivery_id = $2 AND state = 'sending'",
        user_id,
        delivery_id,
        reason,
    )


async def list_recorded(
    connection: Connection, user_id: UUID, message_ids: Sequence[str]
) -> set[str]:
    """Those of these messages of which it is known what they are."""
    rows = await connection.fetch(
        """
        SELECT id FROM deliveries, unnest(sent_message_ids) AS id
        WHERE user_id = $1 AND id = ANY ($2::text[])
        UNION SELECT draft_message_id FROM turns
        WHERE user_id = $1 AND draft_message_id = ANY ($2::text[])
        """,
        user_id,
        message_ids,
    )
    return {row["id"] for row in rows}


async def list_other_texts(connection: Connection, user_id: UUID, delivery_id: UUID) -> list[str]:
    """Of everything else that is on its way to this person."""
    rows = await connection.fetch(
        "SELECT text FROM deliveries"
        " WHERE user_id = $1 AND delivery_id <> $2 AND state = 'sending'",
        user_id,
        delivery_id,
    )
    return [row["text"] for row in rows]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A message that has arrived."""

    message_ids: Sequence[str]
    text: str


async def get_shown(connection: Connection, user_id: UUID, delivery_id: UUID) -> Shown | None:
    """As which messages it is there and what it should say; None when it is not there."""
    row = await connection.fetchrow(
        "SELECT sent_message_ids AS message_ids, text FROM deliveries"
        " WHERE user_id = $1 AND delivery_id = $2 AND state = 'delivered'"
        " AND cardinality(sent_message_ids) > 0",
        user_id,
        delivery_id,
    )
    return None if row is None else Shown(**row)

"""Where each person's direct messages are, and how far they were read."""

from dataclasses import dataclass
from uuid import UUID

from panager.db.pool import Connection, Database


@dataclass(frozen=True, kw_only=True)
class KnownDm:
    """The direct messages of one person with the bot; the ids are Discord's snowflakes."""

    channel_id: int
    last_message_id: int
    """Of the person, the newest that is stored; 0: none."""


async def list_known(db: Database) -> list[KnownDm]:
    """Of everybody, whoever wrote last first."""
    async with db.edge() as connection:
        rows = await connection.fetch(
            "SELECT channel_id, last_message_id FROM list_discord_dms()"
            " ORDER BY last_message_id DESC"
        )
    return [KnownDm(**row) for row in rows]


async def find_user(db: Database, channel_id: int) -> UUID | None:
    """Who writes there; None: nobody that we know."""
    async with db.edge() as connection:
        user_id: UUID | None = await connection.fetchval("SELECT find_discord_user($1)", channel_id)
    return user_id


async def keep(
    connection: Connection, user_id: UUID, *, channel_id: int, last_message_id: int = 0
) -> None:
    """Remember the channel, and that everything up to this message is stored; never less."""
    await connection.execute(
        """
        WITH known AS (
            UPDATE identities SET address = $2
            WHERE user_id = $1 AND channel = 'discord' AND address IS DISTINCT FROM $2
        )
        INSERT INTO discord_dms AS d (user_id, last_message_id) VALUES ($1, $3)
        ON CONFLICT (user_id) DO UPDATE
        SET last_message_id = greatest(d.last_message_id, excluded.last_message_id)
        """,
        user_id,
        str(channel_id),
        last_message_id,
    )


async def get_channel(connection: Connection, user_id: UUID) -> int | None:
    """Where this person's direct messages are, if that is known."""
    channel_id: int | None = await connection.fetchval(
        "SELECT address::bigint FROM identities WHERE user_id = $1 AND channel = 'discord'", user_id
    )
    return channel_id

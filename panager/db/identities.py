"""The accounts by which a person is known, at most one on each channel."""

from uuid import UUID

from panager.db.pool import Connection


async def link(
    connection: Connection, user_id: UUID, *, channel: str, channel_user_id: str
) -> bool:
    """Make this account another one of the person, once; the caller has proof that it is theirs.

    False, and nothing is changed, when the account is another person's, or when this person has
    a different one on that channel.
    """
    await connection.execute(
        "INSERT INTO identities (user_id, channel, channel_user_id) VALUES ($1, $2, $3)"
        " ON CONFLICT DO NOTHING",
        user_id,
        channel,
        channel_user_id,
    )
    is_theirs: bool = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM identities"
        " WHERE user_id = $1 AND channel = $2 AND channel_user_id = $3)",
        user_id,
        channel,
        channel_user_id,
    )
    return is_theirs

"""What was asked first with an idempotency key."""

from uuid import UUID

from panager.db.pool import Connection


async def insert_key(
    connection: Connection, user_id: UUID, *, key: str, fingerprint: bytes
) -> bool:
    """Write the request down; False when another one was asked first with this key."""
    is_same: bool = await connection.fetchval(
        "INSERT INTO idempotency_keys (user_id, key, fingerprint) VALUES ($1, $2, $3)"
        " ON CONFLICT (user_id, key) DO UPDATE SET key = excluded.key"
        " RETURNING fingerprint = $3",
        user_id,
        key,
        fingerprint,
    )
    return is_same

"""What people chose on Discord: our name, and to agree to what is stored."""

from uuid import UUID

from panager.db.pool import Connection


async def set_persona_name(connection: Connection, user_id: UUID, name: str) -> None:
    """What this person calls us from now on."""
    await connection.execute(
        "UPDATE user_settings SET persona_name = $2, updated_at = now() WHERE user_id = $1",
        user_id,
        name,
    )


async def give_consent(connection: Connection, user_id: UUID) -> None:
    """They agreed to what is stored; the first time counts."""
    await connection.execute(
        "UPDATE user_settings SET consented_at = coalesce(consented_at, now()) WHERE user_id = $1",
        user_id,
    )

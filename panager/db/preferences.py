"""What people chose beside language, zone and quiet hours."""

from uuid import UUID

from panager.db.pool import Connection


async def get_persona_name(connection: Connection, user_id: UUID) -> str | None:
    """What this person calls us."""
    name: str | None = await connection.fetchval(
        "SELECT persona_name FROM user_settings WHERE user_id = $1", user_id
    )
    return name


async def set_persona_name(connection: Connection, user_id: UUID, name: str) -> None:
    """What this person calls us from now on."""
    await connection.execute(
        "UPDATE user_settings SET persona_name = $2, updated_at = now() WHERE user_id = $1",
        user_id,
        name,
    )


async def confirm_zone(connection: Connection, user_id: UUID) -> None:
    """They chose their zone themselves, so that nobody needs to ask."""
    await connection.execute(
        "UPDATE user_settings SET zone_confirmed_at = coalesce(zone_confirmed_at, now())"
        " WHERE user_id = $1",
        user_id,
    )


async def give_consent(connection: Connection, user_id: UUID) -> None:
    """They agreed to what is stored; the first time counts."""
    await connection.execute(
        "UPDATE user_settings SET consented_at = coalesce(consented_at, now()) WHERE user_id = $1",
        user_id,
    )

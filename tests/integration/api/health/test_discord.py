from pydantic import SecretStr

from panager.api.conversation.schemas import Check
from panager.client.connection import open_client
from panager.db.pool import Database
from panager.settings import Settings
from tests.integration.api.conftest import running_api

REPORT = "INSERT INTO service_health (part, ok, detail) VALUES ('discord', $1, $2)"


async def discord_part(settings: Settings) -> Check:
    settings = settings.model_copy(update={"discord_token": SecretStr("of-a-bot")})
    async with running_api(settings), open_client(settings, "operator") as api:
        parts = (await api.get("/readyz")).json()["parts"]
    return Check.model_validate(parts["discord"])


async def test_readiness_misses_who_would_send(settings: Settings) -> None:
    part = await discord_part(settings)

    assert not part.ok
    assert "panager-discord, panager-discord-reminders" in part.detail


async def test_readiness_says_why_nothing_is_sent(settings: Settings, database: Database) -> None:
    async with database.edge() as connection:
        await connection.execute(REPORT, False, "Discord refuses the token (401)")

    part = await discord_part(settings)

    assert not part.ok
    assert part.detail == "Discord refuses the token (401)"


async def test_readiness_after_trouble_is_over_depends_on_who_sends(
    settings: Settings, database: Database
) -> None:
    async with database.edge() as connection:
        await connection.execute(REPORT, True, "sends")

    part = await discord_part(settings)

    assert "no worker polls" in part.detail

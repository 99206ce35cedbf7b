from panager.client.connection import open_client
from panager.db import service_health
from panager.db.pool import Database
from panager.settings import Settings
from tests.integration.api.conftest import running_api


async def parts_of(settings: Settings) -> dict[str, dict[str, object]]:
    async with running_api(settings), open_client(settings, "operator") as api:
        parts: dict[str, dict[str, object]] = (await api.get("/readyz")).json()["parts"]
    return parts


async def test_readiness_says_which_model_refuses_its_key(
    settings: Settings, database: Database
) -> None:
    settings = settings.model_copy(update={"llm_model": "a-model"})
    before = await parts_of(settings)
    await service_health.put_health(database, "model", ok=False, detail="a-model refuses: 401")

    after = await parts_of(settings)

    assert before["model"] == {"ok": True, "detail": "a-model"}
    assert after["model"] == {"ok": False, "detail": "a-model refuses: 401"}


async def test_offline_model_is_no_part(settings: Settings) -> None:
    assert "model" not in await parts_of(settings)

import time

import httpx

from panager.client.connection import open_client
from panager.embedded import ports
from panager.settings import Settings
from tests.integration.api.conftest import running_api, say


def without_temporal(settings: Settings) -> Settings:
    return settings.model_copy(update={"temporal_address": f"127.0.0.1:{ports.find_free_port()}"})


async def test_message_is_taken_in_without_temporal(settings: Settings) -> None:
    settings = without_temporal(settings)
    async with running_api(settings), open_client(settings, "operator") as api:
        begun = time.monotonic()

        answer = await say(api, "hello", "k1")

        assert answer.status_code == 202
        assert time.monotonic() - begun < 4
        assert [i["text"] for i in (await api.get("/v1/messages")).json()["items"]] == ["hello"]


async def test_readiness_names_what_is_missing(settings: Settings) -> None:
    settings = without_temporal(settings)
    async with running_api(settings), open_client(settings, "operator") as api:
        begun = time.monotonic()

        answer = await api.get("/readyz")

    assert answer.status_code == 503
    assert time.monotonic() - begun < 4
    body = answer.json()
    assert not body["ready"]
    assert {name: part["ok"] for name, part in body["parts"].items()} == {
        "database": True,
        "temporal": False,
        "worker": False,
    }


async def test_readiness_misses_the_worker(api: httpx.AsyncClient) -> None:
    del api.headers["Authorization"]

    answer = await api.get("/readyz")

    assert answer.status_code == 503
    parts = answer.json()["parts"]
    assert parts["temporal"]["ok"]
    assert "panager-chat" in parts["worker"]["detail"]


async def test_liveness_needs_nothing(settings: Settings) -> None:
    settings = without_temporal(settings)
    async with running_api(settings), open_client(settings, "operator") as api:
        assert (await api.get("/healthz")).status_code == 200

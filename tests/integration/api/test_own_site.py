"""Requests that a stranger's page makes a browser on this machine send."""

import asyncio

import httpx
import pytest

from panager.settings import Settings
from tests.integration.api.conftest import running_api

HOSTILE = "evil.example"
LOOKALIKES = ("127.0.0.1.evil.example", "localhost.evil.example", "evil.example:8700", "", "[")


@pytest.mark.parametrize("host", [HOSTILE, *LOOKALIKES])
@pytest.mark.parametrize("path", ["/v1/messages", "/v1/events", "/healthz", "/docs", "/none"])
async def test_name_that_was_rebound_reaches_nothing(
    api: httpx.AsyncClient, host: str, path: str
) -> None:
    answer = await api.get(path, headers={"Host": host})

    assert answer.status_code in (400, 421)
    assert "items" not in answer.text


@pytest.mark.parametrize("origin", [f"http://{HOSTILE}", "null", "http://localhost:1", "file://"])
async def test_page_of_another_site_changes_nothing(api: httpx.AsyncClient, origin: str) -> None:
    sent = await api.post(
        "/v1/messages",
        content='{"text": "hi", "key": "1"}',
        headers={"Origin": origin, "Content-Type": "text/plain"},
    )
    followed = await api.get("/v1/events", headers={"Origin": origin})

    assert (sent.status_code, followed.status_code) == (403, 403)
    assert (await api.get("/v1/messages")).json()["items"] == []


async def test_site_itself_may(api: httpx.AsyncClient, settings: Settings) -> None:
    for host in (f"127.0.0.1:{settings.api_port}", f"localhost:{settings.api_port}", "[::1]:9"):
        headers = {"Host": host, "Origin": f"http://{host}"}
        assert (await api.get("/v1/messages", headers=headers)).status_code == 200


async def test_names_of_the_settings_are_ours(settings: Settings) -> None:
    named = settings.model_copy(update={"api_hosts": ["Panager.example"]})

    async with running_api(named), httpx.AsyncClient() as client:
        url = f"http://127.0.0.1:{named.api_port}/healthz"
        ours = {"Host": "panager.example", "Origin": "https://panager.example"}
        answers = [
            (await client.get(url, headers=headers)).status_code
            for headers in (ours, {**ours, "Origin": "https://evil.example"}, {"Host": HOSTILE})
        ]

    assert answers == [200, 403, 421]


async def test_websocket_of_a_stranger_is_refused(settings: Settings, running: None) -> None:
    handshake = (
        f"GET /v1/events HTTP/1.1\r\nHost: {HOSTILE}\r\nOrigin: http://{HOSTILE}\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", settings.api_port)

    writer.write(handshake.encode())
    status = await reader.readline()
    writer.close()

    assert status.split()[1] in (b"403", b"421")

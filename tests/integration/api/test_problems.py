import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from panager.api.app import create_app
from panager.api.http.body_limit import MAX_BODY_BYTES
from panager.features import registry
from panager.settings import NotConfiguredError, Settings


def assert_problem(answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]


@pytest.mark.parametrize(
    "authorization", [b"", b"Bearer", b"Bearer wrong", b"Basic dTpw", "Bearer \xe9".encode()]
)
async def test_wrong_token_is_refused(api: httpx.AsyncClient, authorization: bytes) -> None:
    answer = await api.get("/v1/messages", headers={b"Authorization": authorization})

    assert_problem(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "wrong" not in answer.text.replace("wrong or", "")


@pytest.mark.parametrize("path", ["/v1/messages", "/v1/events", "/v1/reminders"])
async def test_everything_about_people_needs_the_token(api: httpx.AsyncClient, path: str) -> None:
    del api.headers["Authorization"]

    assert_problem(await api.get(path), 401)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "x" * 65, "%00", "%ff", "a%0ab"])
async def test_bad_name_is_refused(api: httpx.AsyncClient, name: str) -> None:
    assert_problem(await api.get("/v1/messages", headers={"Panager-User": name}), 422)


async def test_unknown_address(api: httpx.AsyncClient) -> None:
    assert_problem(await api.get("/v1/nothing"), 404)


async def test_wrong_method_names_the_right_ones(api: httpx.AsyncClient) -> None:
    answer = await api.put("/v1/messages", json={})

    assert_problem(answer, 405)
    assert answer.headers["allow"]


async def test_body_that_does_not_come_is_not_waited_for(settings: Settings, running: None) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", settings.api_port)

    writer.write(b"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{")
    answer = await reader.read()  # until the server hangs up
    writer.close()

    assert b" 408 " in answer.splitlines()[0]


async def test_broken_json(api: httpx.AsyncClient) -> None:
    assert_problem(await api.post("/v1/messages", content=b"{nonsense"), 422)


@pytest.mark.parametrize(
    "params", [{"limit": 0}, {"limit": 201}, {"after": -1}, {"after": 2**63}, {"latest": "x"}]
)
async def test_bad_page(api: httpx.AsyncClient, params: dict[str, str]) -> None:
    assert_problem(await api.get("/v1/messages", params=params), 422)


@pytest.mark.parametrize("last_id", ["-1", "x", str(2**63)])
async def test_bad_event_id(api: httpx.AsyncClient, last_id: str) -> None:
    assert_problem(await api.get("/v1/events", headers={"Last-Event-ID": last_id}), 422)


async def test_what_was_sent_is_not_repeated(api: httpx.AsyncClient) -> None:
    answer = await api.post("/v1/messages", json={"text": {"secret": "hunter2"}, "key": "k"})

    assert_problem(answer, 422)
    assert "hunter2" not in answer.text


async def test_large_body_is_refused(api: httpx.AsyncClient) -> None:
    answer = await api.post("/v1/messages", content=b" " * (MAX_BODY_BYTES + 1))

    assert_problem(answer, 413)


async def test_large_body_without_announced_size_is_refused(api: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 1024 + 1):
            yield b" " * 1024

    answer = await api.post("/v1/messages", content=chunks())

    assert_problem(answer, 413)


async def test_description_has_problems_as_default_answer(api: httpx.AsyncClient) -> None:
    description = (await api.get("/openapi.json")).json()

    send = description["paths"]["/v1/messages"]["post"]["responses"]
    assert set(send) == {"200", "202", "default"}
    assert list(send["default"]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError("hunter2"), 500), (ConnectionRefusedError("hunter2"), 503)]
)
async def test_failure_inside_says_nothing_about_itself(
    settings: Settings, error: Exception, status: int
) -> None:
    app = create_app(settings, registry.routers())

    @app.get("/broken")
    async def broken() -> None:
        raise error

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get("/broken")

    assert_problem(answer, status)
    assert "hunter2" not in answer.text


def test_app_without_addresses_says_what_to_start(tmp_path: Path) -> None:
    with pytest.raises(NotConfiguredError, match="panager up"):
        create_app(Settings(data_dir=tmp_path), ())

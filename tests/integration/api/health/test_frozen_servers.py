"""What /readyz says of servers that take connections and do not answer."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from pydantic import SecretStr

from panager.embedded import ports
from panager.settings import Settings
from testing.eventually import assert_eventually
from testing.keys import UPDATE_KEY
from testing.servers import Servers, running_servers
from tests.integration.api.conftest import running_api

LIMIT_S = 10.0
"""Of a request: far more than the check may take, and less than for ever."""


@pytest.fixture
async def servers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Servers]:
    async with running_servers(tmp_path_factory.mktemp("frozen"), durable=False) as servers:
        yield servers


@pytest.fixture
async def api(servers: Servers, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(
        data_dir=tmp_path,
        database_url=SecretStr(servers.database_url),
        temporal_address=servers.temporal_address,
        api_port=ports.find_free_port(),
        operator_token=SecretStr("a token"),
        update_key=UPDATE_KEY,
    )
    url = f"http://127.0.0.1:{settings.api_port}"
    async with running_api(settings), httpx.AsyncClient(base_url=url, timeout=LIMIT_S) as client:
        yield client


@contextmanager
def frozen(port: int) -> Iterator[None]:
    """Whoever listens there, with its descendants."""
    server = next(
        process
        for process in psutil.Process().children(recursive=True)
        if ports.listens_on(process, [port])
    )
    family = [*server.children(recursive=True), server]
    for process in family:
        process.suspend()
    try:
        yield
    finally:
        for process in family:
            process.resume()


async def details(api: httpx.AsyncClient) -> dict[str, str]:
    parts = (await api.get("/readyz")).json()["parts"]
    return {name: part["detail"] for name, part in parts.items()}


async def test_frozen_servers_are_named_in_time_however_often_it_is_asked(
    servers: Servers, api: httpx.AsyncClient
) -> None:
    before = await details(api)
    assert before["database"].startswith("schema revision")
    assert before["temporal"].startswith("namespace")

    with frozen(servers.postgres.port), frozen(int(servers.temporal_address.rpartition(":")[2])):
        answers = await asyncio.gather(*(details(api) for _ in range(20)))

    for found in answers:
        assert found["database"].startswith("no answer")
        assert found["temporal"].startswith("no answer")

    async def answers_again() -> bool:
        return await details(api) == before

    await assert_eventually(answers_again, timeout_s=30)

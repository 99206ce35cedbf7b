"""What a page on the internet could do at the ports of the embedded Temporal server."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import psutil
import pytest
from temporalio.client import Client, WorkflowExecutionStatus

from panager.embedded import ports
from panager.embedded.temporal import binary
from panager.embedded.temporal.server import TemporalServer
from panager.embedded.temporal.ui import BLOCKED_PORTS

PROMISE = "reminder:1"
WORKFLOWS = "/api/v1/namespaces/default/workflows"
EVIL = "evil.example"
FORGED = {"workflowId": "forged", "workflowType": {"name": "X"}, "taskQueue": {"name": "x"}}
ACTING = [
    (f"{WORKFLOWS}/{PROMISE}/terminate", {}),
    (f"{WORKFLOWS}/{PROMISE}/cancel", {}),
    (f"{WORKFLOWS}/{PROMISE}/signal/stop", {}),
    (f"{WORKFLOWS}/{PROMISE}/update/decide", {"waitPolicy": {"lifecycleStage": 1}}),
    (f"{WORKFLOWS}/forged", FORGED),
]


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TemporalServer]:
    directory: Path = tmp_path_factory.mktemp("doors")
    server = TemporalServer(
        await binary.find(),
        directory,
        port=ports.find_free_port(),
        ui_port=ports.find_free_port(),
        http_port=ports.find_free_port(),
    )
    await server.start()
    client = await Client.connect(server.address)
    await client.start_workflow("Promise", id=PROMISE, task_queue="nobody")
    yield server
    await server.stop()


def listening(server: TemporalServer) -> set[int]:
    process = server.child.find_process()
    assert process is not None
    return {
        one.laddr.port
        for one in process.net_connections(kind="tcp")
        if one.status == psutil.CONN_LISTEN and one.laddr
    }


async def known(server: TemporalServer) -> list[tuple[str, bool]]:
    """Every workflow, and whether it runs undisturbed."""
    client = await Client.connect(server.address)
    found = []
    async for one in client.list_workflows():
        events = [
            e.event_type async for e in client.get_workflow_handle(one.id).fetch_history_events()
        ]
        running = one.status is WorkflowExecutionStatus.RUNNING
        found.append((one.id, running and len(events) == 2))
    return found


async def post(
    client: httpx.AsyncClient, port: int, path: str, body: object, headers: dict[str, str]
) -> int | None:
    """As a simple request, which browsers send to other sites without asking them."""
    try:
        answer = await client.post(
            f"http://127.0.0.1:{port}{path}",
            content=json.dumps(body),
            headers={"Content-Type": "text/plain", **headers},
        )
    except httpx.TransportError:
        return None  # it speaks something else
    return answer.status_code


@pytest.mark.parametrize("host", [EVIL, "localhost", None])
async def test_no_port_lets_a_page_do_anything(server: TemporalServer, host: str | None) -> None:
    assert server.ui_url is not None
    of_page = {"Origin": f"http://{host or EVIL}"} | ({} if host is None else {"Host": host})
    doors = listening(server) | {int(server.ui_url.rpartition(":")[2])}

    async with httpx.AsyncClient() as client:
        done = [
            (port, path, status)
            for port in sorted(doors)
            for path, body in ACTING
            if (status := await post(client, port, path, body, of_page)) is not None
            and status < 400
        ]

    assert done == []
    assert await known(server) == [(PROMISE, True)]


async def test_only_ports_that_browsers_refuse_tell_a_rebound_page_anything(
    server: TemporalServer,
) -> None:
    assert server.ui_url is not None
    doors = listening(server) | {int(server.ui_url.rpartition(":")[2])}
    telling = set()

    async with httpx.AsyncClient() as client:
        for port in doors:
            try:
                url = f"http://127.0.0.1:{port}{WORKFLOWS}"
                answer = await client.get(url, headers={"Host": EVIL})
            except httpx.TransportError:
                continue
            if answer.is_success:
                telling.add(port)

    assert len(telling) == 1, "the server's own web interface"
    assert telling <= set(BLOCKED_PORTS)


async def test_people_use_the_web_interface(server: TemporalServer) -> None:
    assert server.ui_url is not None
    handle = (await Client.connect(server.address)).get_workflow_handle("by hand")
    await handle._client.start_workflow("Promise", id="by hand", task_queue="nobody")

    async with httpx.AsyncClient(base_url=server.ui_url) as browser:
        page = await browser.get("/namespaces/default/workflows")
        listed = await browser.get(WORKFLOWS)
        token = browser.cookies["_csrf"]
        ended = await browser.post(
            f"{WORKFLOWS}/by hand/terminate",
            json={"reason": "by hand"},
            headers={"X-CSRF-Token": token, "Origin": server.ui_url},
        )

    assert "text/html" in page.headers["Content-Type"]
    assert PROMISE in listed.text
    assert ended.status_code == 200
    assert (await handle.describe()).status is WorkflowExecutionStatus.TERMINATED

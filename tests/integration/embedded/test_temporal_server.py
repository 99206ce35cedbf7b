import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client

from panager.embedded import lock, ports
from panager.embedded.child import ChildExitedError
from panager.embedded.temporal import binary as temporal_binary
from panager.embedded.temporal.server import TemporalServer


async def make_server(data_dir: Path) -> TemporalServer:
    return TemporalServer(
        await temporal_binary.find(),
        data_dir,
        port=ports.find_free_port(),
        ui_port=ports.find_free_port(),
    )


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[TemporalServer]:
    server = await make_server(tmp_path)
    await server.start()
    yield server
    await server.stop()


async def start_workflow(server: TemporalServer, workflow_id: str) -> None:
    client = await Client.connect(server.address)
    await client.start_workflow("Example", id=workflow_id, task_queue="nobody")


async def is_known(server: TemporalServer, workflow_id: str) -> bool:
    client = await Client.connect(server.address)
    description = await client.get_workflow_handle(workflow_id).describe()
    return description.id == workflow_id


async def test_closed_workflows_are_kept_for_a_month(server: TemporalServer) -> None:
    client = await Client.connect(server.address)

    answer = await client.workflow_service.describe_namespace(
        DescribeNamespaceRequest(namespace="default")
    )

    kept = answer.config.workflow_execution_retention_ttl.ToTimedelta()
    assert kept == timedelta(days=30)


async def test_web_interface_listens_on_loopback(server: TemporalServer) -> None:
    assert server.ui_url is not None
    assert ports.accepts_connections(int(server.ui_url.rpartition(":")[2]))


async def test_workflow_outlives_a_restart(server: TemporalServer) -> None:
    await start_workflow(server, "kept")

    await server.stop()
    await server.start()

    assert await is_known(server, "kept")


async def test_acknowledged_workflow_outlives_a_killed_server(server: TemporalServer) -> None:
    await start_workflow(server, "kept")
    process = server.child.find_process()
    assert process is not None

    process.kill()
    await server.wait()
    await server.start()

    assert await is_known(server, "kept")


async def test_files_name_the_version_and_are_private(
    server: TemporalServer, tmp_path: Path
) -> None:
    del server
    version = (await temporal_binary.find()).server_version

    database = tmp_path / "temporal" / f"server-{version}.db"

    assert database.stat().st_mode & 0o777 == 0o600
    assert database.with_name(f"{database.name}-wal").exists()


async def test_second_server_on_the_same_files_is_refused(
    server: TemporalServer, tmp_path: Path
) -> None:
    del server

    with pytest.raises(lock.DirectoryInUseError):
        async with lock.hold(tmp_path / "temporal" / "server.lock", wait_s=0.1):
            pass


@pytest.mark.parametrize(
    ("port", "option"), [("port", "--temporal-port"), ("ui_port", "--ui-port")]
)
async def test_taken_port_is_named_with_its_option(tmp_path: Path, port: str, option: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        chosen = {"port": ports.find_free_port(), "ui_port": ports.find_free_port()} | {
            port: number
        }
        server = TemporalServer(await temporal_binary.find(), tmp_path, **chosen)

        with pytest.raises(ports.PortTakenError) as caught:
            await server.start()

    assert str(number) in str(caught.value)
    assert option in str(caught.value)


async def test_server_that_dies_at_once_is_an_error_with_its_log(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'unknown flag: --sqlite-pragma'; exit 1\n")
    broken.chmod(0o755)
    binary = temporal_binary.TemporalBinary(broken, "1.0.0")
    server = TemporalServer(binary, tmp_path, port=ports.find_free_port())

    with pytest.raises(ChildExitedError, match="unknown flag: --sqlite-pragma"):
        await server.start()

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx
import psutil
import pytest

from panager.embedded import ports
from panager.settings import Settings, load_settings
from testing.eventually import assert_eventually

SCRIPT = "tests.integration.embedded.run_up"


def find_ports() -> tuple[int, ...]:
    """Free ones of the API, Temporal and its web interface."""
    return tuple(ports.find_free_port() for _ in range(3))


@dataclass
class Up:
    """A running `up`."""

    data_dir: Path
    process: asyncio.subprocess.Process
    ports: tuple[int, ...]
    lines: list[str] = field(default_factory=list)

    async def wait_for(self, *beginnings: str) -> None:
        """Read its output until each beginning was seen, from now on."""
        missing = set(beginnings)
        while missing:
            line = await self.read_line()
            missing -= {beginning for beginning in missing if line.startswith(beginning)}

    async def read_line(self) -> str:
        assert self.process.stdout is not None
        line = (await self.process.stdout.readline()).decode().strip()
        assert line, f"`up` ended after {self.lines}"
        self.lines.append(line)
        return line

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def find(self, *words: str) -> psutil.Process:
        """The process with these arguments that is not a leash."""
        return next(
            process
            for process in self.family()
            if set(words) <= set(process.cmdline()) and "-ISB" not in process.cmdline()
        )

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await self.process.wait()


async def start_up(
    data_dir: Path, chosen: tuple[int, ...] | None = None, env: dict[str, str] | None = None
) -> Up:
    chosen = chosen or find_ports()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        SCRIPT,
        data_dir,
        *map(str, chosen),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, **(env or {})},
    )
    return Up(data_dir, process, chosen)


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Up]:
    up = await start_up(tmp_path)
    await up.wait_for("api ready")
    yield up
    if up.process.returncode is None:
        await up.stop()


@pytest.fixture(scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Up]:
    """For tests that leave it running."""
    up = await start_up(tmp_path_factory.mktemp("shared"))
    await up.wait_for("api ready")
    yield up
    await up.stop()


def is_gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


async def count_tables(settings: Settings) -> int:
    assert settings.database_url is not None
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        query = "SELECT count(*) FROM pg_tables WHERE tablename = 'users'"
        return int(await connection.fetchval(query))
    finally:
        await connection.close()


async def test_other_commands_find_the_running_parts(shared: Up) -> None:
    settings = load_settings(shared.data_dir)

    assert settings.temporal_address == f"127.0.0.1:{shared.ports[1]}"
    assert settings.temporal_ui_url == f"http://127.0.0.1:{shared.ports[2]}"
    assert settings.api_url == f"http://127.0.0.1:{shared.ports[0]}"
    assert await count_tables(settings) == 1
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{settings.api_url}/healthz")).status_code == 200


@pytest.mark.parametrize("name", ["runtime.json", "operator-token", "app-password"])
async def test_files_with_secrets_are_private(shared: Up, name: str) -> None:
    assert (shared.data_dir / name).stat().st_mode & 0o777 == 0o600


async def test_sigterm_stops_everything_in_reverse_order(running: Up) -> None:
    family = running.family()

    running.process.send_signal(signal.SIGTERM)
    await running.wait_for("api stopped")
    await running.wait_for("worker stopped")
    await running.wait_for("temporal stopped")
    await running.wait_for("postgres stopped")

    assert await running.process.wait() == 0
    assert all(is_gone(process) for process in family)
    assert not (running.data_dir / "runtime.json").exists()
    assert "worker stopped" in (running.data_dir / "logs" / "worker.log").read_text()


async def test_killed_up_leaves_no_process_and_can_start_again(running: Up) -> None:
    family = running.family()
    token = (running.data_dir / "operator-token").read_text()
    assert len(family) >= 8

    running.process.kill()
    await running.process.wait()
    again = await start_up(running.data_dir, running.ports)  # at once, beside the leftovers
    await again.wait_for("api ready")

    assert all(is_gone(process) for process in family)
    assert not any("external" in line for line in again.lines)
    assert (running.data_dir / "operator-token").read_text() == token
    assert await again.stop() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of a parent's death")
async def test_killing_up_and_every_leash_leaves_no_process(running: Up) -> None:
    family = running.family()
    leashes = [process for process in family if "-ISB" in process.cmdline()]
    assert len(leashes) == 4

    running.process.kill()
    for leash in leashes:
        leash.kill()
    await running.process.wait()

    await assert_eventually(lambda: all(is_gone(process) for process in family))


async def test_second_up_on_the_same_directory_is_refused(shared: Up) -> None:
    second = await start_up(shared.data_dir)

    line = await second.read_line()

    assert line.startswith("error")
    assert str(shared.process.pid) in line
    assert str(shared.data_dir) in line
    assert await second.process.wait() == 1
    assert (shared.data_dir / "runtime.json").exists()


@pytest.mark.parametrize("words", [("worker",), ("api",)], ids=["worker", "api"])
async def test_killed_part_is_started_again(shared: Up, words: tuple[str, ...]) -> None:
    shared.find(*words).kill()

    await shared.wait_for(f"{words[0]} restarting")
    await shared.wait_for(f"{words[0]} ready")


async def test_killed_servers_are_started_again_at_the_same_place(shared: Up) -> None:
    settings = load_settings(shared.data_dir)
    servers = [
        shared.find("server", "start-dev"),
        shared.find("-D", str(shared.data_dir / "postgres")),
    ]

    for server in servers:
        server.kill()
    await shared.wait_for("postgres ready", "temporal ready")

    assert await count_tables(settings) == 1
    assert ports.accepts_connections(shared.ports[1])


@pytest.mark.parametrize(
    ("index", "option"), list(enumerate(["--api-port", "--temporal-port", "--ui-port"]))
)
async def test_taken_port_is_named_before_anything_starts(
    tmp_path: Path, index: int, option: str
) -> None:
    chosen = list(find_ports())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        chosen[index] = taken.getsockname()[1]
        up = await start_up(tmp_path, tuple(chosen))
        line = await up.read_line()

    assert line.startswith(f"error Port {chosen[index]}")
    assert option in line
    assert await up.process.wait() == 1
    assert not (tmp_path / "postgres").exists()


async def test_given_servers_are_used_and_named(shared: Up, tmp_path: Path) -> None:
    runtime = json.loads((shared.data_dir / "runtime.json").read_text())
    env = {
        "PANAGER_DATABASE_URL": runtime["database_url"],
        "PANAGER_DATABASE_ADMIN_URL": runtime["database_admin_url"],
        "PANAGER_TEMPORAL_ADDRESS": runtime["temporal_address"],
    }

    second = await start_up(tmp_path / "second", env=env)
    await second.wait_for("postgres external", "temporal external", "api ready")

    assert not any(runtime["database_url"] in line for line in second.lines)
    assert not (second.data_dir / "postgres").exists()
    assert await second.stop() == 0


async def test_interrupt_while_starting_stops_what_has_started(tmp_path: Path) -> None:
    up = await start_up(tmp_path)
    await up.wait_for("temporal starting")
    family = up.family()

    assert await up.stop() == 0

    assert all(is_gone(process) for process in family)
    assert not (tmp_path / "runtime.json").exists()


@pytest.mark.timeout(240)
async def test_copy_runs_beside_the_original_with_servers_of_its_own(tmp_path: Path) -> None:
    original = await start_up(tmp_path / "original")
    await original.wait_for("api ready")
    runtime = (original.data_dir / "runtime.json").read_text()
    lock = (original.data_dir / "up.lock").read_text()
    assert await original.stop() == 0
    copy = Path(shutil.copytree(original.data_dir, tmp_path / "copy", symlinks=True))
    if os.geteuid() == 0:  # Postgres runs as another user then, and a copy belongs to root
        owner = (original.data_dir / "postgres").stat()
        for path in (copy / "postgres", *(copy / "postgres").rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
    # As when it is copied while the original runs.
    (copy / "runtime.json").write_text(runtime)
    (copy / "up.lock").write_text(lock)

    original = await start_up(original.data_dir)
    await original.wait_for("api ready")
    second = await start_up(copy)
    await second.wait_for("api ready")

    own, others = load_settings(original.data_dir), load_settings(copy)
    assert not any("external" in line for line in second.lines)
    assert own.database_url != others.database_url
    assert own.temporal_address != others.temporal_address
    assert own.api_url != others.api_url
    assert await count_tables(others) == 1
    assert await second.stop() == 0
    assert await original.stop() == 0

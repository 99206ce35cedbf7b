"""Parts of `up` that run but do not answer any more."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from panager.settings import load_settings
from tests.integration.embedded.test_up import Up, count_tables, is_gone, start_up

pytestmark = pytest.mark.timeout(120)
TOKEN = "token-of-a-bot"


@pytest.fixture(scope="module")
async def up(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Up]:
    up = await start_up(tmp_path_factory.mktemp("frozen"), env={"DISCORD_TOKEN": TOKEN})
    await up.wait_for("bot ready")
    yield up
    await up.stop()


def freeze(process: psutil.Process) -> psutil.Process:
    process.send_signal(signal.SIGSTOP)
    return process


@pytest.mark.parametrize("part", ["worker", "api", "bot"])
async def test_frozen_process_is_started_again(up: Up, part: str) -> None:
    frozen = freeze(up.find(part))

    await up.wait_for(f"{part} frozen")
    await up.wait_for(f"{part} ready")

    assert is_gone(frozen)


async def test_event_loop_that_hangs_is_a_frozen_process(up: Up) -> None:
    hanging = up.find("worker")
    (up.data_dir / "hang").touch()

    await up.wait_for("worker frozen")
    await up.wait_for("worker ready")

    assert is_gone(hanging)


async def test_frozen_servers_are_started_again_with_their_data(up: Up) -> None:
    """Both at once, and of Postgres every process, also those that serve a connection."""
    settings = load_settings(up.data_dir)
    assert settings.database_admin_url is not None
    client = await asyncpg.connect(settings.database_admin_url.get_secret_value())
    await client.execute("CREATE TABLE kept AS SELECT 1 AS value")
    postmaster = up.find("-D", str(up.data_dir / "postgres"))
    frozen = [*postmaster.children(), postmaster, up.find("server", "start-dev")]

    for process in frozen:
        freeze(process)
    await up.wait_for("postgres frozen", "temporal frozen")
    await up.wait_for("postgres ready", "temporal ready")

    assert all(is_gone(process) for process in frozen)
    client.terminate()
    client = await asyncpg.connect(settings.database_admin_url.get_secret_value())
    assert await client.fetchval("SELECT value FROM kept") == 1
    await client.close()
    assert await count_tables(load_settings(up.data_dir)) == 1


async def test_up_ends_though_its_parts_are_frozen(tmp_path: Path) -> None:
    up = await start_up(tmp_path)
    await up.wait_for("api ready")
    family = up.family()
    for words in (("worker",), ("api",), ("server", "start-dev")):
        freeze(up.find(*words))

    assert await up.stop() == 0

    assert all(is_gone(process) for process in family)


async def test_part_that_dies_at_its_first_starts_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "deaths").write_text("not yet\nnot yet either")
    up = await start_up(tmp_path)

    await up.wait_for("worker restarting")
    await up.wait_for("worker restarting")
    await up.wait_for("worker ready")

    assert await up.stop() == 0


async def test_up_gives_up_with_a_sentence_when_a_part_never_starts(tmp_path: Path) -> None:
    (tmp_path / "deaths").write_text("\n".join(["cannot do it"] * 20))
    up = await start_up(tmp_path)

    await up.wait_for("error worker cannot be started: worker ended with code 1")
    await up.wait_for("cannot do it")

    assert await up.process.wait() == 1

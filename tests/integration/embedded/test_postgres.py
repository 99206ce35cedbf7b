import os
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from panager.embedded import ports
from panager.embedded.child import ChildExitedError
from panager.embedded.postgres import cluster
from panager.embedded.postgres.server import EmbeddedPostgres
from testing.eventually import assert_eventually


@pytest.fixture
async def postgres(tmp_path: Path) -> AsyncIterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path)
    await server.start()
    yield server
    await server.stop()


async def fetch(server: EmbeddedPostgres, query: str) -> object:
    connection = await asyncpg.connect(server.admin_url())
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


def server_process(server: EmbeddedPostgres) -> psutil.Process:
    process = server.child.find_process()
    assert process is not None
    return process


async def test_it_has_what_the_schema_needs(postgres: EmbeddedPostgres) -> None:
    await fetch(postgres, "CREATE EXTENSION vector")

    assert await fetch(postgres, "SELECT '[1,2]'::halfvec <-> '[1,2]'::halfvec") == 0
    assert await fetch(postgres, "SHOW server_encoding") == "UTF8"
    assert await fetch(postgres, "SHOW fsync") == "on"
    assert await fetch(postgres, "SELECT upper('é한')") == "É한"


async def test_it_takes_no_connection_without_the_password(postgres: EmbeddedPostgres) -> None:
    wrong = f"postgresql://postgres:wrong@127.0.0.1:{postgres.port}/panager"

    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(wrong)


async def test_its_password_is_private(postgres: EmbeddedPostgres, tmp_path: Path) -> None:
    del postgres

    assert (tmp_path / "postgres-password").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "postgres").stat().st_mode & 0o777 == 0o700
    assert not (tmp_path / "postgres.new").exists()


async def test_it_does_not_run_as_root(postgres: EmbeddedPostgres) -> None:
    assert server_process(postgres).uids().real != 0


async def test_data_outlives_a_restart(postgres: EmbeddedPostgres) -> None:
    await fetch(postgres, "CREATE TABLE kept AS SELECT 1 AS value")
    port = postgres.port

    await postgres.stop()
    await postgres.start()

    assert await fetch(postgres, "SELECT value FROM kept") == 1
    assert postgres.port == port


async def test_data_outlives_a_killed_server(postgres: EmbeddedPostgres, tmp_path: Path) -> None:
    await fetch(postgres, "CREATE TABLE kept AS SELECT 1 AS value")

    server_process(postgres).kill()
    await postgres.wait()
    assert (tmp_path / "postgres" / "postmaster.pid").exists()
    await postgres.start()

    assert await fetch(postgres, "SELECT value FROM kept") == 1


async def test_leftover_pid_file_of_another_living_process_is_no_obstacle(
    postgres: EmbeddedPostgres, tmp_path: Path
) -> None:
    pid_file = tmp_path / "postgres" / "postmaster.pid"
    content = pid_file.read_text().splitlines(keepends=True)
    await postgres.stop()
    pid_file.write_text("".join([f"{os.getppid()}\n", *content[1:]]))

    await postgres.start()

    assert await fetch(postgres, "SELECT 1") == 1


async def test_server_left_by_a_crash_is_ended_first(
    postgres: EmbeddedPostgres, tmp_path: Path
) -> None:
    await fetch(postgres, "CREATE TABLE kept AS SELECT 1 AS value")
    old = server_process(postgres)

    second = EmbeddedPostgres(tmp_path)
    await second.start()

    await assert_eventually(lambda: not old.is_running())
    assert await fetch(second, "SELECT value FROM kept") == 1
    await second.stop()


async def test_taken_port_is_an_error_with_the_log(tmp_path: Path) -> None:
    first = EmbeddedPostgres(tmp_path / "first")
    await first.start()
    second = EmbeddedPostgres(tmp_path / "second", port=first.port)

    with pytest.raises(ChildExitedError, match="Address already in use"):
        await second.start()

    assert not second.child.running
    await first.stop()


async def test_half_made_files_are_made_again(tmp_path: Path) -> None:
    half_made = tmp_path / "postgres.new" / "cluster"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18")

    server = EmbeddedPostgres(tmp_path, port=ports.find_free_port())
    await server.start()

    assert await fetch(server, "SELECT 1") == 1
    await server.stop()


def test_binaries_are_those_of_the_files_version(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("18\n")

    assert (cluster.bin_dir(tmp_path) / "postgres").exists()

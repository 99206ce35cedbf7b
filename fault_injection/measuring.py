"""What a running Panager takes: memory, processor, disk."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import psutil

from fault_injection.killer import Part, find
from fault_injection.stage import Stage


@dataclass(frozen=True)
class Footprint:
    """In bytes."""

    worker: int
    temporal: int
    postgres: int
    temporal_disk: int
    postgres_disk: int

    def each(self, before: "Footprint", count: int) -> list[str]:
        """What each of `count` reminders added since `before`, in kB."""
        pairs = zip(vars(self).values(), vars(before).values(), strict=True)
        return [f"{(after - earlier) / count / 1000:.1f}" for after, earlier in pairs]


async def footprint(stage: Stage) -> Footprint:
    """As it is now."""
    return Footprint(
        worker=_memory(stage, Part.WORKER),
        temporal=_memory(stage, Part.TEMPORAL),
        postgres=_memory(stage, Part.POSTGRES),
        temporal_disk=_size(stage.stack.data_dir / "temporal"),
        postgres_disk=await _database_size(stage),
    )


def _memory(stage: Stage, part: Part) -> int:
    """Private memory of the part and its children."""
    process = find(stage, part)
    if process is None:
        return 0
    return sum(p.memory_full_info().uss for p in [process, *process.children(recursive=True)])


def _size(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


async def _database_size(stage: Stage) -> int:
    admin = stage.stack.settings.database_admin_url
    if admin is None:
        raise RuntimeError("panager up did not say who owns its database")
    connection = await asyncpg.connect(admin.get_secret_value())
    try:
        size: int = await connection.fetchval("SELECT pg_database_size(current_database())")
    finally:
        await connection.close()
    return size


async def idle_cpu(stage: Stage, seconds: float) -> float:
    """The share of one processor that everything takes while nothing is asked of it."""
    before, started = _cpu_s(stage), time.monotonic()
    await asyncio.sleep(seconds)
    return (_cpu_s(stage) - before) / (time.monotonic() - started)


def _cpu_s(stage: Stage) -> float:
    if stage.stack.up is None:
        return 0.0
    up = psutil.Process(stage.stack.up.pid)
    times = [process.cpu_times() for process in [up, *up.children(recursive=True)]]
    return sum(time.user + time.system for time in times)

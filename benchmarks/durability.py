"""What it costs when each commit of Temporal's SQLite waits for the disk: FULL beside NORMAL.

Both run at once, each with a Postgres of its own, and are asked in turns, so that what else the
machine does weighs on both alike.
"""

import argparse
import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console

from fault_injection.table import markdown
from panager.db.migrate import migrate
from panager.db.pool import open_database
from panager.embedded import ports
from panager.embedded.postgres.server import EmbeddedPostgres
from panager.embedded.temporal import binary
from panager.embedded.temporal.server import Synchronous, TemporalServer
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.temporal import connect
from panager.worker.main import CONNECTIONS
from panager.worker.running import running_worker
from testing.people import Someone
from testing.scheduling import schedule
from testing.servers import PASSWORD

SETTINGS: tuple[Synchronous, ...] = ("NORMAL", "FULL")
REMINDERS = 100
AT_ONCE = 10
TURNS = 5
KEY = SecretStr("the update key of the benchmark")


@asynccontextmanager
async def open_person(directory: Path, synchronous: Synchronous) -> AsyncIterator[Someone]:
    """Somebody who talks to a whole Panager with this setting."""
    postgres = EmbeddedPostgres(directory)
    server = TemporalServer(
        await binary.find(),
        directory,
        port=ports.find_free_port(),
        synchronous=synchronous,
    )
    try:
        await postgres.start()
        url = f"postgresql://panager_app:{PASSWORD}@127.0.0.1:{postgres.port}/panager"
        await migrate(postgres.admin_url(), url)
        await server.start()
        client = await connect(server.address, update_key=KEY)
        models = ModelChain.of(OfflineModel())
        async with (
            open_database(url, max_size=CONNECTIONS) as db,
            running_worker(client, db, models),
        ):
            yield await Someone.register(db, client, synchronous)
    finally:
        await server.stop()
        await postgres.stop()


async def making_ms(person: Someone) -> float:
    """Milliseconds for each reminder, ten at a time."""
    due_at, gate = datetime.now(UTC) + timedelta(days=1), asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with gate:
            await schedule(person, due_at)

    began = time.monotonic()
    await asyncio.gather(*(one() for _ in range(REMINDERS)))
    return (time.monotonic() - began) * 1000 / REMINDERS


async def turn_ms(person: Someone) -> float:
    """Milliseconds for a turn with two model calls and a tool, the median of a few."""
    taken = []
    for _ in range(TURNS):
        began = time.monotonic()
        await person.ask("what time is it?")
        taken.append((time.monotonic() - began) * 1000)
    return statistics.median(taken)


WORK: dict[str, Callable[[Someone], Awaitable[float]]] = {
    "ms to make a reminder": making_ms,
    "ms a turn": turn_ms,
}


async def measure(rounds: int, console: Console) -> list[list[str]]:
    found: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="panager-bench-") as name:
        async with AsyncExitStack() as stack:
            people = {
                each: await stack.enter_async_context(open_person(Path(name) / each, each))
                for each in SETTINGS
            }
            for number in range(rounds):
                order = SETTINGS if number % 2 else SETTINGS[::-1]
                for (what, work), each in itertools.product(WORK.items(), order):
                    value = await work(people[each])
                    found.setdefault((what, each), []).append(value)
                    console.print(f"{number}: {what}, {each}: {value:.1f}")
    return [_row(what, found) for what in WORK]


def _row(what: str, found: dict[tuple[str, str], list[float]]) -> list[str]:
    normal, full = (found[what, each] for each in SETTINGS)
    ratios = [b / a for a, b in zip(normal, full, strict=True)]
    middle = [statistics.median(each) for each in (normal, full, ratios)]
    return [what, f"{middle[0]:.1f}", f"{middle[1]:.1f}", f"{middle[2]:.2f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rows = asyncio.run(measure(parser.parse_args().rounds, Console(stderr=True)))
    print(markdown(["median", *SETTINGS, "ratio of the rounds"], rows))


if __name__ == "__main__":
    main()

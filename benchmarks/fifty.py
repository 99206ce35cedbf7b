"""Fifty people at once, beside LangGraph with its Postgres checkpointer: `poe bench-fifty`.

Prints the table of docs/benchmarks.md. Both sides ask the same model: a process of its own that
speaks OpenAI's protocol and says its first words after a second. What a turn takes beyond that
second for each model call is what the side adds.
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from benchmarks.graph import open_graph
from benchmarks.people import open_people
from benchmarks.said import CONVERSATION, Said
from fault_injection.table import markdown, quantile, seconds
from testing.servers import running_servers

COLUMNS = ("side", "turns", "added p50", "added p95", "turns/s", "replies in order")

type Check = Callable[[], Awaitable[bool]]
"""Whether the answer is the one to what was said, and its place is right; takes its time."""
type Talk = Callable[[int, Said], Awaitable[Check]]
"""Says it as this person and waits for the answer."""


@dataclass
class Side:
    """One way to answer, and what was measured of it."""

    name: str
    talk: Talk
    added_s: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    out_of_order: int = 0

    def row(self) -> list[str]:
        """In the order of COLUMNS."""
        return [
            self.name,
            f"{len(self.added_s):,}",
            seconds(statistics.median(self.added_s)),
            seconds(quantile(self.added_s, 0.95)),
            f"{statistics.median(self.rates):.1f}",
            "all" if not self.out_of_order else f"all but {self.out_of_order}",
        ]


async def converse(side: Side, people: int, model_s: float) -> None:
    """Everybody's whole conversation, all of them at the same time."""

    async def one(person: int) -> None:
        for said in CONVERSATION:
            started = time.perf_counter()
            is_right = await side.talk(person, said)
            side.added_s.append(time.perf_counter() - started - said.model_calls * model_s)
            side.out_of_order += not await is_right()

    started = time.perf_counter()
    await asyncio.gather(*(one(person) for person in range(people)))
    side.rates.append(people * len(CONVERSATION) / (time.perf_counter() - started))


@contextmanager
def model(delay_s: float, counted: Path) -> Iterator[str]:
    """The model's base URL while it runs."""
    command = [sys.executable, "-m", "benchmarks.clockwork", str(delay_s), str(counted)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@asynccontextmanager
async def open_sides(directory: Path, base_url: str, people: int) -> AsyncIterator[list[Side]]:
    """Panager and LangGraph in this process, on the same Postgres."""
    async with (
        running_servers(directory) as servers,
        open_people(servers, base_url, people) as panager,
        open_graph(servers.postgres, base_url) as graph,
    ):
        yield [
            Side("Panager", panager.talk),
            Side("LangGraph, a checkpoint before each step (`sync`)", graph.talking("sync")),
            Side("LangGraph, checkpoints beside the steps (`async`)", graph.talking("async")),
        ]


async def measure(given: argparse.Namespace, console: Console) -> Sequence[Side]:
    """All sides in turn, round after round."""
    warming = min(5, given.people)
    with tempfile.TemporaryDirectory(prefix="panager-fifty-") as name:
        counted = Path(name) / "model-calls"
        with model(given.model_s, counted) as base_url:
            async with open_sides(Path(name), base_url, given.people) as sides:
                for side in sides:
                    await converse(Side("", side.talk), warming, given.model_s)
                for number in range(given.rounds):
                    for side in sides:
                        await converse(side, given.people, given.model_s)
                        console.print(f"round {number + 1}: {' | '.join(side.row())}")
        _require_calls(counted, len(sides) * (given.people * given.rounds + warming))
    return sides


def _require_calls(counted: Path, conversations: int) -> None:
    """A model call that was not reckoned with would be counted as time that a side adds."""
    called = len(counted.read_text(encoding="utf-8").splitlines())
    expected = conversations * sum(said.model_calls for said in CONVERSATION)
    if called != expected:
        raise RuntimeError(f"{called} model calls instead of {expected}: the times mean nothing")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="poe bench-fifty", description=__doc__)
    parser.add_argument("--people", type=int, default=50, help="at the same time (50)")
    parser.add_argument("--rounds", type=int, default=5, help="of everybody's conversation (5)")
    parser.add_argument("--model-s", type=float, default=1.0, help="to the first words (1)")
    given = parser.parse_args()
    sides = asyncio.run(
        measure(given, Console(stderr=True, highlight=False, markup=False, soft_wrap=True))
    )
    sys.stdout.write(markdown(COLUMNS, [side.row() for side in sides]) + "\n")


if __name__ == "__main__":
    main()

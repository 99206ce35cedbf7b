"""Which scenarios there are, in full and in short, and what they give."""

import functools
import itertools
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fault_injection import post_mortem
from fault_injection.discord.stage import open_discord_stage
from fault_injection.scenarios import (
    burst,
    discord,
    forgetting,
    frozen,
    mind_kills,
    pending,
    races,
)
from fault_injection.scenarios.pending import Pending
from fault_injection.stage import Report, Stage, open_stage
from fault_injection.table import COLUMNS, Row, markdown


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much of everything."""

    people: int
    burst: int
    worker_kills: int
    server_kills: int
    pending: list[int]
    idle_s: float
    races: int
    forgotten: int
    """Reminders of which Temporal knows something older, or nothing."""
    frozen: int
    """Reminders that are due while one part after the other stands still."""
    discord: discord.Size
    kills_every: int
    """One in so many operations of a turn is one at which a process is killed."""


FULL = Size(
    people=100,
    burst=2_000,
    worker_kills=20,
    server_kills=5,
    pending=[1_000, 2_000, 5_000, 10_000],
    idle_s=30,
    races=500,
    forgotten=300,
    frozen=300,
    discord=discord.FULL,
    kills_every=1,
)
SHORT = Size(
    people=10,
    burst=100,
    worker_kills=2,
    server_kills=1,
    pending=[50, 100],
    idle_s=2,
    races=20,
    forgotten=30,
    frozen=20,
    discord=discord.SHORT,
    kills_every=40,
)


type Result = Row | Pending | mind_kills.Result


@dataclass
class Tables:
    """What came out."""

    rows: list[Row] = field(default_factory=list)
    costs: list[list[str]] = field(default_factory=list)
    kills: list[mind_kills.Result] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """One run more."""
        if isinstance(result, mind_kills.Result):
            self.kills.append(result)
            return
        if isinstance(result, Pending):
            self.costs += result.costs
            result = result.row
        self.rows.append(result)

    @property
    def kept(self) -> bool:
        """Whether every promise was kept."""
        kept = all(row.verdict.kept for row in self.rows)
        return kept and all(result.kept for result in self.kills)

    def markdown(self) -> str:
        """Those that there are."""
        parts = [markdown(COLUMNS, [row.cells() for row in self.rows])] if self.rows else []
        if self.costs:
            parts.append(markdown(pending.COLUMNS, self.costs))
        if self.kills:
            parts.append(mind_kills.table(self.kills))
        return "\n\n".join(parts)

    def line(self) -> str:
        """The last row of all tables, for the progress output."""
        return self.markdown().splitlines()[-1]


type Job = Callable[[Stage], Awaitable[Row | Pending]]
"""What is done to a Panager of its own."""


def jobs(size: Size) -> dict[str, Job]:
    """Those with people in terminals, by name."""
    bursts = burst.bursts(
        size.burst, worker_kills=size.worker_kills, server_kills=size.server_kills
    )
    return {
        **{each.slug: functools.partial(burst.run, burst=each) for each in bursts},
        "pending": functools.partial(pending.run, sizes=size.pending, idle_s=size.idle_s),
        **{
            f"races-{verb}": functools.partial(races.run, verb=verb, count=size.races)
            for verb in races.VERBS
        },
        "temporal-put-back": functools.partial(forgetting.put_back, count=size.forgotten),
        "temporal-deleted": functools.partial(forgetting.deleted, count=size.forgotten),
        "frozen": functools.partial(frozen.run, count=size.frozen),
    }


def select(names: Sequence[str]) -> list[str]:
    """The jobs of these names, or that a name begins which is none; all of them for none."""
    everything = [*jobs(SHORT), *discord.jobs(SHORT.discord), *mind_kills.JOBS]
    beginnings = tuple(name for name in names if name not in everything)
    return [one for one in everything if not names or one in names or one.startswith(beginnings)]


async def run(
    names: Sequence[str], size: Size, *, runs: int, seed: int, out: Path, report: Report
) -> Tables:
    """Each in a Panager of its own; the seeds follow from `seed`. Also written to `out`."""
    tables = Tables()
    for number, name in itertools.product(range(runs), names):
        directory = out / f"{name}-{number + 1}"
        report(f"{directory.name}, seed {seed + number}")
        tables.add(await _perform(name, size, directory, seed + number, report))
        if tables.kept:
            shutil.rmtree(directory / "data", ignore_errors=True)
        report(tables.line())
        (out / "tables.md").write_text(tables.markdown() + "\n", encoding="utf-8")
    return tables


async def _perform(name: str, size: Size, directory: Path, seed: int, report: Report) -> Result:
    if name in mind_kills.JOBS:
        sample = mind_kills.Sample(every=size.kills_every, seed=seed)
        return await mind_kills.JOBS[name](directory, sample=sample, report=report)
    on_discord = discord.jobs(size.discord).get(name)
    if on_discord is None:
        async with open_stage(directory, people=size.people, seed=seed, report=report) as stage:
            result = await jobs(size)[name](stage)
            for path in await post_mortem.keep(stage):
                report(f"what is known about it: {path}")
            return result
    people = size.discord.people
    async with open_discord_stage(directory, people=people, seed=seed, report=report) as there:
        return await on_discord(there)

"""The worker or the API is killed at every single operation of a turn, once each."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from fault_injection.killer import Part
from fault_injection.kills.lane import Run
from fault_injection.kills.lanes import list_points, open_lanes, run_all
from fault_injection.kills.points import Point
from fault_injection.kills.servers import Servers, open_servers
from fault_injection.kills.turn import Fault
from fault_injection.stage import Report
from fault_injection.table import markdown

COLUMNS = ("killed", "kill points", "met", "answered once", *Fault)
LANES = 8


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of all turns of one part."""

    part: Part
    runs: list[Run]

    @property
    def kept(self) -> bool:
        """Whether no turn had anything wrong."""
        return not any(run.faults for run in self.runs)

    def cells(self) -> list[str]:
        """In the order of COLUMNS."""
        met = sum(run.was_killed for run in self.runs)
        faults = Counter(fault for run in self.runs for fault in run.faults)
        answered = sum(not {Fault.LOST, Fault.DOUBLED} & set(run.faults) for run in self.runs)
        numbers = len(self.runs), met, answered, *(faults[fault] for fault in Fault)
        return [self.part, *(f"{number:,}" for number in numbers)]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Every so many points; the seed says with which it begins. By default all of them."""

    every: int = 1
    seed: int = 0
    only: str = ""
    """Only what is asked of this server."""

    def of(self, points: Sequence[Point]) -> list[Point]:
        """Those that are killed at."""
        some = [point for point in points if point.server.startswith(self.only)]
        return some[Random(self.seed).randrange(self.every) :: self.every]


async def kill(
    part: Part,
    servers: Servers,
    directory: Path,
    *,
    sample: Sample,
    lanes: int = LANES,
    report: Report,
) -> Result:
    """Turns in which this part is killed, one at each point of the sample."""

    def told(run: Run) -> None:
        faults = ", ".join(run.faults) or "right"
        report(f"{part} | {run.point} | {'killed' if run.was_killed else 'not met'} | {faults}")

    async with open_lanes(lanes, part, servers, directory) as opened:
        points = await list_points(opened[0])
        chosen = sample.of(points)
        report(f"{len(chosen)} of {len(points)} moments of the {part} in a turn")
        return Result(part=part, runs=await run_all(opened, chosen, told))


async def run(part: Part, directory: Path, *, sample: Sample, report: Report) -> Result:
    """With servers of its own."""
    async with open_servers(directory / "servers") as servers:
        return await kill(part, servers, directory, sample=sample, report=report)


def table(results: Sequence[Result]) -> str:
    """One row for each part."""
    return markdown(COLUMNS, [result.cells() for result in results])


type Job = Callable[..., Awaitable[Result]]

JOBS: dict[str, Job] = {
    f"mind-kills-{part}": partial(run, part) for part in (Part.WORKER, Part.API)
}

"""Kills parts of a running Panager at random moments, as a power cut or the kernel would."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

import psutil

from fault_injection.stage import Stage
from panager.bot.status import CONNECTED, STATUS_FILE
from panager.embedded import ports
from panager.worker.main import READY_FILE
from testing.eventually import assert_eventually

READY_TIMEOUT_S = 90.0


class Part(StrEnum):
    """What can be killed."""

    WORKER = "worker"
    TEMPORAL = "temporal"
    POSTGRES = "postgres"
    BOT = "bot"
    API = "api"


SIGNALS = {
    Part.WORKER: signal.SIGKILL,
    Part.TEMPORAL: signal.SIGKILL,
    # Immediate shutdown: no checkpoint, recovery at the next start.
    Part.POSTGRES: signal.SIGQUIT,
    Part.BOT: signal.SIGKILL,
    Part.API: signal.SIGKILL,
}
MARKS = {
    Part.WORKER: ("panager", "worker"),
    Part.TEMPORAL: ("server", "start-dev"),
    Part.POSTGRES: ("-D",),
    Part.BOT: ("panager", "bot"),
    Part.API: ("panager", "api"),
}


SIGNS = {Part.WORKER: READY_FILE, Part.BOT: STATUS_FILE}
"""Files of parts that tell by them how they are."""


@dataclass(frozen=True)
class Plan:
    """Kill a part so often, each time a random while after it was ready again."""

    part: Part
    times: int
    shortest_s: float = 0.2
    longest_s: float = 3.0
    along: tuple[Part, ...] = ()
    """Killed in the same moment."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that it kills."""
        return self.part, *self.along


class Killer:
    """Carries out plans until they are done or the scenario is over."""

    def __init__(self, stage: Stage) -> None:
        """Its moments come from the stage's seed."""
        self._stage = stage
        self._random = Random(stage.random.getrandbits(64))
        self.kills: list[Part] = []

    async def run(self, *plans: Plan) -> None:
        """All plans at once; each part is waited for before it is killed again."""
        await asyncio.gather(*(self._carry_out(plan) for plan in plans))

    async def _carry_out(self, plan: Plan) -> None:
        for number in range(plan.times):
            await assert_eventually(lambda: self._are_ready(plan.parts), timeout_s=READY_TIMEOUT_S)
            await asyncio.sleep(self._random.uniform(plan.shortest_s, plan.longest_s))
            killed = [part for part in plan.parts if self._kill(part)]
            self.kills += killed
            if killed:
                names = ", ".join(killed)
                self._stage.report(f"killed {names} ({number + 1} of {plan.times})")

    def _kill(self, part: Part) -> bool:
        process = find(self._stage, part)
        if process is None:  # somebody else's kill took it along
            return False
        if part in SIGNS:  # made anew by the next one, when that is ready
            (self._stage.stack.data_dir / SIGNS[part]).unlink(missing_ok=True)
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, SIGNALS[part])
            process.wait(20)
        return True

    def _are_ready(self, parts: Iterable[Part]) -> bool:
        return all(
            find(self._stage, part) is not None and READY[part](self._stage) for part in parts
        )


def find(stage: Stage, part: Part) -> psutil.Process | None:
    """The process itself, not the leash that holds it."""
    up = stage.stack.up
    if up is None:
        return None
    for process in psutil.Process(up.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            leash = any(word.endswith("leash.py") for word in words)
            if not leash and _matches(part, process.name(), words):
                return process
    return None


def _matches(part: Part, name: str, words: list[str]) -> bool:
    if part is Part.POSTGRES and name != "postgres":
        return False
    return all(mark in words for mark in MARKS[part])


def _worker_is_ready(stage: Stage) -> bool:
    return (stage.stack.data_dir / READY_FILE).exists()


def _temporal_is_ready(stage: Stage) -> bool:
    return ports.accepts_connections(stage.stack.temporal_port)


def _postgres_is_ready(stage: Stage) -> bool:
    pid_file = stage.stack.data_dir / "postgres" / "postmaster.pid"
    with contextlib.suppress(OSError):
        return pid_file.read_text().rstrip().endswith("ready")
    return False


def _bot_is_ready(stage: Stage) -> bool:
    with contextlib.suppress(OSError):
        return (stage.stack.data_dir / STATUS_FILE).read_text().startswith(CONNECTED)
    return False


def _api_is_ready(stage: Stage) -> bool:
    return ports.accepts_connections(stage.stack.api_port)


READY: dict[Part, Callable[[Stage], bool]] = {
    Part.WORKER: _worker_is_ready,
    Part.TEMPORAL: _temporal_is_ready,
    Part.POSTGRES: _postgres_is_ready,
    Part.BOT: _bot_is_ready,
    Part.API: _api_is_ready,
}

"""Keeps parts running: starts them in order, again after a crash, and stops them in reverse."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from panager.embedded import liveness
from panager.embedded.liveness import Patience
from panager.embedded.parts import Part
from panager.errors import PanagerError

FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 3.0
START_LIMIT_S = 90.0
"""Each part has shorter limits of its own; this one is for what freezes while it starts."""
FIRST_STARTS = 3
"""Failed attempts at the very first start after which we give up: the person is looking on."""
STABLE_AFTER_S = 30.0
"""A part that ran this long starts again with the first delay."""


class State(StrEnum):
    """What is going on with a part."""

    STARTING = "starting"
    DONE = "done"
    READY = "ready"
    EXTERNAL = "external"
    FROZEN = "frozen"
    RESTARTING = "restarting"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"


OnState = Callable[[str, str, str], None]
"""Called with a part's name, a `State`, and an address or an explanation."""


class PartFailedError(PanagerError):
    """A part cannot be kept running; everything else is stopped."""


@dataclass(frozen=True)
class _Running:
    name: str
    part: Part
    keeper: asyncio.Task[None]


class Supervisor:
    """Starts parts one by one and keeps each of them running until `stop`."""

    def __init__(self, on_state: OnState, patience: Patience) -> None:
        """`on_state` hears of every change; `patience` is had with a part that gives no answer."""
        self._on_state = on_state
        self._patience = patience
        self._running: list[_Running] = []

    async def start(
        self, name: str, part: Part, detail: Callable[[], str], *, max_failures: int | None = None
    ) -> None:
        """Start `part`; raises when it cannot be started, after some attempts if they may help.

        `detail` is shown when it runs. After `max_failures` failed restarts in a row `wait`
        raises; None tries for ever.
        """
        self._on_state(name, State.STARTING, "")
        try:
            await self._start(name, part, 0.0, FIRST_STARTS)
        except BaseException:
            await part.stop()
            raise
        self._on_state(name, State.READY, detail())
        keeper = asyncio.create_task(self._keep(name, part, detail, max_failures), name=name)
        self._running.append(_Running(name, part, keeper))

    async def wait(self) -> None:
        """Raise when a part has failed for good; otherwise never return."""
        done, _ = await asyncio.wait(
            [running.keeper for running in self._running], return_when=asyncio.FIRST_COMPLETED
        )
        for keeper in done:
            keeper.result()

    async def _keep(
        self, name: str, part: Part, detail: Callable[[], str], max_failures: int | None
    ) -> None:
        delay_s = FIRST_DELAY_S
        while True:
            since = time.monotonic()
            how = await self._until_ended(name, part)
            self._on_state(name, State.RESTARTING, how)
            if time.monotonic() - since > STABLE_AFTER_S:
                delay_s = FIRST_DELAY_S
            delay_s = await self._start(name, part, delay_s, max_failures)
            self._on_state(name, State.READY, detail())

    async def _until_ended(self, name: str, part: Part) -> str:
        """How it ended: by itself, or by us because it was frozen."""
        ending = asyncio.create_task(part.wait())
        freezing = asyncio.create_task(liveness.until_frozen(part.is_alive, self._patience))
        try:
            await asyncio.wait((ending, freezing), return_when=asyncio.FIRST_COMPLETED)
            if ending.done():
                return f"ended with code {ending.result()}"
            self._on_state(name, State.FROZEN, "it does not answer")
            await part.kill()
            await ending  # it may have to let go of something, too, as of a port
            return "it did not answer and was killed"
        finally:
            ending.cancel()
            freezing.cancel()

    async def _start(
        self, name: str, part: Part, delay_s: float, max_failures: int | None
    ) -> float:
        """Start it after a while, waiting twice as long each time; returns the next delay."""
        failures = 0
        while True:
            await asyncio.sleep(delay_s)
            delay_s = min(max(delay_s * 2, FIRST_DELAY_S), LONGEST_DELAY_S)
            try:
                async with asyncio.timeout(START_LIMIT_S):
                    await part.start()
            except Exception as error:
                failures += 1
                await part.stop()
                if max_failures is not None and failures >= max_failures:
                    self._on_state(name, State.FAILED, str(error))
                    raise PartFailedError(f"{name} cannot be started: {error}") from error
                self._on_state(name, State.RESTARTING, str(error))
            else:
                return delay_s

    async def stop(self) -> None:
        """Stop everything, the last started first."""
        for running in reversed(self._running):
            running.keeper.cancel()
            await asyncio.gather(running.keeper, return_exceptions=True)
            self._on_state(running.name, State.STOPPING, "")
            await running.part.stop()
            self._on_state(running.name, State.STOPPED, "")
        self._running.clear()

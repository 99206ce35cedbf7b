import asyncio

import pytest

from panager.embedded.liveness import Patience
from panager.embedded.supervisor import PartFailedError, Supervisor


class Breaking:
    """A part that ends at once, and whose restarts fail with errors that nobody foresaw."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.starts = 0
        self.again = asyncio.Event()

    async def start(self) -> None:
        self.starts += 1
        if self.starts > 1 + self.failures:
            self.again.set()
        elif self.starts > 1:
            raise ArithmeticError("nobody foresaw this")

    async def wait(self) -> int:
        if self.again.is_set():
            await asyncio.Event().wait()
        return 137

    async def is_alive(self) -> bool:
        return True

    async def stop(self) -> None:
        return

    async def kill(self) -> None:
        return


async def test_restart_that_fails_in_an_unknown_way_is_tried_again() -> None:
    part, states = Breaking(failures=2), list[tuple[str, str, str]]()
    supervisor = Supervisor(lambda *state: states.append(state), Patience())

    await supervisor.start("temporal", part, lambda: "here", max_failures=5)
    await part.again.wait()
    await supervisor.stop()

    assert ("temporal", "restarting", "nobody foresaw this") in states
    assert part.starts == 4


async def test_part_that_never_starts_again_ends_everything() -> None:
    part = Breaking(failures=100)
    supervisor = Supervisor(lambda *_: None, Patience())

    await supervisor.start("temporal", part, lambda: "here", max_failures=2)

    with pytest.raises(PartFailedError, match="temporal cannot be started"):
        await supervisor.wait()
    await supervisor.stop()

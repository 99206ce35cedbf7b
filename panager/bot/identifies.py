"""How often the bot may begin a session: 1,000 a day end its token, so a crash loop waits.

The times are kept in a file, because a process that crashes at its start remembers nothing.
See https://discord.com/developers/docs/events/gateway#session-start-limit-object.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import structlog

from panager.errors import PanagerError

HOUR_S = 3600.0
SPACING_S = 5.0
"""Between any two; Discord answers an earlier one with an invalid session."""
FREE = 15
"""In an hour; then the waiting begins."""
FIRST_WAIT_S = 10.0
LONGEST_WAIT_S = 15 * 60.0
SHORT_S = 20.0
"""How long a connection that is open may wait; Discord and discord.py drop it after a minute."""

log = structlog.get_logger(__name__)


class TooManyIdentifiesError(PanagerError):
    """Another session would begin too soon; connect again when `Identifies.wait` returns."""

    retryable = True


def wait_after(count: int, *, spacing_s: float = SPACING_S) -> float:
    """Seconds from the last of `count` sessions of an hour to the next."""
    if count < FREE:
        return spacing_s
    return max(spacing_s, min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (count - FREE)))


class Identifies:
    """Counts the sessions of the last hour across processes."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        spacing_s: float = SPACING_S,
    ) -> None:
        """`path` is made when the first session begins; `clock` is in seconds since 1970."""
        self._path = path
        self._clock = clock
        self._sleep = sleep
        self._spacing_s = spacing_s

    def delay_s(self) -> float:
        """From now until the next session may begin."""
        times = self._last_hour()
        if not times:
            return 0.0
        due = max(times) + wait_after(len(times), spacing_s=self._spacing_s)
        return max(0.0, due - self._clock())

    async def wait(self) -> None:
        """Return when a session may begin."""
        while (delay := self.delay_s()) > 0:
            if delay > self._spacing_s:
                log.warning("identify_waits", seconds=round(delay), last_hour=self.count)
            await self._sleep(delay)

    async def begin(self) -> None:
        """Write down that a session begins now; TooManyIdentifiesError if it must not."""
        delay = self.delay_s()
        if delay > SHORT_S:
            raise TooManyIdentifiesError(f"The next session may begin in {delay:.0f} s.")
        await self._sleep(delay)
        self._write([*self._last_hour(), self._clock()])

    @property
    def count(self) -> int:
        return len(self._last_hour())

    def _last_hour(self) -> list[float]:
        now = self._clock()
        # A clock that was set back must not make us wait for days.
        return [at for at in self._read() if now - HOUR_S < at <= now]

    def _read(self) -> list[float]:
        try:
            return [float(at) for at in json.loads(self._path.read_text(encoding="utf-8"))]
        except (FileNotFoundError, ValueError, TypeError):
            return []

    def _write(self, times: Sequence[float]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        whole = self._path.with_suffix(".new")
        whole.write_text(json.dumps(times), encoding="utf-8")
        whole.replace(self._path)

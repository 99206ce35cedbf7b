"""How fast calls leave for a channel, and which of them first."""

import asyncio
import heapq
import itertools
from collections import deque
from typing import Protocol

from panager.contracts.channels import Urgency

CATCH_UP = 3
"""Calls that a process which slept may make at once, beside the one that is due."""


class RateLimiter(Protocol):
    """What a channel asks before each call; one whose state is shared may stand in its place."""

    async def take(self, urgency: Urgency) -> None: ...

    def has_waiting(self, urgency: Urgency) -> bool:
        """Whether somebody waits here who is as urgent."""
        ...

    def hold(self, seconds: float) -> None:
        """Nothing begins for so long: the service has said so."""
        ...


class ProcessRateLimiter:
    """Lets the calls of one process begin evenly, the urgent first, otherwise in their order.

    In no second do more than `per_second` + `CATCH_UP` + 1 begin.
    """

    def __init__(self, per_second: float) -> None:
        self._interval_s = 1 / per_second
        self._waiting: list[tuple[Urgency, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._next_at = float("-inf")
        self._timer: asyncio.TimerHandle | None = None

    async def take(self, urgency: Urgency) -> None:
        """Wait for one's turn; who is cancelled meanwhile leaves it to the next."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(self._numbers), turn))
        self._serve()
        await turn

    def has_waiting(self, urgency: Urgency) -> bool:
        """Whether somebody waits who is as urgent."""
        return bool(self._waiting) and self._waiting[0][0] <= urgency

    def hold(self, seconds: float) -> None:
        """Nothing begins for so long."""
        self._next_at = max(self._next_at, asyncio.get_running_loop().time() + seconds)

    def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        earliest = loop.time() - CATCH_UP * self._interval_s
        while self._waiting and self._next_at <= loop.time():
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.cancelled():
                turn.set_result(None)
                self._next_at = max(self._next_at, earliest) + self._interval_s
        if self._waiting and self._timer is None:
            self._timer = loop.call_at(self._next_at, self._wake)

    def _wake(self) -> None:
        self._timer = None
        self._serve()


class Ceiling:
    """At most so many in any second, in their order: for what has waited behind a rate limiter.

    A client that holds calls back for a route of its own lets them go all at once.
    """

    def __init__(self, in_a_second: int) -> None:
        self._left_at: deque[float] = deque(maxlen=in_a_second)
        self._door = asyncio.Lock()

    async def pass_under(self) -> None:
        """Wait until one more may leave."""
        loop = asyncio.get_running_loop()
        # Guards the order: who waits for the second to be over is not overtaken.
        async with self._door:
            if len(self._left_at) == self._left_at.maxlen:
                await asyncio.sleep(self._left_at[0] + 1 - loop.time())
            self._left_at.append(loop.time())

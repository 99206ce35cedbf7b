"""Notices that a part is frozen: it runs, but has stopped to answer."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from panager.process import time_limit


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How often a part is asked for an answer, and how long it may give none."""

    every_s: float = 2.0
    limit_s: float = 4.0
    """Of one probe."""
    frozen_after_s: float = 15.0
    """Longer than a busy machine lets anybody wait for an answer; and with two probes and a start
    it is less than half a minute."""


type Probe = Callable[[], Coroutine[None, None, bool]]


class Silence:
    """How long nothing has been heard of a part.

    The time between two looks counts as what it should be at most. When it was more, this process
    was asleep itself, as the whole machine may have been, and nobody could answer.
    """

    def __init__(self, now: float, patience: Patience) -> None:
        """It has just been heard of; times are seconds on a clock that never goes back."""
        self._patience = patience
        self._looked = now
        self._silent_s = 0.0

    def is_too_long(self, now: float, *, alive: bool) -> bool:
        """Whether it is frozen by now; `alive` is what the probe that ends now has found."""
        passed_s = min(now - self._looked, self._patience.every_s + self._patience.limit_s)
        self._looked = now
        self._silent_s = 0.0 if alive else self._silent_s + passed_s
        return self._silent_s > self._patience.frozen_after_s


async def until_frozen(is_alive: Probe, patience: Patience) -> None:
    """Return when `is_alive` has not been true for too long; an error and no answer are False."""
    silence = Silence(time.monotonic(), patience)
    while True:
        await asyncio.sleep(patience.every_s)
        alive = await _ask(is_alive, patience.limit_s)
        if silence.is_too_long(time.monotonic(), alive=alive):
            return


async def _ask(is_alive: Probe, limit_s: float) -> bool:
    try:
        return await time_limit.within(limit_s, is_alive())
    except Exception:  # noqa: BLE001 - whatever it is, it is no answer
        return False

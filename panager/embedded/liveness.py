"""Notices that a part is frozen: it runs, but has stopped to answer."""

import asyncio
import time
from collections.abc import Callable, Coroutine

from panager.process import time_limit

EVERY_S = 2.0
LIMIT_S = 4.0
"""Of one probe."""
FROZEN_AFTER_S = 15.0
"""Longer than a busy machine lets anybody wait for an answer; and with two probes and a start it
is less than half a minute."""

type Probe = Callable[[], Coroutine[None, None, bool]]


class Silence:
    """How long nothing has been heard of a part.

    The time between two looks counts as what it should be at most. When it was more, this process
    was asleep itself, as the whole machine may have been, and nobody could answer.
    """

    def __init__(self, now: float) -> None:
        """It has just been heard of; times are seconds on a clock that never goes back."""
        self._looked = now
        self._silent_s = 0.0

    def is_too_long(self, now: float, *, alive: bool) -> bool:
        """Whether it is frozen by now; `alive` is what the probe that ends now has found."""
        passed_s = min(now - self._looked, EVERY_S + LIMIT_S)
        self._looked = now
        self._silent_s = 0.0 if alive else self._silent_s + passed_s
        return self._silent_s > FROZEN_AFTER_S


async def until_frozen(is_alive: Probe) -> None:
    """Return when `is_alive` has not been true for too long; an error and no answer are False."""
    silence = Silence(time.monotonic())
    while True:
        await asyncio.sleep(EVERY_S)
        alive = await _ask(is_alive)
        if silence.is_too_long(time.monotonic(), alive=alive):
            return


async def _ask(is_alive: Probe) -> bool:
    try:
        return await time_limit.within(LIMIT_S, is_alive())
    except Exception:  # noqa: BLE001 - whatever it is, it is no answer
        return False

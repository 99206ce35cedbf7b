"""Notices work that fails again and again, and says so instead of retrying it in silence."""

from collections import Counter
from collections.abc import Hashable
from datetime import timedelta
from typing import Final

import structlog
from temporalio import activity

from panager.contracts import limits
from panager.process.health import ProcessHealth

SHOWN_FOR: Final = timedelta(hours=1)
"""How long `doctor` and `/readyz` tell of work that was given up."""
MOST_KNOWN: Final = 10_000
"""Failing activities that are counted; beyond, the oldest are forgotten and count anew."""

type Key = tuple[str | None, str | None, str, Hashable]

log = structlog.get_logger(__name__)


class Alarm:
    """Counts the failures in a row of each activity that this process has tried."""

    def __init__(self, health: ProcessHealth | None) -> None:
        """`health` None: only the log hears of it."""
        self._health = health
        self._failures: dict[tuple[Key, bool], int] = {}
        self._given_up: Counter[str] = Counter()

    async def fail(self, key: Key, error: Exception) -> None:
        """One more failure that may be over by itself, so that it is tried again."""
        if self._count(key, is_bug=False) >= limits.BUG_ATTEMPTS:
            again = f"{key[2]} fails with {type(error).__name__} and is tried again"
            await self._tell(key[2], ok=False, detail=again)

    async def fail_of_bug(self, key: Key, error: Exception) -> bool:
        """One more failure that nobody foresaw; True when the activity is to be given up."""
        failures = self._count(key, is_bug=True)
        is_over = failures >= limits.BUG_ATTEMPTS
        if failures == 1 or is_over:
            log.error("activity_bug", exc_info=error, is_given_up=is_over)
        else:
            log.warning("activity_failed", error=type(error).__name__)
        if is_over:
            self._forget(key)
            await self._give_up(key[2], error)
        return is_over

    async def succeed(self, key: Key) -> None:
        """It is done, perhaps after failures."""
        if self._forget(key) >= limits.BUG_ATTEMPTS and not self._given_up[key[2]]:
            await self._tell(key[2], ok=True, detail="")

    def _count(self, key: Key, *, is_bug: bool) -> int:
        failures = self._failures.pop((key, is_bug), 0) + 1
        self._failures[key, is_bug] = failures
        if len(self._failures) > MOST_KNOWN:
            del self._failures[next(iter(self._failures))]
        return failures

    def _forget(self, key: Key) -> int:
        """How often it failed for want of something that is back."""
        self._failures.pop((key, True), None)
        return self._failures.pop((key, False), 0)

    async def _give_up(self, name: str, error: Exception) -> None:
        self._given_up[name] += 1
        times = self._given_up[name]
        detail = f"{name} was given up {times} times, last after {type(error).__name__}"
        await self._tell(name, ok=False, detail=f"{detail}; the log has the traceback")

    async def _tell(self, name: str, *, ok: bool, detail: str) -> None:
        if self._health is not None:
            lasts = None if ok else SHOWN_FOR
            await self._health.put(f"activity {name}", ok=ok, detail=detail, lasts=lasts)


def key_of(info: activity.Info, args: object) -> Key:
    """The same for all attempts: a local activity gets a new id when it gives its place away."""
    return info.workflow_id, info.workflow_run_id, info.activity_type, repr(args)

"""The operations of a process with the servers around it, and the one at which it is killed."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Moment(StrEnum):
    """Where in an operation."""

    ASKED = "asked"
    """The process has sent its request, and nobody has received it."""
    ANSWERED = "answered"
    """The server has done it, and the process does not know."""


@dataclass(frozen=True)
class Point:
    """A moment of the `number`th operation called `label`; it has no other name in two runs."""

    server: str
    label: str
    moment: Moment
    number: int

    def __str__(self) -> str:
        """For reports."""
        return f"{self.server} {self.label!r} #{self.number} {self.moment}"


@dataclass
class Watch:
    """Sees all operations of one process; writes them down or kills at one of them."""

    kill: Callable[[], None] = lambda: None
    trace: list[Point] = field(default_factory=list)
    """What was seen since it was set."""
    last_seen_at: float = 0.0
    """By the monotonic clock, in seconds."""
    _at: Point | None = None
    _is_set: bool = False
    killed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the point was met."""
    _counts: Counter[tuple[str, str, Moment]] = field(default_factory=Counter)

    def set(self, at: Point | None) -> None:
        """From now on count; kill at this point."""
        self._at, self._is_set, self.killed = at, True, asyncio.Event()
        self.trace, self._counts = [], Counter()

    def clear(self) -> None:
        """Nothing is counted, nobody killed."""
        self._is_set = False

    def see(self, server: str, label: str, moment: Moment) -> bool:
        """Whether the process dies here, so that nothing of this gets further."""
        self.last_seen_at = time.monotonic()
        if not self._is_set or self.killed.is_set():
            return False
        key = (server, label, moment)
        self._counts[key] += 1
        self.trace.append(Point(*key, self._counts[key]))
        if self.trace[-1] != self._at:
            return False
        self.killed.set()
        self.kill()
        return True

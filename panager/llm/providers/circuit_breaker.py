"""Which models are passed over for a while, because they just failed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

FIRST_REST = timedelta(seconds=10)
LONGEST_REST = timedelta(minutes=5)
KEY_REST = timedelta(minutes=10)
"""After a refused key: a new one needs a restart anyway, but an account may be paid."""


@dataclass
class Health:
    """Of one model, as far as this process knows."""

    clock: Callable[[], float] = time.monotonic
    """Seconds."""
    _failures: int = 0
    """In a row."""
    _failed_at: float = field(default=float("-inf"))
    _rests_until: float = field(default=float("-inf"))
    _refuses_until: float = field(default=float("-inf"))

    @property
    def is_resting(self) -> bool:
        """Whether other models should be asked first."""
        return self.clock() < max(self._rests_until, self._refuses_until)

    @property
    def refuses_for(self) -> timedelta:
        """How long the server wants to be left alone (its Retry-After); zero if it does not."""
        return timedelta(seconds=max(0.0, self._refuses_until - self.clock()))

    def begin(self) -> None:
        """It is asked; after a failure one call tries it out while the others pass it over."""
        if self._failures and not self.is_resting:
            self._rests_until = self.clock() + FIRST_REST.total_seconds()

    def succeed(self) -> None:
        """It has answered."""
        self._failures, self._rests_until, self._refuses_until = 0, float("-inf"), float("-inf")

    def fail(self, began_at: float, *, retry_after: timedelta | None = None) -> None:
        """A call that began then (of the clock) has failed.

        Each failure in a row makes the rest twice as long; calls that were under way together fail
        together, which counts once.
        """
        if retry_after is not None:
            until = self.clock() + retry_after.total_seconds()
            self._refuses_until = max(self._refuses_until, until)
        if self._failures and began_at < self._failed_at:
            return
        rest = min(FIRST_REST * 2**self._failures, LONGEST_REST)
        self._failures = min(self._failures + 1, 10)
        self._failed_at = self.clock()
        self._rests_until = self.clock() + rest.total_seconds()

    def refuse(self) -> None:
        """It refuses the key."""
        self._failures = max(self._failures, 1)
        self._rests_until = self.clock() + KEY_REST.total_seconds()

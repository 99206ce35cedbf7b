"""A circuit breaker for each model: one that just failed is passed over for a while.

Closed: it is asked as usual. Open: it failed, so the other models are asked first. Half-open: its
time is over and one call tries it out, while the others still pass it over.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

FIRST_OPEN = timedelta(seconds=10)
LONGEST_OPEN = timedelta(minutes=5)
OPEN_WITHOUT_KEY = timedelta(minutes=10)
"""After a refused key: a new one needs a restart anyway, but an account may be paid."""


@dataclass
class CircuitBreaker:
    """Whether one model should be asked now, as far as this process knows."""

    clock: Callable[[], float] = time.monotonic
    """A clock in seconds; tests have one of their own."""
    _failures: int = 0
    """How many calls have failed in a row."""
    _failed_at: float = field(default=float("-inf"))
    _open_until: float = field(default=float("-inf"))
    _retry_after: float = field(default=float("-inf"))

    @property
    def is_open(self) -> bool:
        """Whether other models should be asked first."""
        return self.clock() < max(self._open_until, self._retry_after)

    @property
    def retry_after(self) -> timedelta:
        """How long the server wants no calls at all (its Retry-After); zero if it takes them."""
        return timedelta(seconds=max(0.0, self._retry_after - self.clock()))

    def begin(self) -> None:
        """A call begins; after a failure it is the one that tries the model out (half-open)."""
        if self._failures and not self.is_open:
            self._open_until = self.clock() + FIRST_OPEN.total_seconds()

    def succeed(self) -> None:
        """The model has answered, which closes the circuit."""
        self._failures, self._open_until, self._retry_after = 0, float("-inf"), float("-inf")

    def fail(self, began_at: float, *, retry_after: timedelta | None = None) -> None:
        """A call that began then (of the clock) has failed, which opens the circuit.

        Each failure in a row keeps it open twice as long; calls that were under way together fail
        together, which counts once.
        """
        if retry_after is not None:
            until = self.clock() + retry_after.total_seconds()
            self._retry_after = max(self._retry_after, until)
        if self._failures and began_at < self._failed_at:
            return
        open_for = min(FIRST_OPEN * 2**self._failures, LONGEST_OPEN)
        self._failures = min(self._failures + 1, 10)
        self._failed_at = self.clock()
        self._open_until = self.clock() + open_for.total_seconds()

    def refuse_key(self) -> None:
        """The server does not take our key, so that asking again soon is of no use."""
        self._failures = max(self._failures, 1)
        self._open_until = self.clock() + OPEN_WITHOUT_KEY.total_seconds()

"""Time limits, retry policies and bounds, in one place."""

from datetime import timedelta
from typing import Final

from temporalio.common import RetryPolicy

MAX_STEPS: Final = 25
"""Model calls in one turn; then it ends with an apology."""
MAX_INTERRUPTIONS: Final = 5
"""New messages that may interrupt the thinking of one turn; further ones wait for the next."""
MAX_AHEAD: Final = timedelta(days=5 * 366)
"""How far in the future a reminder may lie."""
LATE_AFTER: Final = timedelta(seconds=30)
"""A reminder that comes later than this says so."""

DATABASE_TIMEOUT: Final = timedelta(seconds=5)
"""Start to close of activities that only touch the database."""
TOOL_TIMEOUT: Final = timedelta(seconds=15)
THINK_TIMEOUT: Final = timedelta(minutes=5)
THINK_PATIENCE: Final = timedelta(minutes=15)
"""Schedule to close: after so long without a model the person is told."""
HEARTBEAT_TIMEOUT: Final = timedelta(seconds=15)

FOREVER: Final = RetryPolicy(
    initial_interval=timedelta(milliseconds=200),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=30),
)
"""For what must happen in the end: database work and deliveries."""
MODEL: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=60),
)

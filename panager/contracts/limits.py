"""Time limits, retry policies and bounds, in one place."""

from datetime import UTC, time, timedelta
from typing import Final

from temporalio.common import RetryPolicy

MAX_STEPS: Final = 25
"""Model calls in one turn; then it ends with an apology."""
MAX_CALLS: Final = 8
"""Tool calls of one step; what a model wants beyond is refused."""
MAX_RESULT: Final = 8000
"""Characters of the result of one tool call, as JSON."""
MAX_SAME_CALLS: Final = 3
"""Calls of a tool with the same arguments in one turn."""
MAX_REFUSED_STEPS: Final = 3
"""Steps in a row of which every call was refused; then the turn ends."""
MAX_INTERRUPTIONS: Final = 5
"""New messages that may interrupt the thinking of one turn; further ones wait for the next."""
MAX_TEXT: Final = 4000
"""Characters of one message of a person, and so of a reminder; Discord takes no more either."""
MAX_ARGUMENTS: Final = 6 * MAX_TEXT + 2000
"""Characters of the arguments of one tool call, as JSON; some servers write "\\uc57d" for "약"."""
MAX_AHEAD: Final = timedelta(days=5 * 366)
"""How far in the future a reminder may lie."""
LATE_AFTER: Final = timedelta(seconds=30)
"""A reminder that comes later than this says so."""
OVERDUE_AFTER: Final = timedelta(minutes=1)
"""What has not come for so long is counted by `doctor`, `/readyz` and the log."""
MUCH_TOO_LATE: Final = timedelta(minutes=10)
"""From here on a reminder's own choice counts (send, ask, skip), and what became due while
nothing ran comes as one digest."""
LONG_MISSED: Final = timedelta(minutes=10)
"""An answer to a message that was written longer ago says so."""
DIGEST_WAIT: Final = timedelta(seconds=15)
"""How long a digest waits for more; after a restart overdue timers fire at about 45 a second."""
MOST_CHANGES: Final = 5
"""Reminders and settings that one turn may change, or take back, without a card."""
MOST_NEW: Final = 10
"""Reminders that one turn may make without a card."""
FAR: Final = timedelta(days=7)
"""What would come so much later than it was due is put on a card."""
LONGEST_QUIET: Final = timedelta(hours=12)
"""Longer quiet hours are put on a card."""
MAX_OPEN_REMINDERS: Final = 200
"""Per person."""
SHORTEST_INTERVAL: Final = timedelta(minutes=1)
"""Between occurrences of a series, and between nags."""
MAX_NAGS: Final = 20

SUMMARY_AFTER: Final = 20
"""Ended turns that are read whole; with more, the oldest of them are summed up."""
SUMMARY_LEAVES: Final = 10
"""Of them, the last."""
SUMMARY_AT_ONCE: Final = 40
"""Turns that are summed up by one model call."""
ACTION_EXPIRY: Final = timedelta(days=7)
"""How long an action waits for a person; its card says until when."""
PARKED_WAIT: Final = timedelta(minutes=2)
"""How long a turn waits for an action whose outcome it needs; later the outcome starts another."""
ACTION_TIMEOUT: Final = timedelta(minutes=5)
"""Start to close of doing what was approved."""
ACTION_PATIENCE: Final = timedelta(hours=1)
"""Schedule to close: after so long the person is told that it could not be done."""

DATABASE_TIMEOUT: Final = timedelta(seconds=5)
"""Start to close of activities that only touch the database."""
LONGEST_LOCAL_PAUSE: Final = timedelta(seconds=5)
"""A local activity that waits longer for its next attempt gives its place to other workflows.

Long enough for a restart of Postgres: what gave its place comes back at the end of the queue."""
SEND_TIMEOUT: Final = timedelta(minutes=2)
"""Start to close of a message to a service outside, its waiting for the rate limiter included."""
TOOL_TIMEOUT: Final = timedelta(seconds=15)
OUTSIDE_ATTEMPTS: Final = 3
"""Of a tool that asks somebody outside; after that its failure is its result."""
UNDO_WITHIN: Final = timedelta(hours=24)
"""How long what a tool did can be taken back."""
THINK_TIMEOUT: Final = timedelta(minutes=5)
THINK_PATIENCE: Final = timedelta(minutes=15)
"""Schedule to close: after so long without a model the person is told."""
HEARTBEAT_TIMEOUT: Final = timedelta(seconds=15)
RECONCILE_AT: Final = time(3, 30, tzinfo=UTC)
"""Every night."""
RECONCILE_TIMEOUT: Final = timedelta(hours=1)

BUG_ATTEMPTS: Final = 7
"""Of an activity that fails with an error that nobody foresaw, which with `FOREVER` takes about a
quarter of a minute. Then the alarm is raised and it has failed for good (activities/alarm.py)."""

BUG_PAUSE: Final = timedelta(minutes=10)
"""How long a reminder is left alone whose end cannot be written down either."""

FOREVER: Final = RetryPolicy(
    initial_interval=timedelta(milliseconds=200),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=30),
)
"""For what must happen in the end: database work and deliveries.

It ends all the same at a bug, which the interceptor of activities bounds."""
MODEL: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=60),
)
SUMMARY: Final = RetryPolicy(
    initial_interval=timedelta(seconds=10),
    backoff_coefficient=4,
    maximum_interval=timedelta(minutes=10),
    maximum_attempts=5,
)
"""Nobody waits for it, and the next turn asks again."""

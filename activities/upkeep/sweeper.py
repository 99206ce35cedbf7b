"""Looks every half minute whether what is due soon or overdue has a workflow that knows it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import structlog
from temporalio.client import Client

from activities.each_row import for_each
from activities.reminders.recover import agrees, give_back, list_running
from activities.upkeep.reconcile import ask_to_reconcile
from panager.contracts import limits
from panager.db import reminders
from panager.db.pool import Database
from panager.db.reminders import DueReminder

EVERY_S = 30.0
AHEAD = timedelta(seconds=90)
"""So that what Temporal forgot is given back before it is due, not after."""
PAGE = 500

log = structlog.get_logger(__name__)


class ReminderSweeper:
    """Temporal carries out what the rows promise, and may forget some of it.

    A power cut can take its last commits, and its files may be put back or deleted. What is due
    soon is compared with what runs: one query of each side, and a closer look at what differs.
    """

    def __init__(self, db: Database, client: Client, *, every_s: float = EVERY_S) -> None:
        """Several workers may sweep at once."""
        self._db = db
        self._client = client
        self._every_s = every_s
        self._is_mending = False

    async def run(self) -> None:
        """Sweep until cancelled."""
        while True:
            await self.sweep()
            await asyncio.sleep(self._every_s)

    async def sweep(self) -> int:
        """One round; how many were given back what they had lost."""
        await self._tell_overdue()
        due = [row async for row in self._list_due()]
        if not due:
            return 0
        running = await list_running(
            self._client, due_before=datetime.now(UTC) + 2 * AHEAD, beat=_no_beat
        )
        doubtful = [row for row in due if not agrees(running.get(row.reminder_id), row.believed)]
        mended = await for_each(self._mend, doubtful, beat=_no_beat)
        await self._look_at_all(mended.done)
        return mended.done

    async def _tell_overdue(self) -> None:
        overdue = await reminders.count_overdue(self._db, grace=limits.OVERDUE_AFTER)
        if overdue.since is not None:
            since = overdue.since.isoformat()
            log.warning("reminders_overdue", overdue=overdue.count, since=since)

    async def _list_due(self) -> AsyncIterator[DueReminder]:
        last: DueReminder | None = None
        while page := await reminders.list_due(self._db, ahead=AHEAD, after=last, limit=PAGE):
            for row in page:
                yield row
            last = page[-1]

    async def _mend(self, row: DueReminder) -> bool:
        return await give_back(self._db, self._client, row.user_id, row.reminder_id)

    async def _look_at_all(self, mended: int) -> None:
        """Where one was forgotten there may be others, also of those that are due much later."""
        if mended and not self._is_mending:
            log.warning("temporal_forgot_reminders", mended=mended)
            await ask_to_reconcile(self._client)
        self._is_mending = mended > 0


def _no_beat() -> None:
    """Nobody waits for a sign of life."""

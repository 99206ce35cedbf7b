"""Nudges the conversation of people whose message nobody answered, because a signal was lost."""

import asyncio
from collections.abc import Iterable
from uuid import UUID

import structlog
from temporalio.client import Client

from panager.channels.wake import nudge
from panager.db import users
from panager.db.pool import Database
from panager.outages import DATABASE_OUTAGES

EVERY_S = 2.0
UNANSWERED_FOR_S = 8.0
MAX_WAIT_ROUNDS = 30

log = structlog.get_logger(__name__)


class Sweeper:
    """One nudge per waiting person and round, less and less often while it does not help.

    Several workers may sweep at once: a nudge too many only makes a turn look again when it is
    over. It interrupts no model, which may take longer than we wait for lost signals.
    """

    def __init__(self, db: Database, client: Client) -> None:
        self._db = db
        self._client = client
        self._rounds: dict[UUID, int] = {}

    async def run(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                waiting = await users.list_waiting(self._db, older_than_s=UNANSWERED_FOR_S)
            except DATABASE_OUTAGES as error:
                log.warning("sweep_failed", error=type(error).__name__)
                continue
            await self.sweep(waiting)

    async def sweep(self, waiting: Iterable[UUID]) -> None:
        """Nudge those whose turn it is: in rounds 1, 2, 4, 8, 16, then every 30th."""
        self._rounds = {user_id: self._rounds.get(user_id, 0) + 1 for user_id in waiting}
        for user_id, rounds in self._rounds.items():
            if rounds.bit_count() == 1 or rounds % MAX_WAIT_ROUNDS == 0:
                await nudge(self._client, user_id)

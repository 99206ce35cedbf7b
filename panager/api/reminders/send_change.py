"""Sends a person's change of a reminder to its workflow and answers with what became of it."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

import structlog

from activities.reminders.update import Outcome, request_change
from panager.api.dependencies import Parts
from panager.api.http.idempotency import Asked
from panager.api.reminders.errors import NoSuchReminderError, UnknownOutcomeError, too_late
from panager.contracts.reminder import Verb
from panager.db import changes, reminders
from panager.db.changes import Change
from panager.db.reminders import Reminder
from panager.outages import TEMPORAL_OUTAGES

UPDATE_TIMEOUT_S = 5.0
DONE = {Verb.CANCEL: "cancelled", Verb.PAUSE: "paused", Verb.RESUME: "scheduled"}
"""The state that these lead to; asking for it again changes nothing."""

log = structlog.get_logger(__name__)


class Wish(Protocol):
    """What a person asks for, before it is known what that means for the reminder."""

    @property
    def verb(self) -> Verb:
        """Which Update it becomes."""

    def to_change(self, row: Reminder, change_id: UUID, now: datetime) -> Change:
        """The change; raises what must be sent instead."""


async def get_row(parts: Parts, user_id: UUID, reminder_id: UUID) -> Reminder:
    """The reminder of this person, or a 404."""
    async with parts.db.user(user_id) as connection:
        row = await reminders.get_reminder(connection, user_id, reminder_id)
    if row is None:
        raise NoSuchReminderError("There is no such reminder; GET /v1/reminders lists them.")
    return row


async def ask(parts: Parts, row: Reminder, wish: Wish, asked: Asked) -> Reminder:
    """The reminder as it is once the change is true; raises when it did not take effect."""
    change_id, change = asked.id_for(row.user_id), None
    async with parts.db.user(row.user_id) as connection:
        earlier = await changes.get_asked(connection, row.user_id, change_id)
    if row.state != DONE.get(wish.verb) and not (earlier is not None and earlier.is_applied):
        # Before the key is taken: what makes no sense leaves it free for what does.
        # In a thread: rules of strangers are worked out here.
        change = await asyncio.to_thread(wish.to_change, row, change_id, datetime.now(UTC))
    await asked.require_same(parts.db, row.user_id)
    if change is None:
        return row
    outcome = await _send(parts, change)
    row = await get_row(parts, row.user_id, row.reminder_id)
    if outcome is not Outcome.ACCEPTED and row.state != DONE.get(wish.verb):
        raise too_late(wish.verb, row)
    return row


async def _send(parts: Parts, change: Change) -> Outcome:
    try:
        async with asyncio.timeout(UPDATE_TIMEOUT_S):
            return await request_change(parts.db, parts.temporal, change)
    except TEMPORAL_OUTAGES as error:
        # An Update that nobody took yet is applied later all the same.
        log.warning(
            "change_unknown",
            verb=change.verb,
            reminder_id=str(change.reminder.reminder_id),
            error=type(error).__name__,
        )
        raise UnknownOutcomeError(
            f"Temporal did not answer, so it is unknown whether this took effect ({change.verb});"
            " look at the reminder again, or send this again with the same Idempotency-Key."
        ) from error

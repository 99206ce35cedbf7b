"""Sends a person's change of a reminder to its workflow and answers with what became of it."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import structlog

from activities.reminder_updates import Outcome, request_change
from panager.api.dependencies import Parts
from panager.api.reminder_errors import (
    KEY_REUSED,
    NoSuchReminderError,
    ReminderKeyReusedError,
    UnknownOutcomeError,
    too_late,
)
from panager.contracts.reminder import Verb
from panager.db import changes, reminders
from panager.db.changes import Asked, Change
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

    def matches(self, asked: Asked) -> bool:
        """Whether it says the same as what was asked for earlier."""

    def to_change(self, row: Reminder, change_id: UUID, now: datetime) -> Change:
        """The change; raises what must be sent instead."""


async def get_row(parts: Parts, user_id: UUID, reminder_id: UUID) -> Reminder:
    """The reminder of this person, or a 404."""
    async with parts.db.user(user_id) as connection:
        row = await reminders.get_reminder(connection, user_id, reminder_id)
    if row is None:
        raise NoSuchReminderError("There is no such reminder; GET /v1/reminders lists them.")
    return row


async def ask(parts: Parts, row: Reminder, wish: Wish, key: str | None) -> Reminder:
    """The reminder as it is once the change is true; raises when it did not take effect."""
    change_id = _change_id(row, wish.verb, key)
    async with parts.db.user(row.user_id) as connection:
        earlier = await changes.get_asked(connection, row.user_id, change_id)
    if earlier is not None and not wish.matches(earlier):
        raise ReminderKeyReusedError(KEY_REUSED)
    if row.state == DONE.get(wish.verb) or (earlier is not None and earlier.is_applied):
        return row
    # In a thread: rules of strangers are worked out here.
    change = await asyncio.to_thread(wish.to_change, row, change_id, datetime.now(UTC))
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


def _change_id(row: Reminder, verb: Verb, key: str | None) -> UUID:
    """The same for the same request, so that the workflow applies it once."""
    if key is None:
        return uuid4()
    return uuid5(NAMESPACE_URL, f"panager:api:{verb}:{row.user_id}:{row.reminder_id}:{key}")

"""Sends a person's change of a reminder to its workflow and answers with what became of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import Depends

from activities.reminders.commands import Request, is_already
from activities.reminders.create import Refusal
from activities.reminders.update import Outcome, request_change
from panager.api.dependencies import Parts, Running, User
from panager.api.http.idempotency import Asked, Once
from panager.api.reminders import schemas
from panager.api.reminders.errors import (
    NoSuchReminderError,
    UnknownOutcomeError,
    refused,
    too_late,
)
from panager.contracts.reminder import Verb
from panager.db import changes, reminders
from panager.db.changes import Change
from panager.db.reminders import Reminder
from panager.outages import TEMPORAL_OUTAGES

UPDATE_TIMEOUT_S = 5.0

log = structlog.get_logger(__name__)

type Command = Callable[[Request], Change | Refusal]
"""One of `activities.reminders.commands`, with what the request's body says."""


async def get_row(parts: Parts, user_id: UUID, reminder_id: UUID) -> Reminder:
    """The reminder of this person, or a 404."""
    async with parts.db.user(user_id) as connection:
        row = await reminders.get_reminder(connection, user_id, reminder_id)
    if row is None:
        raise NoSuchReminderError("There is no such reminder; GET /v1/reminders lists them.")
    return row


@dataclass(frozen=True)
class OneReminder:
    """The reminder that a request is about, and whose request it is."""

    parts: Parts
    user_id: UUID
    reminder_id: UUID
    asked: Asked

    async def change(self, verb: Verb, command: Command) -> schemas.Reminder:
        """The reminder as it is once the change is true; raises when it did not take effect."""
        row, change = await self._row(), None
        change_id = self.asked.id_for(self.user_id)
        if not await self._is_applied(change_id):
            # Before the key is taken: what makes no sense leaves it free for what does.
            change = await _decide(verb, command, change_id, row)
        await self.asked.require_same(self.parts.db, self.user_id)
        if change is None:
            return schemas.Reminder.of(row)
        outcome = await _send(self.parts, change)
        row = await self._row()
        if outcome is not Outcome.ACCEPTED and not is_already(change.verb, row):
            raise too_late(verb, row)
        return schemas.Reminder.of(row)

    async def _row(self) -> Reminder:
        return await get_row(self.parts, self.user_id, self.reminder_id)

    async def _is_applied(self, change_id: UUID) -> bool:
        async with self.parts.db.user(self.user_id) as connection:
            earlier = await changes.get_asked(connection, self.user_id, change_id)
        return earlier is not None and earlier.is_applied


async def _one_reminder(parts: Running, user: User, reminder_id: UUID, asked: Once) -> OneReminder:
    return OneReminder(parts, user, reminder_id, asked)


Target = Annotated[OneReminder, Depends(_one_reminder)]


async def _decide(verb: Verb, command: Command, change_id: UUID, row: Reminder) -> Change | None:
    """None when it is so already."""
    request = Request(change_id=change_id, reminder=row, now=datetime.now(UTC))
    # In a thread: rules of strangers are worked out here.
    decided = await asyncio.to_thread(command, request)
    match decided:
        case Refusal.ALREADY:
            return None
        case Refusal.WRONG_STATE:
            raise too_late(verb, row)
        case Refusal():
            raise refused(decided)
    return decided


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

"""Reminders: what was promised, and taking a promise back."""

import asyncio
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import structlog
from fastapi import APIRouter, Query
from temporalio.client import RPCTimeoutOrCancelledError
from temporalio.service import RPCError

from activities.reminder_updates import Outcome, request_change
from panager.api.dependencies import IdempotencyKey, Parts, Running, User
from panager.api.schemas import Reminder, ReminderPage, from_cursor, to_cursor
from panager.contracts.reminder import Verb
from panager.db import reminders
from panager.db.changes import Change
from panager.errors import PanagerError

UPDATE_TIMEOUT_S = 5.0

router = APIRouter(prefix="/v1/reminders", tags=["reminders"])
log = structlog.get_logger(__name__)


class NoSuchReminderError(PanagerError):
    """This person has no reminder with this id."""

    http_status = 404


class TooLateError(PanagerError):
    """The reminder was sent, or is being sent."""

    http_status = 409


class UnknownOutcomeError(PanagerError):
    """Nobody answered in time, so the change may or may not have taken effect."""

    http_status = 503
    retryable = True


@router.get("")
async def list_reminders(
    parts: Running,
    user_id: User,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ReminderPage:
    """Reminders in every state, by due time."""
    position = None if after is None else from_cursor(after)
    async with parts.db.user(user_id) as connection:
        rows = await reminders.list_all(connection, user_id, after=position, limit=limit + 1)
    page = rows[:limit]
    return ReminderPage(
        items=[Reminder.of(row) for row in page],
        next=to_cursor(page[-1]) if len(rows) > limit else None,
    )


@router.get("/{reminder_id}")
async def show_reminder(parts: Running, user_id: User, reminder_id: UUID) -> Reminder:
    """One reminder."""
    return Reminder.of(await _get(parts, user_id, reminder_id))


@router.delete("/{reminder_id}")
async def cancel_reminder(
    parts: Running, user_id: User, reminder_id: UUID, idempotency_key: IdempotencyKey = None
) -> Reminder:
    """Cancel; done when this answers 200. Cancelling what is cancelled changes nothing."""
    row = await _get(parts, user_id, reminder_id)
    if row.state == "cancelled":
        return Reminder.of(row)
    outcome = await _cancel(parts, row, idempotency_key)
    row = await _get(parts, user_id, reminder_id)
    if outcome is not Outcome.ACCEPTED and row.state != "cancelled":
        raise TooLateError(
            f"It cannot be cancelled any more: its moment has come. Its state is {row.state}."
        )
    return Reminder.of(row)


async def _get(parts: Parts, user_id: UUID, reminder_id: UUID) -> reminders.Reminder:
    async with parts.db.user(user_id) as connection:
        row = await reminders.get_reminder(connection, user_id, reminder_id)
    if row is None:
        raise NoSuchReminderError("There is no such reminder; GET /v1/reminders lists them.")
    return row


async def _cancel(parts: Parts, row: reminders.Reminder, key: str | None) -> Outcome:
    change = Change(change_id=_change_id(row, key), verb=Verb.CANCEL, reminder=row)
    try:
        async with asyncio.timeout(UPDATE_TIMEOUT_S):
            return await request_change(parts.db, parts.temporal, change)
    except (TimeoutError, RPCTimeoutOrCancelledError, RPCError, RuntimeError) as error:
        # The client turns the cancellation by our time-out into its own error. An Update that
        # nobody took yet is applied later all the same.
        log.warning("cancel_unknown", reminder_id=str(row.reminder_id), error=type(error).__name__)
        raise UnknownOutcomeError(
            "Temporal did not answer, so it is unknown whether the reminder is cancelled; look"
            " at it again, or send this again with the same Idempotency-Key."
        ) from error


def _change_id(row: reminders.Reminder, key: str | None) -> UUID:
    """The same for the same request, so that the workflow applies it once."""
    if key is None:
        return uuid4()
    return uuid5(NAMESPACE_URL, f"panager:api:cancel:{row.user_id}:{row.reminder_id}:{key}")

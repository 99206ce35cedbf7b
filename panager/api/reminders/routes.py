"""Reminders: making a promise, and what was promised."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Query, Response, status

from activities.reminders import create
from activities.reminders.commands import nag_limit
from activities.reminders.create import Refusal, make_reminder, schedule
from panager.api.dependencies import Parts, Running, User
from panager.api.http.idempotency import Once
from panager.api.reminders.errors import RefusedError, UnknownOutcomeError, refused
from panager.api.reminders.rules import require_due, series
from panager.api.reminders.schemas import (
    NewReminder,
    Reminder,
    ReminderPage,
    from_cursor,
    to_cursor,
)
from panager.api.reminders.send_change import UPDATE_TIMEOUT_S, get_row
from panager.api.zones import find_zone
from panager.db import reminders, users
from panager.db.reminders import Terms
from panager.db.users import Person
from panager.outages import TEMPORAL_OUTAGES
from panager.sentences import language_of

router = APIRouter(prefix="/v1/reminders", tags=["reminders"])
log = structlog.get_logger(__name__)


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


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses={200: {"model": Reminder, "description": "It was there already."}},
)
async def create_reminder(
    parts: Running,
    user_id: User,
    body: NewReminder,
    response: Response,
    asked: Once,
) -> Reminder:
    """Make a reminder; it is promised when this answers. The same key again changes nothing."""
    if asked.key is None:
        raise RefusedError("Send a header Idempotency-Key, e.g. a random UUID.")
    reminder_id, wanted = asked.id_for(user_id), None
    async with parts.db.user(user_id) as connection:
        person = await users.get_person(connection, user_id)
        row = await reminders.get_reminder(connection, user_id, reminder_id)
    if row is None:
        # Before the key is taken: what makes no sense leaves it free for what does.
        # In a thread: rules of strangers are worked out here.
        wanted = await asyncio.to_thread(_wanted, reminder_id, person, body)
    await asked.require_same(parts.db, user_id)
    if wanted is not None:
        await _make(parts, wanted)
    elif row is not None and row.state == "creating":
        await _in_time(schedule(parts.db, parts.temporal, row))
    response.status_code = status.HTTP_201_CREATED if row is None else status.HTTP_200_OK
    return Reminder.of(await get_row(parts, user_id, reminder_id))


@router.get("/{reminder_id}")
async def show_reminder(parts: Running, user_id: User, reminder_id: UUID) -> Reminder:
    """One reminder."""
    return Reminder.of(await get_row(parts, user_id, reminder_id))


async def _make(parts: Parts, wanted: create.NewReminder) -> None:
    made = await _in_time(make_reminder(parts.db, parts.temporal, wanted))
    if isinstance(made, Refusal):
        raise refused(made)


async def _in_time[T](making: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(UPDATE_TIMEOUT_S):
            return await making
    except TEMPORAL_OUTAGES as error:
        log.warning("creation_unknown", error=type(error).__name__)
        raise UnknownOutcomeError(
            "Temporal did not answer, so it is unknown whether the reminder will come; send this"
            " again with the same Idempotency-Key."
        ) from error


def _wanted(reminder_id: UUID, person: Person, body: NewReminder) -> create.NewReminder:
    zone = person.zone if body.zone is None else find_zone(body.zone)
    now, due_at, recurrence = datetime.now(UTC), body.due_at, None
    if body.rrule is not None:
        recurrence, due_at = series(body.rrule, start=body.due_at, zone=zone, now=now)
    return create.NewReminder(
        reminder_id=reminder_id,
        user_id=person.user_id,
        text=body.text,
        due_at=require_due(due_at, recurrence, now=now),
        zone=zone.key,
        language=language_of(body.text, person.language),
        recurrence=recurrence,
        terms=Terms(
            urgent=body.urgent,
            if_late=body.if_late,
            nag_every_s=body.nag_every_s,
            nag_limit=nag_limit(body.nag_every_s),
        ),
    )

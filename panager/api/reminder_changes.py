"""Changing one reminder; each is a workflow Update, so none races with the due moment."""

from uuid import UUID

from fastapi import APIRouter

from panager.api.dependencies import IdempotencyKey, Running, User
from panager.api.reminder_asking import ask, get_row
from panager.api.reminder_schemas import Pause, Reminder, ReminderEdit, Snooze
from panager.api.reminder_wishes import Edit, Later, Plain, Rest
from panager.contracts.reminder import Verb

router = APIRouter(prefix="/v1/reminders/{reminder_id}", tags=["reminders"])


@router.patch("")
async def edit_reminder(
    parts: Running,
    user: User,
    reminder_id: UUID,
    body: ReminderEdit,
    idempotency_key: IdempotencyKey = None,
) -> Reminder:
    """Change what is sent, as long as it is not due. A rule replaces the old one."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Edit(body), idempotency_key))


@router.post("/snooze")
async def snooze_reminder(
    parts: Running,
    user: User,
    reminder_id: UUID,
    body: Snooze,
    idempotency_key: IdempotencyKey = None,
) -> Reminder:
    """Later, also after it was delivered."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Later(body), idempotency_key))


@router.post("/skip")
async def skip_reminder(
    parts: Running, user: User, reminder_id: UUID, idempotency_key: IdempotencyKey = None
) -> Reminder:
    """Leave the next occurrence of a series out."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Plain(Verb.SKIP), idempotency_key))


@router.post("/pause")
async def pause_reminder(
    parts: Running,
    user: User,
    reminder_id: UUID,
    body: Pause | None = None,
    idempotency_key: IdempotencyKey = None,
) -> Reminder:
    """Nothing until then, or until it is resumed. Pausing what is paused changes nothing."""
    row = await get_row(parts, user, reminder_id)
    until = None if body is None else body.until
    wish = Plain(Verb.PAUSE) if until is None else Rest(until)
    return Reminder.of(await ask(parts, row, wish, idempotency_key))


@router.post("/resume")
async def resume_reminder(
    parts: Running, user: User, reminder_id: UUID, idempotency_key: IdempotencyKey = None
) -> Reminder:
    """Go on at the next occurrence. Resuming what is not paused changes nothing."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Plain(Verb.RESUME), idempotency_key))


@router.post("/acknowledge")
async def acknowledge_reminder(
    parts: Running, user: User, reminder_id: UUID, idempotency_key: IdempotencyKey = None
) -> Reminder:
    """It is done: no more nagging about what was delivered."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Plain(Verb.ACKNOWLEDGE), idempotency_key))


@router.delete("")
async def cancel_reminder(
    parts: Running, user: User, reminder_id: UUID, idempotency_key: IdempotencyKey = None
) -> Reminder:
    """Cancel; done when this answers 200. Cancelling what is cancelled changes nothing."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Plain(Verb.CANCEL), idempotency_key))

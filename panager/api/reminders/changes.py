"""Changing one reminder; each is a workflow Update, so none races with the due moment."""

from uuid import UUID

from fastapi import APIRouter

from panager.api.dependencies import Running, User
from panager.api.http.idempotency import Once
from panager.api.reminders.commands import Edit, Later, Plain, Rest
from panager.api.reminders.schemas import Pause, Reminder, ReminderEdit, Snooze
from panager.api.reminders.send_change import ask, get_row
from panager.contracts.reminder import Verb

router = APIRouter(prefix="/v1/reminders/{reminder_id}", tags=["reminders"])


@router.patch("")
async def edit_reminder(
    parts: Running,
    user: User,
    reminder_id: UUID,
    body: ReminderEdit,
    asked: Once,
) -> Reminder:
    """Change what is sent, as long as it is not due. A rule replaces the old one."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Edit(body), asked))


@router.post("/snooze")
async def snooze_reminder(
    parts: Running,
    user: User,
    reminder_id: UUID,
    body: Snooze,
    asked: Once,
) -> Reminder:
    """Later, also after it was delivered."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Later(body), asked))


@router.post("/skip")
async def skip_reminder(parts: Running, user: User, reminder_id: UUID, asked: Once) -> Reminder:
    """Leave the next occurrence of a series out."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Plain(Verb.SKIP), asked))


@router.post("/pause")
async def pause_reminder(
    parts: Running,
    user: User,
    reminder_id: UUID,
    asked: Once,
    body: Pause | None = None,
) -> Reminder:
    """Nothing until then, or until it is resumed. Pausing what is paused changes nothing."""
    row = await get_row(parts, user, reminder_id)
    until = None if body is None else body.until
    wish = Plain(Verb.PAUSE) if until is None else Rest(until)
    return Reminder.of(await ask(parts, row, wish, asked))


@router.post("/resume")
async def resume_reminder(parts: Running, user: User, reminder_id: UUID, asked: Once) -> Reminder:
    """Go on at the next occurrence. Resuming what is not paused changes nothing."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Plain(Verb.RESUME), asked))


@router.post("/acknowledge")
async def acknowledge_reminder(
    parts: Running, user: User, reminder_id: UUID, asked: Once
) -> Reminder:
    """It is done: no more nagging about what was delivered."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Plain(Verb.ACKNOWLEDGE), asked))


@router.delete("")
async def cancel_reminder(parts: Running, user: User, reminder_id: UUID, asked: Once) -> Reminder:
    """Cancel; done when this answers 200. Cancelling what is cancelled changes nothing."""
    row = await get_row(parts, user, reminder_id)
    return Reminder.of(await ask(parts, row, Plain(Verb.CANCEL), asked))

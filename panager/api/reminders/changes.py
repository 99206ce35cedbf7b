"""Changing one reminder; each is a workflow Update, so none races with the due moment."""

from datetime import timedelta

from fastapi import APIRouter

from activities.reminders import commands
from activities.reminders.commands import Request
from activities.reminders.create import Refusal
from activities.reminders.series import snooze_base
from panager.api.reminders.errors import RefusedError
from panager.api.reminders.rules import series
from panager.api.reminders.schemas import Pause, Reminder, ReminderEdit, Snooze
from panager.api.reminders.send_change import Target
from panager.contracts.reminder import Verb
from panager.db.changes import Change

router = APIRouter(prefix="/v1/reminders/{reminder_id}", tags=["reminders"])
OPTIONS = {"urgent", "if_late", "nag_every_s"}


@router.patch("")
async def edit_reminder(target: Target, body: ReminderEdit) -> Reminder:
    """Change what is sent, as long as it is not due. A rule replaces the old one."""
    return await target.change(Verb.EDIT, lambda request: _edit(request, body))


@router.post("/snooze")
async def snooze_reminder(target: Target, body: Snooze) -> Reminder:
    """Later, also after it was delivered."""
    return await target.change(Verb.SNOOZE, lambda request: _snooze(request, body))


@router.post("/skip")
async def skip_reminder(target: Target) -> Reminder:
    """Leave the next occurrence of a series out."""
    return await target.change(Verb.SKIP, commands.skip)


@router.post("/pause")
async def pause_reminder(target: Target, body: Pause | None = None) -> Reminder:
    """Nothing until then, or until it is resumed. Pausing what is paused changes nothing."""
    until = None if body is None else body.until
    if until is None:
        return await target.change(Verb.PAUSE, commands.pause)
    return await target.change(Verb.PAUSE, lambda request: commands.pause_until(request, until))


@router.post("/resume")
async def resume_reminder(target: Target) -> Reminder:
    """Go on at the next occurrence. Resuming what is not paused changes nothing."""
    return await target.change(Verb.RESUME, commands.resume)


@router.post("/acknowledge")
async def acknowledge_reminder(target: Target) -> Reminder:
    """It is done: no more nagging about what was delivered."""
    return await target.change(Verb.ACKNOWLEDGE, commands.acknowledge)


@router.delete("")
async def cancel_reminder(target: Target) -> Reminder:
    """Cancel; done when this answers 200. Cancelling what is cancelled changes nothing."""
    return await target.change(Verb.CANCEL, commands.cancel)


def _edit(request: Request, body: ReminderEdit) -> Change | Refusal:
    if not body.model_fields_set:
        raise RefusedError("Send at least one field to change; /docs lists them.")
    row, recurrence, due_at = request.reminder, None, body.due_at
    if body.rrule:
        start = body.due_at or row.due_at
        recurrence, due_at = series(body.rrule, start=start, zone=row.tzinfo, now=request.now)
    options = body.model_dump(include=OPTIONS, exclude_unset=True)
    if "nag_every_s" in options:
        options["nag_limit"] = commands.nag_limit(options["nag_every_s"])
    return commands.edit(
        request,
        due_at=due_at,
        recurrence=recurrence,
        text=body.text or None,
        options=options or None,
        ends_series=body.rrule is None,
    )


def _snooze(request: Request, body: Snooze) -> Change | Refusal:
    if (body.due_at is None) == (body.minutes is None):
        raise RefusedError("Send due_at or minutes, one of the two.")
    if body.due_at is not None:
        return commands.snooze(request, body.due_at)
    base = snooze_base(request.reminder, request.now)
    return commands.snooze(request, base + timedelta(minutes=body.minutes or 0))

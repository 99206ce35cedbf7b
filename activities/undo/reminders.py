"""Taking back what was done to reminders; each with ids that follow from the call, so once."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from uuid import UUID, uuid5

from temporalio.client import Client

from activities.calls.call import Call
from activities.changes.compensations import Before, ChangeReminder
from activities.reminders.create import NewReminder, Refusal, make_reminder
from activities.reminders.series import next_after, resumes_at
from activities.reminders.times import REFUSED
from activities.reminders.update import Outcome, request_change
from panager.contracts.reminder import Verb
from panager.db import effects, reminders
from panager.db.changes import Change
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.replies.results import Status


class NotUndone(Exception):  # noqa: N818 - not a mistake
    """It cannot be taken back any more."""

    def __init__(self, status: Status, text: str = "") -> None:
        """`text` is the reminder's."""
        super().__init__(status)
        self.status = status
        self.text = text


async def take_away(db: Database, client: Client, call: Call, reminder_id: UUID) -> Reminder:
    """It was made: cancel it."""
    reminder = await _get(db, call, reminder_id)
    await _request(db, client, _change(call, Verb.CANCEL, reminder))
    return reminder


async def remake(
    db: Database, client: Client, call: Call, reminder_id: UUID, *, is_paused: bool
) -> Reminder:
    """It was cancelled: make it anew, with another id, if there is a time to come."""
    old = await _get(db, call, reminder_id)
    due_at = resumes_at(old, datetime.now(UTC))
    if due_at is None or old.state != "cancelled":
        raise NotUndone(Status.CANNOT_UNDO, old.text)
    made = await make_reminder(db, client, _again(call, old, due_at))
    if isinstance(made, Refusal):
        raise NotUndone(REFUSED[made], old.text)
    if is_paused:
        await _request(db, client, _change(call, Verb.PAUSE, made))
    async with db.user(old.user_id) as connection:
        await effects.replace_reminder(connection, old.user_id, old.reminder_id, made.reminder_id)
    return made


async def put_back(db: Database, client: Client, call: Call, done: ChangeReminder) -> Reminder:
    """It was changed: change it to what it was."""
    reminder = await _get(db, call, done.reminder_id)
    before = done.before
    if before.state == "delivered":
        # It was over, and only put off.
        await _request(db, client, _change(call, Verb.CANCEL, reminder))
        return reminder
    if reminder.state == "delivered":
        raise NotUndone(Status.TOO_LATE, reminder.text)
    for change in _changes(call, reminder, before):
        await _request(db, client, change)
    return await _get(db, call, done.reminder_id)


def _changes(call: Call, reminder: Reminder, before: Before) -> Iterator[Change]:
    """What makes the reminder what it was before."""
    was_paused = before.state == "paused"
    due_at = before.due_at if was_paused else _due_again(reminder, before)
    if was_paused and reminder.state != "paused":
        yield _change(call, Verb.PAUSE, reminder)
    if reminder.state == "paused" and not was_paused:
        yield replace(_change(call, Verb.RESUME, reminder), due_at=due_at)
    now = (reminder.text, reminder.due_at, reminder.recurrence, reminder.terms)
    if now != (before.text, due_at, before.recurrence, before.terms):
        yield replace(
            _change(call, Verb.EDIT, reminder),
            due_at=due_at,
            text=before.text,
            recurrence=before.recurrence,
            ends_series=before.recurrence is None and reminder.recurrence is not None,
            terms=asdict(before.terms),
        )


def _due_again(reminder: Reminder, before: Before) -> datetime:
    now = datetime.now(UTC)
    series = replace(reminder, recurrence=before.recurrence)
    due_at = before.due_at if before.due_at > now else next_after(series, now)
    if due_at is None:
        raise NotUndone(Status.CANNOT_UNDO, before.text)
    return due_at


async def _get(db: Database, call: Call, reminder_id: UUID) -> Reminder:
    user_id = call.person.user_id
    async with db.user(user_id) as connection:
        reminder = await reminders.get_reminder(connection, user_id, reminder_id)
    if reminder is None:
        raise NotUndone(Status.CANNOT_UNDO)
    return reminder


def _change(call: Call, verb: Verb, reminder: Reminder) -> Change:
    change_id = uuid5(call.id, f"{verb}:{reminder.reminder_id}")
    return Change(change_id=change_id, verb=verb, reminder=reminder)


async def _request(db: Database, client: Client, change: Change) -> None:
    if await request_change(db, client, change) is Outcome.ACCEPTED:
        return
    reminder = change.reminder
    is_over = reminder.state in ("cancelled", "undeliverable")
    raise NotUndone(Status.CANNOT_UNDO if is_over else Status.TOO_LATE, reminder.text)


def _again(call: Call, old: Reminder, due_at: datetime) -> NewReminder:
    return NewReminder(
        reminder_id=uuid5(call.id, str(old.reminder_id)),
        user_id=old.user_id,
        text=old.text,
        due_at=due_at,
        zone=old.zone,
        language=old.language,
        recurrence=old.recurrence,
        terms=old.terms,
    )

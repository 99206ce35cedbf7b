"""Reminders without the conversation around them."""

from datetime import datetime
from uuid import uuid4

from activities.reminders.start import start_reminder
from activities.reminders.update import Outcome, request_change
from panager.contracts.reminder import Verb
from panager.db import occurrences, reminders
from panager.db.changes import Change
from panager.db.occurrences import Occurrence
from panager.db.reminders import Reminder, Terms
from panager.when import Recurrence
from testing.people import Someone

ONCE = Terms()


async def schedule(
    person: Someone,
    due_at: datetime,
    text: str = "water",
    *,
    zone: str = "Asia/Seoul",
    recurrence: Recurrence | None = None,
    terms: Terms = ONCE,
) -> Reminder:
    """What the tool does: the row, the workflow, the row again."""
    reminder = await write(person, due_at, text, zone=zone, recurrence=recurrence, terms=terms)
    await start_reminder(person.client, reminder)
    async with person.db.user(person.user_id) as connection:
        await reminders.mark_scheduled(connection, person.user_id, reminder.reminder_id)
    return reminder


async def write(
    person: Someone,
    due_at: datetime,
    text: str = "water",
    *,
    zone: str = "Asia/Seoul",
    recurrence: Recurrence | None = None,
    terms: Terms = ONCE,
) -> Reminder:
    """Only the row, as when everything stops before the workflow starts."""
    async with person.db.user(person.user_id) as connection:
        return await reminders.insert_reminder(
            connection,
            person.user_id,
            reminder_id=uuid4(),
            text=text,
            due_at=due_at,
            zone=zone,
            language="en",
            recurrence=recurrence,
            terms=terms,
        )


async def change(
    person: Someone, reminder: Reminder, verb: Verb, due_at: datetime | None = None
) -> Outcome:
    """Ask for a change; how that ended."""
    request = Change(change_id=uuid4(), verb=verb, reminder=reminder, due_at=due_at)
    return await request_change(person.db, person.client, request)


async def look_at(person: Someone, reminder: Reminder) -> Reminder:
    """The row as it is now."""
    async with person.db.user(person.user_id) as connection:
        row = await reminders.get_reminder(connection, person.user_id, reminder.reminder_id)
    assert row is not None
    return row


async def occurrences_of(person: Someone, reminder: Reminder) -> list[Occurrence]:
    """Everything that came of it."""
    async with person.db.user(person.user_id) as connection:
        return await occurrences.list_occurrences(
            connection, person.user_id, reminder.reminder_id, limit=1000
        )

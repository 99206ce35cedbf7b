"""Makes reminders by the thousand through the product's own code, and asks for changes."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from activities.reminder_start import start_reminder
from activities.reminder_updates import Outcome, request_change
from evidence.entries import Answered, Asked, Promised
from evidence.stage import Reader, Stage, now
from panager.contracts.reminder import Verb
from panager.db import reminders
from panager.db.changes import Change
from panager.db.reminders import Reminder

AT_ONCE = 24
SLOWEST = 40.0
"""Reminders a second; scenarios begin when even this would have made all of theirs."""


def time_to_make(count: int) -> timedelta:
    """How long to wait with the first due moment."""
    return timedelta(seconds=10 + count / SLOWEST)


async def make_all(stage: Stage, due: Sequence[datetime]) -> list[Reminder]:
    """One reminder for each moment, dealt out to the people in turn; in the same order."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Reminder:
        async with gate:
            person = stage.people[number % len(stage.people)]
            return await make(stage, person, f"thing {number}", due[number])

    return await asyncio.gather(*(one(number) for number in range(len(due))))


async def make(stage: Stage, person: Reader, text: str, due_at: datetime) -> Reminder:
    """As the tool does it; in the ledger once Temporal has acknowledged it."""
    reminder_id = _new_id(stage)
    async with stage.db.user(person.user_id) as connection:
        reminder = await reminders.insert_reminder(
            connection,
            person.user_id,
            reminder_id=reminder_id,
            text=text,
            due_at=due_at,
            zone="Asia/Seoul",
            language="en",
        )
    await start_reminder(stage.client, reminder)
    async with stage.db.user(person.user_id) as connection:
        await reminders.mark_scheduled(connection, person.user_id, reminder_id)
    stage.ledger.write(Promised(at=now(), reminder_id=reminder_id, user=person.name, due_at=due_at))
    return reminder


def _new_id(stage: Stage) -> UUID:
    """From the seed, so that a run can be repeated."""
    return UUID(int=stage.random.getrandbits(128), version=4)


async def change(
    stage: Stage, reminder: Reminder, verb: Verb, due_at: datetime | None = None
) -> Outcome:
    """Ask for it and note before and after."""
    asked = Change(change_id=uuid4(), verb=verb, reminder=reminder, due_at=due_at)
    stage.ledger.write(
        Asked(
            at=now(),
            change_id=asked.change_id,
            reminder_id=reminder.reminder_id,
            verb=verb,
            due_at=due_at,
        )
    )
    outcome = await request_change(stage.db, stage.client, asked)
    stage.ledger.write(
        Answered(at=now(), change_id=asked.change_id, accepted=outcome is Outcome.ACCEPTED)
    )
    return outcome


async def cancel_all(stage: Stage, made: Iterable[Reminder]) -> None:
    """All of them, well before they are due."""
    for reminder in made:
        await change(stage, reminder, Verb.CANCEL)

"""Makes reminders by the thousand through the product's own code, and asks for changes."""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from activities.reminders.start import start_reminder
from activities.reminders.update import Outcome, request_change
from fault_injection.entries import Answered, Asked, Promised
from fault_injection.stage import Reader, Stage, now
from panager.contracts.reminder import Verb
from panager.db import reminders
from panager.db.changes import Change
from panager.db.reminders import Reminder

AT_ONCE = 24
SAMPLE = 50
MARGIN = 1.5


async def make_all(stage: Stage, due: Sequence[datetime]) -> list[Reminder]:
    """One reminder for each moment, dealt out to the people in turn; in the same order."""
    people = itertools.cycle(stage.people)
    return await _some_at_once(make(stage, next(people), due_at) for due_at in due)


async def make(stage: Stage, person: Reader, due_at: datetime) -> Reminder:
    """As the tool does it; in the ledger once Temporal has acknowledged it.

    Its text is its id, by which the recorder knows what the person was reminded of.
    """
    reminder_id = _new_id(stage)
    async with stage.db.user(person.user_id) as connection:
        reminder = await reminders.insert_reminder(
            connection,
            person.user_id,
            reminder_id=reminder_id,
            text=str(reminder_id),
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


async def change_all(
    stage: Stage, made: Sequence[Reminder], verb: Verb, due: Sequence[datetime]
) -> list[Outcome]:
    """The same change of each to its own due time, several at once."""
    return await _some_at_once(
        change(stage, reminder, verb, due_at) for reminder, due_at in zip(made, due, strict=True)
    )


async def _some_at_once[T](works: Iterable[Awaitable[T]]) -> list[T]:
    """What they give, in their order."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(work: Awaitable[T]) -> T:
        async with gate:
            return await work

    return await asyncio.gather(*(one(work) for work in works))


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


async def when_made(stage: Stage, count: int) -> datetime:
    """When `count` more reminders will have been made for certain.

    Found out with a few that are cancelled at once and must never come.
    """
    started = time.monotonic()
    made = await make_all(stage, [now() + timedelta(seconds=60)] * SAMPLE)
    each_s = (time.monotonic() - started) / SAMPLE
    await asyncio.gather(*(change(stage, reminder, Verb.CANCEL) for reminder in made))
    due_at = now() + timedelta(seconds=10 + MARGIN * each_s * count)
    return due_at.replace(microsecond=0)


def require_made_before(due_at: datetime) -> None:
    """A scenario whose reminders were made too late shows nothing."""
    if now() > due_at:
        raise TimeoutError("making the reminders took longer than expected; try again")

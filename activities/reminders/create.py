"""Makes a reminder: its row, then its workflow, then the row says that it is scheduled."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from uuid import UUID

from temporalio.client import Client

from activities.reminders.start import start_reminder
from panager.contracts import limits
from panager.db import reminders
from panager.db.pool import Database
from panager.db.reminders import Reminder, Terms
from panager.sentences import Language
from panager.when import Recurrence, shortest_gap


class Refusal(Enum):
    """Why a reminder cannot be made or changed so."""

    TOO_MANY = auto()
    TOO_FAR = auto()
    TOO_OFTEN = auto()
    PAST = auto()
    WRONG_STATE = auto()
    """It is cancelled, over, paused or not paused, and the command does not fit that."""
    ALREADY = auto()
    """It is in the state that the command leads to; there is nothing to do."""
    COMES_ONCE = auto()
    """Only a series can be paused until a moment."""
    COMES_LATER = auto()
    """Its next occurrence is not before the moment until which it is to be paused."""
    ENDS_BEFORE = auto()
    """None of its occurrences is at the moment until which it is to be paused, or after it."""
    LAST_OCCURRENCE = auto()
    """Nothing follows the occurrence that is to be skipped."""
    MISSED = auto()
    """All of it passed while it was paused."""


@dataclass(frozen=True, kw_only=True)
class NewReminder:
    """What is to be made; the same id is the same reminder, however often it is asked for."""

    reminder_id: UUID
    user_id: UUID
    text: str
    due_at: datetime
    zone: str
    language: Language
    recurrence: Recurrence | None = None
    terms: Terms


def refusal_of(due_at: datetime, recurrence: Recurrence | None, *, now: datetime) -> Refusal | None:
    """Whether this is further away or more often than anybody may ask for."""
    if due_at > now + limits.MAX_AHEAD:
        return Refusal.TOO_FAR
    if recurrence is not None and shortest_gap(recurrence) < limits.SHORTEST_INTERVAL:
        return Refusal.TOO_OFTEN
    return None


async def make_reminder(db: Database, client: Client, wanted: NewReminder) -> Reminder | Refusal:
    """A reminder that may be promised once this returns; doing it again changes nothing."""
    reminder = await _insert(db, wanted)
    if isinstance(reminder, Refusal):
        return reminder
    await schedule(db, client, reminder)
    return reminder


async def schedule(db: Database, client: Client, reminder: Reminder) -> None:
    """The second half of making it: the workflow runs, and the row says so."""
    await start_reminder(client, reminder)
    async with db.user(reminder.user_id) as connection:
        await reminders.mark_scheduled(connection, reminder.user_id, reminder.reminder_id)


async def _insert(db: Database, wanted: NewReminder) -> Reminder | Refusal:
    user_id = wanted.user_id
    async with db.user(user_id) as connection:
        known = await reminders.get_reminder(connection, user_id, wanted.reminder_id)
        if known is not None:
            return known
        if await reminders.count_open(connection, user_id) >= limits.MAX_OPEN_REMINDERS:
            return Refusal.TOO_MANY
        return await reminders.insert_reminder(
            connection,
            user_id,
            reminder_id=wanted.reminder_id,
            text=wanted.text,
            due_at=wanted.due_at,
            zone=wanted.zone,
            language=wanted.language,
            recurrence=wanted.recurrence,
            terms=wanted.terms,
        )

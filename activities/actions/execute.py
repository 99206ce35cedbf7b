"""Does what a card has shown, if things are still as they were then."""

from datetime import UTC, datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from temporalio.client import Client

from activities.changes.planned_changes import ChangeDeed, Deed, MakeDeed, SetDeed
from activities.changes.settings_values import as_set, put_settings
from activities.reminders.create import NewReminder, Refusal, make_reminder
from activities.reminders.update import Outcome, request_change
from panager.db import changes, reminders, users
from panager.db.actions.actions import Action
from panager.db.pool import Database
from panager.db.reminders import Reminder, ReminderState
from panager.when import next_occurrence

SAME: dict[ReminderState, ReminderState] = {"creating": "scheduled"}
"""States between which nobody has changed anything."""


class Executor:
    """The deeds of one action; doing it again is doing it once."""

    def __init__(self, db: Database, client: Client, action: Action) -> None:
        """The client sends the Updates and starts new reminders."""
        self._db = db
        self._client = client
        self._action = action

    async def do(self, deed: Deed) -> bool:
        """False: it was changed or is over by now, so it is left alone."""
        match deed:
            case ChangeDeed():
                return await self._change(deed)
            case MakeDeed():
                return await self._make(deed)
            case SetDeed():
                return await self._set(deed)

    async def _change(self, deed: ChangeDeed) -> bool:
        user_id, change_id = self._action.user_id, id_of(self._action, deed)
        async with self._db.user(user_id) as connection:
            asked = await changes.get_asked(connection, user_id, change_id)
            row = await reminders.get_reminder(connection, user_id, deed.reminder_id)
        # An earlier attempt of ours has looked already, and may be what changed the row.
        if row is None or not (asked or _is_still(row, deed)):
            return False
        change = deed.change(row, change_id)
        return await request_change(self._db, self._client, change) is Outcome.ACCEPTED

    async def _make(self, deed: MakeDeed) -> bool:
        now, due_at = datetime.now(UTC), deed.due_at
        if due_at <= now and deed.recurrence is not None:
            following = next_occurrence(deed.recurrence, zone=ZoneInfo(deed.zone), after=now)
            due_at = due_at if following is None else following.astimezone(UTC)
        if due_at <= now and not await self._is_made(deed):
            return False
        made = await make_reminder(
            self._db,
            self._client,
            NewReminder(
                reminder_id=id_of(self._action, deed),
                user_id=self._action.user_id,
                text=deed.text,
                due_at=due_at,
                zone=deed.zone,
                language=deed.language,
                recurrence=deed.recurrence,
                terms=deed.terms,
            ),
        )
        return not isinstance(made, Refusal)

    async def _is_made(self, deed: MakeDeed) -> bool:
        user_id = self._action.user_id
        async with self._db.user(user_id) as connection:
            row = await reminders.get_reminder(connection, user_id, id_of(self._action, deed))
        return row is not None

    async def _set(self, deed: SetDeed) -> bool:
        user_id = self._action.user_id
        async with self._db.user(user_id) as connection:
            person = await users.get_person(connection, user_id)
            if as_set(person, deed.after) not in (deed.before, deed.after):
                return False
            await put_settings(connection, person, deed.after)
        return True


def id_of(action: Action, deed: Deed) -> UUID:
    """Of the change, or of the reminder that is made; a card has one deed about each reminder."""
    about = deed.reminder_id if isinstance(deed, ChangeDeed) else deed.call_id
    return uuid5(action.action_id, str(about))


def _is_still(row: Reminder, deed: ChangeDeed) -> bool:
    """Whether it is as the card shows it; a series goes on, which does not change it."""
    now, was = datetime.now(UTC), deed.before
    if deed.due_at is not None and deed.due_at <= now:
        return False
    same_time = was.recurrence is not None or row.due_at == was.due_at
    same = (SAME.get(row.state, row.state), row.text, row.recurrence, row.terms)
    shown = (SAME.get(was.state, was.state), was.text, was.recurrence, was.terms)
    return same_time and same == shown

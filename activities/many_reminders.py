"""Tools about all reminders of a person: cancel every one, keep quiet at night."""

from datetime import time
from uuid import uuid5

from temporalio import activity
from temporalio.client import Client

from activities import compensations
from activities.compensations import RestoreSettings, SettingsBefore
from activities.reminder_tools import offer
from activities.reminder_updates import Outcome, request_change
from activities.tools import Call, run_tool
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.contracts.reminder import Verb
from panager.db import reminders, turns, users
from panager.db.changes import Change
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.results import Status, ToolResult
from panager.llm.tools import CancelAllReminders, SetQuietHours
from panager.when import Kind


class ManyReminderTools:
    """The tools `cancel_all_reminders` and `set_quiet_hours`."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client sends the Updates."""
        self._db = db
        self._client = client

    @activity.defn(name=tool_activity("cancel_all_reminders"))
    async def cancel_all_reminders(self, input: ToolInput) -> None:
        """Shows the list first; cancels only what was on the list that was shown."""
        await run_tool(self._db, input, self._cancel_all)

    @activity.defn(name=tool_activity("set_quiet_hours"))
    async def set_quiet_hours(self, input: ToolInput) -> None:
        """Reminders wait until they are over."""
        await run_tool(self._db, input, self._set_quiet_hours)

    async def _cancel_all(self, call: Call) -> ToolResult:
        if not isinstance(call.args, CancelAllReminders):
            raise TypeError(f"wrong arguments for {call.name}")
        user_id = call.person.user_id
        async with self._db.user(user_id) as connection:
            rows = await reminders.list_open(connection, user_id)
            shown = await turns.get_last_confirmation(connection, user_id, call.turn_id)
        listed = [row for row in rows if row.reminder_id in shown]
        if not rows:
            return ToolResult(status=Status.NOT_FOUND)
        if not call.args.confirmed or not listed:
            return offer(call, Status.CONFIRM, rows)
        done = [row for row in listed if await self._cancel(call, row)]
        return offer(call, Status.CANCELLED_ALL, done)

    async def _cancel(self, call: Call, row: Reminder) -> bool:
        change_id = uuid5(call.id, str(row.reminder_id))
        change = Change(change_id=change_id, verb=Verb.CANCEL, reminder=row)
        outcome = await request_change(self._db, self._client, change)
        return outcome is Outcome.ACCEPTED

    async def _set_quiet_hours(self, call: Call) -> ToolResult:
        if not isinstance(call.args, SetQuietHours):
            raise TypeError(f"wrong arguments for {call.name}")
        start, end = clock(call, call.args.start), clock(call, call.args.end)
        if isinstance(start, ToolResult):
            return start
        if isinstance(end, ToolResult):
            return end
        if (start is None) != (end is None) or (start is not None and start == end):
            return ToolResult(status=Status.NO_TIME)
        user_id = call.person.user_id
        async with self._db.user(user_id) as connection:
            before = await users.get_person(connection, user_id)
            hours = SettingsBefore(quiet_from=before.quiet_from, quiet_to=before.quiet_to)
            await compensations.note(connection, call, RestoreSettings(before=hours))
            await users.set_quiet_hours(connection, user_id, start=start, end=end)
        return ToolResult(
            status=Status.QUIET, quiet=f"{start:%H:%M}–{end:%H:%M}" if start and end else ""
        )


def clock(call: Call, phrase: str | None) -> time | ToolResult | None:
    """A time of day, None for no phrase; without a half of the day it is not guessed."""
    if not phrase:
        return None
    heard = call.understand(phrase)
    if heard.kind is Kind.INSTANT and heard.at is not None:
        return heard.at.time().replace(second=0, microsecond=0)
    if heard.kind is Kind.UNCLEAR:
        return ToolResult(
            status=Status.UNCLEAR,
            phrase=heard.phrase,
            missing=heard.missing,
            readings=[f"{reading.at:%H:%M}" for reading in heard.readings],
        )
    return ToolResult(status=Status.NO_TIME, phrase=phrase)

"""Tools about all reminders of a person: keep quiet at night."""

from datetime import time

from temporalio import activity

from activities import compensations
from activities.compensations import RestoreSettings, SettingsBefore
from activities.tools import Call, run_tool
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.db import users
from panager.db.pool import Database
from panager.llm.results import Status, ToolResult
from panager.llm.tools import SetQuietHours
from panager.when import Kind


class ManyReminderTools:
    """The tool `set_quiet_hours`."""

    def __init__(self, db: Database) -> None:
        """They are a setting of the person."""
        self._db = db

    @activity.defn(name=tool_activity("set_quiet_hours"))
    async def set_quiet_hours(self, input: ToolInput) -> None:
        """Reminders wait until they are over."""
        await run_tool(self._db, input, self._set_quiet_hours)

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

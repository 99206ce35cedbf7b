"""Tools by which people say where they are, and how and when to talk to them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from temporalio import activity

from activities.calls.call import Call
from activities.calls.runner import run_tool
from activities.changes.compensations import SettingsBefore
from activities.reminders.times import time_of_day
from activities.user_settings import declared_tools
from activities.user_settings.set import change_settings
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.db import reminders, users
from panager.db.pool import Database
from panager.llm.tools import SetLanguage, SetPersona, SetQuietHours, SetTimeZone
from panager.replies.results import Status, ToolResult
from panager.when import render, zone_label, zone_named

KEEPS_ZONE = "keeps_zone"
"""Note: the open reminders stay in the zone that they were made in."""


class SettingsTools:
    """The tools `set_time_zone`, `set_language`, `set_persona` and `set_quiet_hours`."""

    def __init__(self, db: Database) -> None:
        """Settings are rows and nothing else."""
        self._db = db

    @activity.defn(name=tool_activity("set_time_zone"))
    async def set_time_zone(self, input: ToolInput) -> None:
        """The person's words name their zone; what is unknown or several is asked, not guessed."""
        await run_tool(self._db, input, declared_tools.SET_TIME_ZONE, self._set_time_zone)

    @activity.defn(name=tool_activity("set_language"))
    async def set_language(self, input: ToolInput) -> None:
        """Of everything that is no answer to their own words."""
        await run_tool(self._db, input, declared_tools.SET_LANGUAGE, self._set_language)

    @activity.defn(name=tool_activity("set_persona"))
    async def set_persona(self, input: ToolInput) -> None:
        """What they call us and how we talk to them."""
        await run_tool(self._db, input, declared_tools.SET_PERSONA, self._set_persona)

    @activity.defn(name=tool_activity("set_quiet_hours"))
    async def set_quiet_hours(self, input: ToolInput) -> None:
        """Hours in which reminders wait until they are over."""
        await run_tool(self._db, input, declared_tools.SET_QUIET_HOURS, self._set_quiet_hours)

    async def _set_time_zone(self, call: Call[SetTimeZone]) -> ToolResult:
        key = zone_named(call.args.zone)
        if key is None:
            return ToolResult(status=Status.NO_ZONE, phrase=call.args.zone)
        zone, now = ZoneInfo(key), datetime.now(UTC)
        user_id, after = call.person.user_id, SettingsBefore(zone=key, zone_confirmed_at=now)
        async with self._db.user(user_id) as connection:
            if (proposed := await change_settings(connection, call, after)) is not None:
                return proposed
            rows = await reminders.list_open(connection, user_id)
        return ToolResult(
            status=Status.ZONE_SET,
            zone=zone_label(zone, now),
            due=render(now, zone=zone, language=call.language),
            notes=[KEEPS_ZONE] if any(row.zone != key for row in rows) else [],
        )

    async def _set_language(self, call: Call[SetLanguage]) -> ToolResult:
        user_id = call.person.user_id
        after = SettingsBefore(language=call.args.language)
        async with self._db.user(user_id) as connection:
            if (proposed := await change_settings(connection, call, after)) is not None:
                return proposed
        return ToolResult(status=Status.LANGUAGE_SET, language=call.args.language)

    async def _set_persona(self, call: Call[SetPersona]) -> ToolResult:
        user_id, wanted = call.person.user_id, call.args
        async with self._db.user(user_id) as connection:
            before = await users.get_person(connection, user_id)
            after = SettingsBefore(
                persona_name=wanted.name or before.persona_name,
                persona_tone=wanted.tone or before.persona_tone,
                persona_emoji=before.persona_emoji if wanted.emoji is None else wanted.emoji,
            )
            if (proposed := await change_settings(connection, call, after)) is not None:
                return proposed
        return ToolResult(
            status=Status.PERSONA_SET,
            name=wanted.name or "",
            tone=wanted.tone,
            emoji=wanted.emoji,
        )

    async def _set_quiet_hours(self, call: Call[SetQuietHours]) -> ToolResult:
        start = time_of_day(call, call.args.start, beside=call.args.end)
        end = time_of_day(call, call.args.end, beside=call.args.start)
        if isinstance(start, ToolResult):
            return start
        if isinstance(end, ToolResult):
            return end
        if (start is None) != (end is None) or (start is not None and start == end):
            return ToolResult(status=Status.NO_TIME)
        user_id, after = call.person.user_id, SettingsBefore(quiet_from=start, quiet_to=end)
        async with self._db.user(user_id) as connection:
            if (proposed := await change_settings(connection, call, after)) is not None:
                return proposed
        return ToolResult(
            status=Status.QUIET, quiet=f"{start:%H:%M}–{end:%H:%M}" if start and end else ""
        )

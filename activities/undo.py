"""The tool that takes back the last thing that a tool has changed."""

from collections.abc import Sequence
from uuid import UUID

from temporalio import activity
from temporalio.client import Client

from activities.compensations import (
    COMPENSATION,
    CancelReminders,
    ChangeReminder,
    RestoreReminders,
    RestoreSettings,
    SettingsBefore,
)
from activities.tools import Call, run_tool
from activities.undo_reminders import NotUndone, put_back, remake, take_away
from panager.contracts import limits
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.db import effects, users
from panager.db.effects import Effect
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.results import ReminderView, Status, ToolResult
from panager.when import read_habits


class UndoTools:
    """The tool `undo`."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client sends the Updates."""
        self._db = db
        self._client = client

    @activity.defn(name=tool_activity("undo"))
    async def undo(self, input: ToolInput) -> None:
        """The last effect of this person that is not taken back yet."""
        await run_tool(self._db, input, self.take_back)

    async def take_back(self, call: Call) -> ToolResult:
        """Once per id of the call: doing it again takes back the same."""
        user_id = call.person.user_id
        async with self._db.user(user_id) as connection:
            effect = await effects.claim_last(
                connection, user_id, call.id, within=limits.UNDO_WITHIN
            )
        if effect is None:
            return ToolResult(status=Status.NOTHING_TO_UNDO)
        try:
            touched = await self._compensate(call, effect)
        except NotUndone as error:
            return ToolResult(status=error.status, text=error.text, undone=effect.tool)
        return _undone(call, effect.tool, touched)

    async def _compensate(self, call: Call, effect: Effect) -> list[Reminder]:
        """The reminders that were touched."""
        match COMPENSATION.validate_python(effect.compensation):
            case CancelReminders(reminder_ids=ids):
                return [await take_away(self._db, self._client, call, one) for one in ids]
            case RestoreReminders() as done:
                return await self._restore(call, done.reminder_ids, done.paused)
            case ChangeReminder() as done:
                return [await put_back(self._db, self._client, call, done)]
            case RestoreSettings(before=before):
                await self._restore_settings(call.person.user_id, before)
                return []
            case _:
                raise NotUndone(Status.CANNOT_UNDO)

    async def _restore(
        self, call: Call, ids: Sequence[UUID], paused: Sequence[UUID]
    ) -> list[Reminder]:
        """As many as have a time to come; when none has, that is said."""
        made, error = [], NotUndone(Status.CANNOT_UNDO)
        for one in ids:
            try:
                made.append(
                    await remake(self._db, self._client, call, one, is_paused=one in paused)
                )
            except NotUndone as why:
                error = why
        if not made:
            raise error
        return made

    async def _restore_settings(self, user_id: UUID, before: SettingsBefore) -> None:
        was_set = before.model_fields_set
        async with self._db.user(user_id) as connection:
            if before.language:
                await users.set_language(connection, user_id, before.language)
            if before.zone:
                await users.restore_zone(connection, user_id, before.zone, before.zone_confirmed_at)
            if "quiet_from" in was_set:
                await users.set_quiet_hours(
                    connection, user_id, start=before.quiet_from, end=before.quiet_to
                )
            if before.habits is not None:
                await users.set_habits(connection, user_id, read_habits(before.habits))
            if "persona_name" in was_set:
                await users.set_persona(
                    connection,
                    user_id,
                    name=before.persona_name,
                    tone=before.persona_tone,
                    emoji=before.persona_emoji,
                )


def _undone(call: Call, tool: str, touched: Sequence[Reminder]) -> ToolResult:
    if len(touched) != 1:
        views = [_view(call, number, row) for number, row in enumerate(touched, start=1)]
        return ToolResult(status=Status.UNDONE, undone=tool, reminders=views)
    reminder = touched[0]
    return ToolResult(
        status=Status.UNDONE,
        undone=tool,
        text=reminder.text,
        due=call.render(reminder.due_at),
        repeats=call.describe(reminder.recurrence),
        reminder_id=str(reminder.reminder_id),
    )


def _view(call: Call, number: int, row: Reminder) -> ReminderView:
    due, repeats = call.render(row.due_at), call.describe(row.recurrence)
    return ReminderView(number=number, text=row.text, due=due, repeats=repeats)

"""The tool that takes back the last thing that a tool has changed."""

from collections.abc import Sequence
from uuid import UUID

from temporalio import activity
from temporalio.client import Client

from activities.actions import bounds
from activities.calls.call import Call
from activities.calls.runner import run_tool
from activities.changes.compensations import (
    COMPENSATION,
    CancelReminders,
    ChangeReminder,
    Compensation,
    RestoreReminders,
    RestoreSettings,
    Several,
    reach,
)
from activities.changes.settings_values import put_settings
from activities.undo.reminders import NotUndone, put_back, remake, take_away
from panager.contracts import limits
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.db import effects
from panager.db.effects import Effect
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.tool_declaration import Policy, Tool
from panager.llm.tools import Undo
from panager.replies.results import ReminderView, Status, ToolResult

UNDO = Tool(name="undo", args=Undo, policy=Policy.WRITE)


class UndoTools:
    """The tool `undo`."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client sends the Updates."""
        self._db = db
        self._client = client

    @activity.defn(name=tool_activity("undo"))
    async def undo(self, input: ToolInput) -> None:
        """The last effect of this person that is not taken back yet."""
        await run_tool(self._db, input, UNDO, self.take_back)

    async def take_back(self, call: Call) -> ToolResult:
        """Once per id of the call: doing it again takes back the same."""
        try:
            effect = await self._claim(call)
        except NotUndone as error:
            return ToolResult(status=error.status)
        try:
            done = COMPENSATION.validate_python(effect.compensation)
            touched = await self._compensate(call, done)
        except NotUndone as error:
            return ToolResult(status=error.status, text=error.text, undone=effect.tool)
        return _undone(call, effect.tool, touched)

    async def _claim(self, call: Call) -> Effect:
        """What is taken back; unclaimed again when it is more than this call may take back."""
        user_id = call.person.user_id
        async with self._db.user(user_id) as connection:
            await effects.lock(connection, user_id)
            effect = await effects.claim_last(
                connection, user_id, call.id, turn_id=call.turn_id, within=limits.UNDO_WITHIN
            )
            if effect is None:
                raise NotUndone(Status.NOTHING_TO_UNDO)
            reaches = reach(COMPENSATION.validate_python(effect.compensation))
            if not await bounds.may_take_back(connection, call, reaches):
                raise NotUndone(Status.UNDO_YOURSELF)
        return effect

    async def _compensate(self, call: Call, compensation: Compensation) -> list[Reminder]:
        """The reminders that were touched."""
        match compensation:
            case Several(done=done):
                return await self._compensate_each(call, done)
            case CancelReminders(reminder_ids=ids):
                return [await take_away(self._db, self._client, call, one) for one in ids]
            case RestoreReminders() as done:
                return await self._restore(call, done.reminder_ids, done.paused)
            case ChangeReminder() as done:
                return [await put_back(self._db, self._client, call, done)]
            case RestoreSettings(before=before):
                async with self._db.user(call.person.user_id) as connection:
                    await put_settings(connection, call.person, before)
                return []
            case _:
                raise NotUndone(Status.CANNOT_UNDO)

    async def _compensate_each(self, call: Call, done: Sequence[Compensation]) -> list[Reminder]:
        """The last first, and as many as can be; when none can, that is said."""
        touched, error, some = [], NotUndone(Status.CANNOT_UNDO), False
        for one in reversed(done):
            try:
                touched += await self._compensate(call, one)
                some = True
            except NotUndone as why:
                error = why
        if not some:
            raise error
        return touched[::-1]

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

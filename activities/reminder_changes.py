"""Tools that change one reminder; each is a workflow Update, so none races with the due moment."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

from temporalio import activity
from temporalio.client import Client

from activities.meant import find_meant
from activities.moments import Timing, new_timing, timing
from activities.reminder_updates import Outcome, request_change
from activities.series import next_after, resumes_at, snooze_base
from activities.tools import Call, run_tool
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.contracts.reminder import Verb
from panager.db.changes import Change
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.results import Status, ToolResult
from panager.llm.tools import ChangeReminder, OneReminder, SnoozeReminder

DONE = {
    Verb.EDIT: Status.CHANGED,
    Verb.SNOOZE: Status.SNOOZED,
    Verb.SKIP: Status.SKIPPED,
    Verb.PAUSE: Status.PAUSED,
    Verb.RESUME: Status.RESUMED,
    Verb.CANCEL: Status.CANCELLED,
    Verb.ACKNOWLEDGE: Status.COMPLETED,
}

type Changing = Callable[[Call, Reminder], Awaitable[ToolResult]]


class ReminderChangeTools:
    """The tools that change, snooze, skip, pause, resume, complete and cancel one reminder."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client sends the Updates."""
        self._db = db
        self._client = client

    @activity.defn(name=tool_activity("change_reminder"))
    async def change_reminder(self, input: ToolInput) -> None:
        """Another time, other words, or both."""
        await self._run(input, self._change)

    @activity.defn(name=tool_activity("snooze_reminder"))
    async def snooze_reminder(self, input: ToolInput) -> None:
        """Later, also after it was delivered."""
        await self._run(input, self._snooze, delivered_too=True)

    @activity.defn(name=tool_activity("skip_reminder"))
    async def skip_reminder(self, input: ToolInput) -> None:
        """All but the next occurrence."""
        await self._run(input, self._skip)

    @activity.defn(name=tool_activity("pause_reminder"))
    async def pause_reminder(self, input: ToolInput) -> None:
        """Nothing for now."""
        await self._run(input, self._pause)

    @activity.defn(name=tool_activity("resume_reminder"))
    async def resume_reminder(self, input: ToolInput) -> None:
        """Go on with what was paused."""
        await self._run(input, self._resume)

    @activity.defn(name=tool_activity("complete_reminder"))
    async def complete_reminder(self, input: ToolInput) -> None:
        """Done: no more nagging."""
        await self._run(input, self._complete, delivered_too=True)

    @activity.defn(name=tool_activity("cancel_reminder"))
    async def cancel_reminder(self, input: ToolInput) -> None:
        """Never, if it is not too late."""
        await self._run(input, self._cancel)

    async def _run(
        self, input: ToolInput, changing: Changing, *, delivered_too: bool = False
    ) -> None:
        async def tool(call: Call) -> ToolResult:
            if not isinstance(call.args, OneReminder):
                raise TypeError(f"wrong arguments for {call.name}")
            reminder = await find_meant(
                self._db, call, call.args.which, delivered_too=delivered_too
            )
            return reminder if isinstance(reminder, ToolResult) else await changing(call, reminder)

        await run_tool(self._db, input, tool)

    async def _change(self, call: Call, reminder: Reminder) -> ToolResult:
        if not isinstance(call.args, ChangeReminder):
            raise TypeError(f"wrong arguments for {call.name}")
        when: Timing | ToolResult | None = None
        if call.args.when:
            when = new_timing(call, call.args.when, reminder)
        if isinstance(when, ToolResult):
            return when.model_copy(update={"text": reminder.text})
        if when is None and not call.args.text:
            return ToolResult(status=Status.NO_TIME, text=reminder.text)
        return await self._request(call, Verb.EDIT, reminder, when, text=call.args.text)

    async def _snooze(self, call: Call, reminder: Reminder) -> ToolResult:
        if not isinstance(call.args, SnoozeReminder):
            raise TypeError(f"wrong arguments for {call.name}")
        when = timing(call, call.args.when, after=snooze_base(reminder, call.asked_at))
        if isinstance(when, ToolResult):
            return when.model_copy(update={"text": reminder.text})
        return await self._request(call, Verb.SNOOZE, reminder, replace(when, recurrence=None))

    async def _skip(self, call: Call, reminder: Reminder) -> ToolResult:
        following = next_after(reminder, reminder.due_at)
        if following is None:  # nothing would be left of it
            return await self._request(call, Verb.CANCEL, reminder)
        return await self._request(call, Verb.SKIP, reminder, Timing(due_at=following))

    async def _pause(self, call: Call, reminder: Reminder) -> ToolResult:
        return await self._request(call, Verb.PAUSE, reminder)

    async def _resume(self, call: Call, reminder: Reminder) -> ToolResult:
        due_at = resumes_at(reminder, datetime.now(UTC))
        if due_at is None:
            return ToolResult(status=Status.NO_TIME, text=reminder.text)
        return await self._request(call, Verb.RESUME, reminder, Timing(due_at=due_at))

    async def _complete(self, call: Call, reminder: Reminder) -> ToolResult:
        return await self._request(call, Verb.ACKNOWLEDGE, reminder)

    async def _cancel(self, call: Call, reminder: Reminder) -> ToolResult:
        return await self._request(call, Verb.CANCEL, reminder)

    async def _request(
        self,
        call: Call,
        verb: Verb,
        reminder: Reminder,
        when: Timing | None = None,
        *,
        text: str | None = None,
    ) -> ToolResult:
        change = Change(
            change_id=call.id,
            verb=verb,
            reminder=reminder,
            due_at=None if when is None else when.due_at,
            text=text,
            recurrence=None if when is None else when.recurrence,
        )
        outcome = await request_change(self._db, self._client, change)
        if outcome is Outcome.ACCEPTED:
            return _accepted(call, change)
        return ToolResult(
            status=Status.TOO_LATE if outcome is Outcome.TOO_LATE else Status.FAILED,
            text=reminder.text,
            due=call.render(reminder.due_at),
        )


def _accepted(call: Call, change: Change) -> ToolResult:
    reminder = change.reminder
    return ToolResult(
        status=DONE[change.verb],
        text=change.text or reminder.text,
        due=call.render(change.due_at or reminder.due_at),
        repeats=call.describe(change.recurrence or reminder.recurrence),
        reminder_id=str(reminder.reminder_id),
    )

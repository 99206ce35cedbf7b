"""Tools that change a reminder; each is a workflow Update, so none races with the due moment."""

from datetime import UTC, datetime, timedelta

from temporalio import activity
from temporalio.client import Client

from activities.moments import moment
from activities.reminder_tools import offer
from activities.reminder_updates import Change, Outcome, request_change
from activities.tools import Call, run_tool
from activities.which import choose
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.contracts.reminder import Verb
from panager.db import reminders, turns
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.results import Status, ToolResult
from panager.llm.tools import CancelReminder, ChangeReminder, SnoozeReminder

SNOOZABLE = timedelta(hours=24)
"""How long after its delivery a reminder may still be talked about."""
DONE = {
    Verb.EDIT: Status.CHANGED,
    Verb.SNOOZE: Status.SNOOZED,
    Verb.CANCEL: Status.CANCELLED,
}


class ReminderChangeTools:
    """The tools `change_reminder`, `snooze_reminder` and `cancel_reminder`."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client sends the Updates."""
        self._db = db
        self._client = client

    @activity.defn(name=tool_activity("change_reminder"))
    async def change_reminder(self, input: ToolInput) -> None:
        """Another time, other words, or both."""
        await run_tool(self._db, input, self._change)

    @activity.defn(name=tool_activity("snooze_reminder"))
    async def snooze_reminder(self, input: ToolInput) -> None:
        """Later, also after it was delivered."""
        await run_tool(self._db, input, self._snooze)

    @activity.defn(name=tool_activity("cancel_reminder"))
    async def cancel_reminder(self, input: ToolInput) -> None:
        """Never, if it is not too late."""
        await run_tool(self._db, input, self._cancel)

    async def _change(self, call: Call) -> ToolResult:
        if not isinstance(call.args, ChangeReminder):
            raise TypeError(f"wrong arguments for {call.name}")
        reminder = await self._choose(call, call.args.which)
        if isinstance(reminder, ToolResult):
            return reminder
        due_at = None
        if call.args.when:
            due_at = moment(call, call.args.when, after=reminder.due_at)
        if isinstance(due_at, ToolResult):
            return due_at.model_copy(update={"text": reminder.text})
        if due_at is None and not call.args.text:
            return ToolResult(status=Status.NO_TIME, text=reminder.text)
        return await self._request(call, Verb.EDIT, reminder, due_at=due_at, text=call.args.text)

    async def _snooze(self, call: Call) -> ToolResult:
        if not isinstance(call.args, SnoozeReminder):
            raise TypeError(f"wrong arguments for {call.name}")
        reminder = await self._choose(call, call.args.which, delivered_too=True)
        if isinstance(reminder, ToolResult):
            return reminder
        after = call.asked_at if reminder.state == "delivered" else reminder.due_at
        due_at = moment(call, call.args.when, after=after)
        if isinstance(due_at, ToolResult):
            return due_at.model_copy(update={"text": reminder.text})
        return await self._request(call, Verb.SNOOZE, reminder, due_at=due_at)

    async def _cancel(self, call: Call) -> ToolResult:
        if not isinstance(call.args, CancelReminder):
            raise TypeError(f"wrong arguments for {call.name}")
        reminder = await self._choose(call, call.args.which)
        if isinstance(reminder, ToolResult):
            return reminder
        return await self._request(call, Verb.CANCEL, reminder)

    async def _choose(
        self, call: Call, which: str, *, delivered_too: bool = False
    ) -> Reminder | ToolResult:
        """The one that is meant, or the answer that says why it is not clear."""
        user_id = call.person.user_id
        async with self._db.user(user_id) as connection:
            still_open = await reminders.list_open(connection, user_id)
            delivered = await reminders.list_delivered_since(
                connection, user_id, datetime.now(UTC) - SNOOZABLE
            )
            shown = await turns.get_last_offer(connection, user_id)
        understood = call.understand(which)
        candidates = still_open + delivered if delivered_too else still_open
        fitting = choose(which, candidates, shown, understood=understood, now=call.asked_at)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return offer(call, Status.WHICH, fitting)
        over = choose(which, delivered, shown, understood=understood, now=call.asked_at)
        if over:
            return ToolResult(
                status=Status.TOO_LATE, text=over[0].text, due=call.render(over[0].due_at)
            )
        return ToolResult(status=Status.NOT_FOUND)

    async def _request(
        self,
        call: Call,
        verb: Verb,
        reminder: Reminder,
        *,
        due_at: datetime | None = None,
        text: str | None = None,
    ) -> ToolResult:
        change = Change(change_id=call.id, verb=verb, reminder=reminder, due_at=due_at, text=text)
        outcome = await request_change(self._db, self._client, change)
        text, due = text or reminder.text, call.render(due_at or reminder.due_at)
        if outcome is Outcome.ACCEPTED:
            return ToolResult(
                status=DONE[verb], text=text, due=due, reminder_id=str(reminder.reminder_id)
            )
        late = outcome is Outcome.TOO_LATE
        return ToolResult(status=Status.TOO_LATE if late else Status.FAILED, text=text, due=due)

"""Destructive tools: a call shows a card and does nothing else, whatever a model says."""

from datetime import timedelta

from temporalio import activity

from activities.actions.propose import propose
from activities.calls.call import Call
from activities.calls.runner import run_tool
from activities.changes.planned_changes import ChangeDeed
from panager.contracts import limits
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.contracts.reminder import Verb
from panager.db import reminders
from panager.db.changes import Change
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.tool_declaration import Policy, Tool
from panager.llm.tools import CancelAllReminders
from panager.replies.results import Status, ToolResult

CANCEL_ALL_REMINDERS = Tool(
    name="cancel_all_reminders", args=CancelAllReminders, policy=Policy.DESTRUCTIVE, can_undo=True
)


class ActionTools:
    """Every tool with the policy `destructive`."""

    def __init__(self, db: Database, *, expires_after: timedelta = limits.ACTION_EXPIRY) -> None:
        """A card is a row and nothing else until its turn has ended."""
        self._db = db
        self._expires_after = expires_after

    @activity.defn(name=tool_activity("cancel_all_reminders"))
    async def cancel_all_reminders(self, input: ToolInput) -> None:
        """All that are open now; one that is made later is not among them."""
        await run_tool(self._db, input, CANCEL_ALL_REMINDERS, self.cancel_all)

    async def cancel_all(self, call: Call) -> ToolResult:
        """Freeze what would be done; once per id of the call."""
        user_id = call.person.user_id
        async with self._db.user(user_id) as connection:
            rows = await reminders.list_open(connection, user_id)
            if not rows:
                return ToolResult(status=Status.NOT_FOUND)
            deeds = [_cancelling(call, row) for row in rows]
            await propose(connection, call, deeds, expires_after=self._expires_after)
        return ToolResult(status=Status.WAITING)


def _cancelling(call: Call, row: Reminder) -> ChangeDeed:
    return ChangeDeed.of(Change(change_id=call.id, verb=Verb.CANCEL, reminder=row))

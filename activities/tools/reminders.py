"""Tools that make and show reminders, and tell the time."""

from datetime import UTC, datetime

from temporalio import activity
from temporalio.client import Client

from activities.actions import bounds
from activities.calls.call import Call
from activities.calls.runner import run_tool
from activities.changes.planned_changes import MakeDeed
from activities.reminders.create import NewReminder, Refusal, make_reminder
from activities.reminders.delivery_options import asked_terms, notes_of
from activities.reminders.offer import offer
from activities.reminders.times import REFUSED, Timing, timing
from activities.tools import declared_tools
from panager.contracts import limits
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.db import effects, reminders
from panager.db.pool import Database
from panager.db.reminders import Terms
from panager.llm.tools import CreateReminder
from panager.replies.results import Status, ToolResult
from panager.when import render


class ReminderTools:
    """The tools `create_reminder`, `list_reminders` and `current_time`."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client starts the workflow that keeps the promise."""
        self._db = db
        self._client = client

    @activity.defn(name=tool_activity("create_reminder"))
    async def create_reminder(self, input: ToolInput) -> None:
        """Row first, then the workflow, then the row says that it is scheduled."""
        await run_tool(self._db, input, declared_tools.CREATE_REMINDER, self.create)

    @activity.defn(name=tool_activity("list_reminders"))
    async def list_reminders(self, input: ToolInput) -> None:
        """From Postgres: the index of Temporal is only eventually right."""
        await run_tool(self._db, input, declared_tools.LIST_REMINDERS, self._list)

    @activity.defn(name=tool_activity("current_time"))
    async def current_time(self, input: ToolInput) -> None:
        """Where the person is."""
        await run_tool(self._db, input, declared_tools.CURRENT_TIME, self._tell_time)

    async def create(self, call: Call[CreateReminder]) -> ToolResult:
        """Row first, then the workflow; once per id of the call."""
        when = timing(call, call.args.when, after=call.asked_at, about=call.args.text)
        if isinstance(when, ToolResult):
            return when
        terms = asked_terms(call, call.args)
        if isinstance(terms, ToolResult):
            return terms
        wanted = _wanted(call, _with_link(call, call.args.text), when, Terms(**terms))
        user_id = call.person.user_id
        async with self._db.user(user_id) as connection:
            proposed = await bounds.take(connection, call, _deed(call, wanted))
        if proposed is not None:
            return proposed
        reminder = await make_reminder(self._db, self._client, wanted)
        if isinstance(reminder, Refusal):
            async with self._db.user(user_id) as connection:
                await effects.delete_effect(connection, user_id, call.id)
            return ToolResult(status=REFUSED[reminder], limit=limits.MAX_OPEN_REMINDERS)
        return ToolResult(
            status=Status.SCHEDULED,
            text=reminder.text,
            due=call.render(reminder.due_at),
            repeats=call.describe(reminder.recurrence),
            notes=[*when.notes, *notes_of(terms)],
            reminder_id=str(call.id),
        )

    async def _list(self, call: Call) -> ToolResult:
        async with self._db.user(call.person.user_id) as connection:
            rows = await reminders.list_open(connection, call.person.user_id)
        return offer(call, Status.LISTED, sorted(rows, key=lambda row: row.state == "paused"))

    async def _tell_time(self, call: Call) -> ToolResult:
        now = render(datetime.now(UTC), zone=call.person.zone, language=call.language)
        return ToolResult(status=Status.TOLD, due=now)


def _with_link(call: Call, text: str) -> str:
    """The words, and where to see the picture that was sent with them ("remind me to buy this")."""
    whole = f"{text} {call.link}".rstrip()
    return text if call.link in text or len(whole) > limits.MAX_TEXT else whole


def _wanted(call: Call, text: str, when: Timing, terms: Terms) -> NewReminder:
    return NewReminder(
        reminder_id=call.id,
        user_id=call.person.user_id,
        text=text,
        due_at=when.due_at,
        zone=call.person.zone.key,
        language=call.language,
        recurrence=when.recurrence,
        terms=terms,
    )


def _deed(call: Call, wanted: NewReminder) -> MakeDeed:
    return MakeDeed(
        call_id=call.id,
        text=wanted.text,
        due_at=wanted.due_at,
        zone=wanted.zone,
        language=wanted.language,
        recurrence=wanted.recurrence,
        terms=wanted.terms,
    )

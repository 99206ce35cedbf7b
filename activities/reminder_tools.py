"""Tools that make and show reminders, and tell the time."""

from datetime import UTC, datetime

from temporalio import activity
from temporalio.client import Client
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.moments import moment
from activities.tools import Call, run_tool
from panager.contracts.chat import ToolInput
from panager.contracts.names import (
    Kind,
    Queue,
    SearchAttribute,
    reminder_workflow_id,
    tool_activity,
)
from panager.contracts.reminder import Phase, ReminderInput, ReminderState
from panager.db import reminders
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.llm.results import ReminderView, Status, ToolResult
from panager.llm.tools import CreateReminder


class ReminderTools:
    """The tools `create_reminder`, `list_reminders` and `current_time`."""

    def __init__(self, db: Database, client: Client) -> None:
        """The client starts the workflow that keeps the promise."""
        self._db = db
        self._client = client

    @activity.defn(name=tool_activity("create_reminder"))
    async def create_reminder(self, input: ToolInput) -> None:
        """Row first, then the workflow, then the row says that it is scheduled."""
        await run_tool(self._db, input, self._create)

    @activity.defn(name=tool_activity("list_reminders"))
    async def list_reminders(self, input: ToolInput) -> None:
        """From Postgres: the index of Temporal is only eventually right."""
        await run_tool(self._db, input, self._list)

    @activity.defn(name=tool_activity("current_time"))
    async def current_time(self, input: ToolInput) -> None:
        """Where the person is."""
        await run_tool(self._db, input, self._tell_time)

    async def _create(self, call: Call) -> ToolResult:
        if not isinstance(call.args, CreateReminder):
            raise TypeError(f"wrong arguments for {call.name}")
        due_at = moment(call, call.args.when, after=call.asked_at)
        if isinstance(due_at, ToolResult):
            return due_at
        async with self._db.user(call.person.user_id) as connection:
            reminder = await reminders.insert_reminder(
                connection,
                call.person.user_id,
                reminder_id=call.id,
                text=call.args.text,
                due_at=due_at,
                zone=call.person.zone.key,
                language=call.language,
            )
        await start_reminder(self._client, reminder)
        async with self._db.user(call.person.user_id) as connection:
            await reminders.mark_scheduled(connection, call.person.user_id, call.id)
        return ToolResult(
            status=Status.SCHEDULED,
            text=reminder.text,
            due=call.render(reminder.due_at),
            notes=list(call.understand(call.args.when).notes),
            reminder_id=str(call.id),
        )

    async def _list(self, call: Call) -> ToolResult:
        async with self._db.user(call.person.user_id) as connection:
            rows = await reminders.list_open(connection, call.person.user_id)
        return offer(call, Status.LISTED, rows)

    async def _tell_time(self, call: Call) -> ToolResult:
        return ToolResult(status=Status.TOLD, due=call.render(datetime.now(UTC)))


def offer(call: Call, status: Status, rows: list[Reminder]) -> ToolResult:
    """Reminders as the person sees them, numbered from 1, and what the numbers stand for."""
    return ToolResult(
        status=status,
        reminders=[
            ReminderView(number=number, text=row.text, due=call.render(row.due_at))
            for number, row in enumerate(rows, start=1)
        ],
        offered=[str(row.reminder_id) for row in rows],
    )


async def start_reminder(client: Client, reminder: Reminder) -> None:
    """Start its workflow; starting it again, even after it ended, changes nothing."""
    try:
        await client.start_workflow(
            "ReminderWorkflow",
            ReminderInput(
                user_id=reminder.user_id,
                reminder_id=reminder.reminder_id,
                state=ReminderState(due_at=reminder.due_at),
            ),
            id=reminder_workflow_id(reminder.reminder_id),
            task_queue=Queue.REMINDERS,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            search_attributes=search_attributes(reminder),
            static_summary=summary(reminder),
        )
    except WorkflowAlreadyStartedError:
        return


def summary(reminder: Reminder) -> str:
    """What the Temporal UI shows: time and rule, none of the person's words."""
    due = reminder.due_at.astimezone(reminder.tzinfo)
    return f"{due:%a %Y-%m-%d %H:%M:%S %Z} · {reminder.rrule or 'once'}"


def search_attributes(reminder: Reminder) -> TypedSearchAttributes:
    """Opaque ids, enums and times, by which operators find it."""
    keyword = SearchAttributeKey.for_keyword
    due_at = SearchAttributeKey.for_datetime(SearchAttribute.DUE_AT)
    recurring = SearchAttributeKey.for_bool(SearchAttribute.RECURRING)
    return TypedSearchAttributes(
        [
            SearchAttributePair(keyword(SearchAttribute.USER), str(reminder.user_id)),
            SearchAttributePair(keyword(SearchAttribute.KIND), Kind.REMINDER.value),
            SearchAttributePair(keyword(SearchAttribute.STATE), Phase.WAITING.value),
            SearchAttributePair(due_at, reminder.due_at),
            SearchAttributePair(recurring, reminder.rrule is not None),
        ]
    )

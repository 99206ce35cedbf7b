"""Starts the workflow of a reminder, and what the Temporal UI shows of it."""

from datetime import UTC, datetime, timedelta

from temporalio.client import Client
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from panager.contracts.names import Kind, Queue, SearchAttribute, reminder_workflow_id
from panager.contracts.reminder import Phase, ReminderInput, ReminderState
from panager.db.reminders import Reminder


async def start_reminder(client: Client, reminder: Reminder) -> None:
    """Start its workflow; starting it again, even after it ended, changes nothing.

    The server holds it back until it is due: cheaper by two thirds than a workflow that waits, and
    nothing has to be replayed. A change wakes it at once. When the server was away and the client
    had to try for a while (9 s at most), it is late by that.
    """
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
            start_delay=max(timedelta(), reminder.due_at - datetime.now(UTC)),
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

"""Starts the workflow of a reminder, and what the Temporal UI shows of it."""

import contextlib
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

from panager.contracts.names import LOOK_SIGNAL, Kind, Queue, SearchAttribute, reminder_workflow_id
from panager.contracts.reminder import ReminderInput, ReminderState
from panager.db.reminders import Reminder
from panager.db.standings import Standing

STATE = SearchAttributeKey.for_keyword(SearchAttribute.STATE)
DUE_AT = SearchAttributeKey.for_datetime(SearchAttribute.DUE_AT)


async def start_reminder(client: Client, reminder: Reminder) -> None:
    """Start its workflow; starting it again, even after it ended, changes nothing."""
    with contextlib.suppress(WorkflowAlreadyStartedError):
        await _start(
            client,
            reminder,
            ReminderState(due_at=reminder.due_at),
            reuse=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            conflict=WorkflowIDConflictPolicy.USE_EXISTING,
        )


async def restart_reminder(client: Client, standing: Standing) -> bool:
    """Start a new run where the rows stand, as the last one is gone; whether none was running.

    What was decided about already is not decided about again, and its message is not sent again:
    the rows see to that.
    """
    try:
        await _start(
            client,
            standing.reminder,
            standing.state,
            reuse=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            conflict=WorkflowIDConflictPolicy.FAIL,
        )
    except WorkflowAlreadyStartedError:
        return False
    return True


async def tell_to_look(client: Client, standing: Standing) -> None:
    """Make its workflow believe what the rows say.

    By Signal-With-Start: a signal alone would not wake a workflow that the server holds back.
    """
    await _start(
        client,
        standing.reminder,
        standing.state,
        reuse=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        conflict=WorkflowIDConflictPolicy.USE_EXISTING,
        signal=LOOK_SIGNAL,
    )


async def _start(
    client: Client,
    reminder: Reminder,
    state: ReminderState,
    *,
    reuse: WorkflowIDReusePolicy,
    conflict: WorkflowIDConflictPolicy,
    signal: str | None = None,
) -> None:
    """The server holds it back until it is due.

    That is cheaper by two thirds than a workflow that waits, and nothing has to be replayed. A
    change wakes it at once. When the server was away and the client had to try for a while (9 s at
    most), it is late by that.
    """
    await client.start_workflow(
        "ReminderWorkflow",
        ReminderInput(user_id=reminder.user_id, reminder_id=reminder.reminder_id, state=state),
        id=reminder_workflow_id(reminder.reminder_id),
        task_queue=Queue.REMINDERS,
        start_delay=max(timedelta(), (state.wakes_at or state.due_at) - datetime.now(UTC)),
        id_reuse_policy=reuse,
        id_conflict_policy=conflict,
        start_signal=signal,
        search_attributes=search_attributes(reminder, state),
        static_summary=summary(reminder),
    )


def summary(reminder: Reminder) -> str:
    """What the Temporal UI shows: time and rule, none of the person's words."""
    due = reminder.due_at.astimezone(reminder.tzinfo)
    return f"{due:%a %Y-%m-%d %H:%M:%S %Z} · {reminder.rrule or 'once'}"


def search_attributes(reminder: Reminder, state: ReminderState) -> TypedSearchAttributes:
    """Opaque ids, enums and times, by which operators find it."""
    keyword = SearchAttributeKey.for_keyword
    recurring = SearchAttributeKey.for_bool(SearchAttribute.RECURRING)
    return TypedSearchAttributes(
        [
            SearchAttributePair(keyword(SearchAttribute.USER), str(reminder.user_id)),
            SearchAttributePair(keyword(SearchAttribute.KIND), Kind.REMINDER.value),
            SearchAttributePair(STATE, state.phase.value),
            SearchAttributePair(DUE_AT, state.due_at),
            SearchAttributePair(recurring, reminder.rrule is not None),
        ]
    )

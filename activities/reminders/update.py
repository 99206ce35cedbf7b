"""Sends a change to a reminder's workflow and tells truthfully whether it took effect."""

from dataclasses import replace
from enum import Enum, auto

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
)
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from activities.reminders.recover import give_back
from activities.reminders.start import search_attributes, summary
from panager.contracts.names import Queue, reminder_workflow_id
from panager.contracts.reminder import (
    TOO_LATE,
    ChangeInput,
    Phase,
    ReminderInput,
    ReminderState,
    Verb,
)
from panager.db import changes
from panager.db.changes import Change
from panager.db.pool import Database
from panager.db.reminders import Reminder

NEXT_ONLY = (Verb.SKIP,)
"""Changes that are about the very occurrence that the person saw as the next one."""


class Outcome(Enum):
    """How a requested change ended."""

    ACCEPTED = auto()
    TOO_LATE = auto()
    NOT_ALLOWED = auto()


async def request_change(db: Database, client: Client, change: Change) -> Outcome:
    """Write the request down, send the Update, wait until it is true."""
    user_id = change.reminder.user_id
    async with db.user(user_id) as connection:
        asked = await changes.insert_change(connection, change)
    if asked.is_applied:
        # A run that came after the one that took it would not know the Update's id.
        return Outcome.ACCEPTED
    change = replace(change, due_at=asked.due_at)
    try:
        await _send(client, change)
    except WorkflowUpdateFailedError as error:
        return _refused(error)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return await _without_workflow(db, client, change)
    return Outcome.ACCEPTED


async def _without_workflow(db: Database, client: Client, change: Change) -> Outcome:
    """Its workflow is over or lost: the rows decide, and it gets one if it needs one."""
    user_id, reminder_id = change.reminder.user_id, change.reminder.reminder_id
    async with db.user(user_id) as connection:
        is_accepted = await changes.apply_change(
            connection, user_id, reminder_id, change.change_id, occurrence=_meant(change)
        )
    await give_back(db, client, user_id, reminder_id)
    return Outcome.ACCEPTED if is_accepted else Outcome.TOO_LATE


def _meant(change: Change) -> int | None:
    return change.reminder.occurrence if change.verb in NEXT_ONLY else None


def _refused(error: WorkflowUpdateFailedError) -> Outcome:
    if isinstance(error.cause, ApplicationError) and error.cause.type == TOO_LATE:
        return Outcome.TOO_LATE
    return Outcome.NOT_ALLOWED


async def _send(client: Client, change: Change) -> None:
    reminder = change.reminder
    workflow_id = reminder_workflow_id(reminder.reminder_id)
    payload = ChangeInput(
        user_id=reminder.user_id,
        change_id=change.change_id,
        due_at=change.due_at,
        occurrence=_meant(change),
    )
    if change.verb is Verb.SNOOZE:
        # Its workflow may have ended with the delivery; then a new run takes the next occurrence.
        await client.execute_update_with_start_workflow(
            change.verb,
            payload,
            id=str(change.change_id),
            start_workflow_operation=_restart(reminder, workflow_id),
        )
    else:
        handle = client.get_workflow_handle(workflow_id)
        await handle.execute_update(change.verb, payload, id=str(change.change_id))


def _restart(reminder: Reminder, workflow_id: str) -> WithStartWorkflowOperation[object, object]:
    """A run that believes in nothing to come until the rows have said something else."""
    over = ReminderState(
        due_at=reminder.due_at, phase=Phase.DELIVERED, occurrence=reminder.occurrence
    )
    return WithStartWorkflowOperation(
        "ReminderWorkflow",
        ReminderInput(user_id=reminder.user_id, reminder_id=reminder.reminder_id, state=over),
        id=workflow_id,
        task_queue=Queue.REMINDERS,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        search_attributes=search_attributes(reminder, over),
        static_summary=summary(reminder),
    )

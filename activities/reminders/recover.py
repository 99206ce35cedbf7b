"""Gives a reminder its workflow back, or its workflow the truth, when Temporal forgot something."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from temporalio.client import Client, WorkflowExecution, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from activities.reminders.start import DUE_AT, STATE, restart_reminder, tell_to_look
from panager.contracts.names import Kind, SearchAttribute, reminder_workflow_id
from panager.contracts.reminder import Phase, ReminderState
from panager.db import reminders, standings
from panager.db.pool import Database

CLOSE = timedelta(seconds=1)
"""The index of Temporal may round times."""

RUNNING = f'{SearchAttribute.KIND} = "{Kind.REMINDER}" AND ExecutionStatus = "Running"'

log = structlog.get_logger(__name__)


async def give_back(db: Database, client: Client, user_id: UUID, reminder_id: UUID) -> bool:
    """Make its workflow run and believe what the rows say, if anything is to come of them.

    Whether that was needed. Doing it once too often is harmless: a workflow only waits, and what
    happens is decided by the rows.
    """
    running = await _find_running(client, reminder_id)
    # Read only now: what the rows say after the workflow was looked at is not overtaken by it.
    async with db.user(user_id) as connection:
        standing = await standings.get_standing(connection, user_id, reminder_id)
    if standing is None or not standing.state.is_open:
        return False
    if running is None:
        was_needed = await restart_reminder(client, standing)
    elif was_needed := not agrees(running, standing.state):
        await tell_to_look(client, standing)
    if standing.reminder.state == "creating":
        async with db.user(user_id) as connection:
            await reminders.mark_scheduled(connection, user_id, reminder_id)
    if was_needed:
        log.warning(
            "reminder_mended",
            reminder_id=str(reminder_id),
            state=standing.reminder.state,
            was_running=running is not None,
        )
    return was_needed


async def list_running(
    client: Client, *, due_before: datetime | None = None, beat: Callable[[], None]
) -> dict[UUID, WorkflowExecution]:
    """Reminders whose workflow runs, by the index of Temporal, which lags a little."""
    query = RUNNING
    if due_before is not None:
        query += f' AND {SearchAttribute.DUE_AT} < "{due_before.isoformat()}"'
    found: dict[UUID, WorkflowExecution] = {}
    async for execution in client.list_workflows(query):
        found[UUID(execution.id.rpartition(":")[2])] = execution
        beat()
    return found


def agrees(running: WorkflowExecution | None, state: ReminderState) -> bool:
    """Whether it runs and believes, by what it shows, what the rows say."""
    if running is None:
        return False
    if state.phase is Phase.FIRING:
        return True  # it does not show that, and has its message to send
    due_at = running.typed_search_attributes.get(DUE_AT)
    phase = running.typed_search_attributes.get(STATE)
    return phase == state.phase and due_at is not None and abs(due_at - state.due_at) < CLOSE


async def _find_running(client: Client, reminder_id: UUID) -> WorkflowExecution | None:
    handle = client.get_workflow_handle(reminder_workflow_id(reminder_id))
    try:
        found = await handle.describe()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return None
    return found if found.status is WorkflowExecutionStatus.RUNNING else None

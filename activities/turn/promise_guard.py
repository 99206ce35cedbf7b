"""What stands behind a promise: the reminders that this turn touched and that really run."""

from collections.abc import Iterable
from uuid import UUID

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from panager.contracts.names import reminder_workflow_id
from panager.db import reminders
from panager.db.conversation.turns import Step
from panager.db.pool import Database


def touched_reminders(results: Iterable[Step]) -> list[UUID]:
    """The reminders that tool calls of this turn made or changed, as they reported."""
    ids = (step.body.get("reminder_id") for step in results)
    return [UUID(reminder_id) for reminder_id in ids if reminder_id]


async def any_stands(db: Database, client: Client, user_id: UUID, ids: Iterable[UUID]) -> bool:
    """Whether one of them is scheduled with a running workflow, or was delivered already."""
    for reminder_id in ids:
        async with db.user(user_id) as connection:
            reminder = await reminders.get_reminder(connection, user_id, reminder_id)
        if reminder is None:
            continue
        if reminder.state == "delivered":
            return True
        if reminder.state == "scheduled" and await _runs(client, reminder_id):
            return True
    return False


async def _runs(client: Client, reminder_id: UUID) -> bool:
    try:
        description = await client.get_workflow_handle(reminder_workflow_id(reminder_id)).describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return False
        raise
    # Completed: it was delivered since the row was read.
    return description.status in (
        WorkflowExecutionStatus.RUNNING,
        WorkflowExecutionStatus.COMPLETED,
    )

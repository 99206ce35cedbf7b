"""Gives actions that have not ended a workflow again when theirs was lost."""

from uuid import UUID

import structlog
from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from activities.actions.start import restart_action
from activities.each_row import Tally, for_each
from panager.contracts.names import action_workflow_id
from panager.db.actions import actions
from panager.db.pool import Database

PAGE = 200

log = structlog.get_logger(__name__)


async def restart_lost(db: Database, client: Client) -> Tally:
    """For how many that was needed; doing it again finds only what is left."""

    async def restart(found: tuple[UUID, UUID]) -> bool:
        return await _restart(db, client, *found)

    restarted = Tally()
    after: UUID | None = None
    while page := await actions.page_open(db, after=after, limit=PAGE):
        restarted += await for_each(restart, page, beat=activity.heartbeat)
        after = page[-1][0]
    return restarted


async def _restart(db: Database, client: Client, action_id: UUID, user_id: UUID) -> bool:
    if await _is_running(client, action_id):
        return False
    # Read only now: nothing but a running workflow ends an action.
    async with db.user(user_id) as connection:
        row = await actions.get_action(connection, user_id, action_id)
    if row is None or row.ended_at is not None:
        return False
    restarted = await restart_action(client, row)
    if restarted:
        log.warning("action_restarted", action_id=str(action_id), state=row.state)
    return restarted


async def _is_running(client: Client, action_id: UUID) -> bool:
    try:
        handle = client.get_workflow_handle(action_workflow_id(action_id))
        return (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return False

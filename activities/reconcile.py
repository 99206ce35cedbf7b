"""Makes every open reminder and action have its workflow, and a reminder's workflow its row."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from itertools import batched
from uuid import UUID

import structlog
from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.common import SearchAttributeKey, WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from activities.actions.reconciling import restart_lost
from activities.reminder_start import restart_reminder
from panager.contracts.names import (
    RECONCILE_WORKFLOW_ID,
    Activity,
    Kind,
    Queue,
    SearchAttribute,
    reminder_workflow_id,
)
from panager.contracts.reconcile import ReconcileResult
from panager.db import reminders
from panager.db.pool import Database

PAGE = 200
AT_ONCE = 10
"""Repairs at a time; conversations and due reminders come first."""
FEW = 20
"""So many workflows without a reminder are ended; more only if they are fewer than half."""
RUNNING = f'{SearchAttribute.KIND} = "{Kind.REMINDER}" AND ExecutionStatus = "Running"'
USER = SearchAttributeKey.for_keyword(SearchAttribute.USER)
OPEN = "creating", "scheduled", "paused"

log = structlog.get_logger(__name__)


async def ask_to_reconcile(client: Client) -> None:
    """Now, besides every night; asking again while it is under way asks for one more round."""
    await client.start_workflow(
        "ReconcileWorkflow",
        id=RECONCILE_WORKFLOW_ID,
        task_queue=Queue.REMINDERS,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        start_signal="run_now",
    )


class ReconcileActivities:
    """Compares Postgres with Temporal and repairs Temporal: the rows are the promises."""

    def __init__(self, db: Database, client: Client) -> None:
        """Both sides of the comparison."""
        self._db = db
        self._client = client

    @activity.defn(name=Activity.RECONCILE)
    async def reconcile(self) -> ReconcileResult:
        """Doing it again, also after half of it was done, finds only what is left."""
        running = await self._list_running()
        looked_at, started = await self._start_missing(running)
        ended = await self._end_orphans(running)
        actions = await restart_lost(self._db, self._client)
        result = ReconcileResult(looked_at=looked_at, started=started, ended=ended)
        log.info("reconciled", looked_at=looked_at, started=started, ended=ended, actions=actions)
        return result

    async def _list_running(self) -> dict[UUID, UUID | None]:
        """Whose each running reminder is, by the index of Temporal, which lags a little."""
        found: dict[UUID, UUID | None] = {}
        async for execution in self._client.list_workflows(RUNNING):
            user_id = execution.typed_search_attributes.get(USER)
            reminder_id = UUID(execution.id.rpartition(":")[2])
            found[reminder_id] = None if user_id is None else UUID(user_id)
            activity.heartbeat()
        return found

    async def _start_missing(self, running: dict[UUID, UUID | None]) -> tuple[int, int]:
        looked_at, started = 0, 0
        after: UUID | None = None
        while page := await reminders.page_open(self._db, after=after, limit=PAGE):
            doubtful = {
                each.reminder_id: each.user_id
                for each in page
                if each.reminder_id not in running or each.state == "creating"
            }
            started += await _count(self._start, doubtful.items())
            looked_at, after = looked_at + len(page), page[-1].reminder_id
            activity.heartbeat()
        return looked_at, started

    async def _end_orphans(self, running: dict[UUID, UUID | None]) -> int:
        orphans: list[UUID] = []
        for page in batched(running, PAGE):
            orphans += await reminders.list_ended(self._db, list(page))
            activity.heartbeat()
        if len(orphans) > max(FEW, len(running) // 2):
            # Rather another database than so many lost rows; a promise is not ended on suspicion.
            log.error("orphans_kept", orphans=len(orphans), running=len(running))
            return 0
        return await _count(self._end, [(each, running[each]) for each in orphans])

    async def _start(self, whose: tuple[UUID, UUID]) -> bool:
        reminder_id, user_id = whose
        is_running = await self._is_running(reminder_id)
        # Read only now: nothing but a running workflow changes the row of an open reminder, so
        # what it says after the workflow was seen to be gone is not overtaken.
        async with self._db.user(user_id) as connection:
            row = await reminders.get_reminder(connection, user_id, reminder_id)
        if row is None or row.state not in OPEN:
            return False
        started = not is_running and await restart_reminder(self._client, row)
        async with self._db.user(user_id) as connection:
            await reminders.mark_scheduled(connection, user_id, reminder_id)
        if started:
            log.warning("reminder_restarted", reminder_id=str(reminder_id), state=row.state)
        return started

    async def _is_running(self, reminder_id: UUID) -> bool:
        handle = self._client.get_workflow_handle(reminder_workflow_id(reminder_id))
        try:
            status = (await handle.describe()).status
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return False
        return status is WorkflowExecutionStatus.RUNNING

    async def _end(self, whose: tuple[UUID, UUID | None]) -> bool:
        reminder_id, user_id = whose
        handle = self._client.get_workflow_handle(reminder_workflow_id(reminder_id))
        try:
            await handle.terminate(reason="reconcile: its reminder is over or gone")
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return False
        log.warning("reminder_ended", reminder_id=str(reminder_id))
        if user_id is not None:
            # A snooze may have brought it back between our look and our blow.
            await self._start((reminder_id, user_id))
        return True


async def _count[T](work: Callable[[T], Awaitable[bool]], items: Iterable[T]) -> int:
    """For how many the answer is yes; a few at a time, and none goes on after one has failed."""
    left = iter(items)

    async def some() -> int:
        done = 0
        for item in left:
            done += await work(item)
            activity.heartbeat()
        return done

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(some()) for _ in range(AT_ONCE)]
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from failed
    return sum(task.result() for task in tasks)
